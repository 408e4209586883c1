using PlatformGuard.Guidelines.State;

namespace PlatformGuard.Guidelines.Tests.State;

public sealed class EmbeddedDataSourceTests
{
    private static readonly DeclaredVolume[] Volumes = [new("/scratch", VolumePurpose.Scratch)];

    [Theory]
    [InlineData("Data Source=app.db", EmbeddedSource.File)]
    [InlineData("DataSource=/data/app.db;Cache=Shared", EmbeddedSource.File)]
    [InlineData("Filename='app.db'", EmbeddedSource.File)]
    [InlineData("app.db", EmbeddedSource.File)]
    [InlineData("Filename=/data/lite.db;Connection=shared", EmbeddedSource.File)]
    [InlineData("Data Source=app.db;Mode=ReadWriteCreate", EmbeddedSource.File)]
    [InlineData("sqlite:///app.db", EmbeddedSource.File)]
    [InlineData("Data Source=:memory:", EmbeddedSource.Memory)]
    [InlineData("DataSource=:memory:?cache=shared", EmbeddedSource.Memory)]
    [InlineData("Data Source=shared;Mode=Memory;Cache=Shared", EmbeddedSource.Memory)]
    [InlineData("file::memory:?cache=shared", EmbeddedSource.Memory)]
    [InlineData("Data Source=lookup.db;Mode=ReadOnly", EmbeddedSource.ReadOnly)]
    [InlineData("Data Source=lookup.db;Read Only=True", EmbeddedSource.ReadOnly)]
    [InlineData("Data Source=words.duckdb;ACCESS_MODE=READ_ONLY", EmbeddedSource.ReadOnly)]
    [InlineData("file:lookup.db?mode=ro", EmbeddedSource.ReadOnly)]
    [InlineData("Data Source=/tmp/x.db", EmbeddedSource.Temporary)]
    [InlineData("Data Source=/scratch/x.db", EmbeddedSource.Temporary)]
    [InlineData("Data Source=", EmbeddedSource.Temporary)]
    [InlineData("", EmbeddedSource.Temporary)]
    public void Judge_AConnectionString_SaysWhatItWorksOn(string text, EmbeddedSource expected) => Assert.Equal(expected, EmbeddedDataSource.Judge(text, Volumes));

    [Theory]
    [InlineData("Data Source=/data/app.db", true)]
    [InlineData("DataSource=app.sqlite3;Cache=Shared", true)]
    [InlineData("sqlite:///app.db", true)]
    [InlineData("sqlite+aiosqlite:////data/app.db", true)]
    [InlineData("duckdb:///stats.duckdb", true)]
    [InlineData("Data Source=sql01;Initial Catalog=reviews", false)]
    [InlineData("Data Source=tcp:sql.internal,1433;Database=app.db", false)]
    [InlineData("Data Source=:memory:", false)]
    [InlineData("Data Source=lookup.db;Mode=ReadOnly", false)]
    [InlineData("sqlite://", false)]
    [InlineData("sqlite:///:memory:", false)]
    [InlineData("postgresql://reviews-db/reviews", false)]
    [InlineData("file:///etc/hosts", false)]
    [InlineData("app.db", false)]
    [InlineData("", false)]
    public void NamesFile_AText_IsTrueOnlyForAFile(string text, bool expected) => Assert.Equal(expected, EmbeddedDataSource.NamesFile(text));
}
