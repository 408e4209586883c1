using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Tests.Manifests;

namespace PlatformGuard.Core.Tests.Checks;

/// <summary>PG4002 on settings.</summary>
public sealed class EmbeddedDatabaseTests
{
    [Theory]
    [InlineData("appsettings.json", "{\"ConnectionStrings\": {\"Default\": \"Data Source=/data/app.db;Password=hunter2\"}}", "appsettings.json:1:35: warning: 'ConnectionStrings:Default' keeps data in an embedded database: it names the database file '/data/app.db'")]
    [InlineData(".env", "DATABASE_URL=sqlite:///app.db", ".env:1:14: warning: 'DATABASE_URL' keeps data in an embedded database: it names the database file 'sqlite:///app.db'")]
    [InlineData("application.properties", "spring.datasource.url=jdbc:h2:file:./data/app;MODE=x", "application.properties:1:23: warning: 'spring.datasource.url' keeps data in an embedded database: it names the database file 'jdbc:h2:file:./data/app'")]
    [InlineData("compose.yaml", "services: {web: {environment: {DB: 'jdbc:sqlite:/data/x.db'}}}", "compose.yaml:1:36: warning: 'services/web/environment/DB' keeps data in an embedded database: it names the database file 'jdbc:sqlite:/data/x.db'")]
    [InlineData(".env", "DATABASE_URL=sqlite://", "")]
    [InlineData(".env", "DATABASE_URL=sqlite:///:memory:", "")]
    [InlineData("appsettings.json", "{\"ConnectionStrings\": {\"A\": \"Data Source=lookup.db;Mode=ReadOnly\", \"B\": \"Data Source=sql01;Initial Catalog=x\", \"C\": \"Data Source=:memory:\"}}", "")]
    [InlineData("application.properties", "a=jdbc:h2:mem:test\nb=jdbc:h2:tcp://db/x\nc=jdbc:postgresql://db/x.db", "")]
    [InlineData("appsettings.Development.json", "{\"ConnectionStrings\": {\"A\": \"Data Source=app.db\"}}", "")]
    [InlineData(".env.example", "DATABASE_URL=sqlite:///app.db", "")]
    [InlineData("tests/.env", "DATABASE_URL=sqlite:///app.db", "")]
    [InlineData(".gitlab-ci.yml", "t: {script: x, variables: {DATABASE_URL: 'sqlite:///x.db'}}", "")]
    [InlineData(".env", "CACHE_FILE=/data/cache.db", "")]
    public void Setting_Verdict(string path, string content, string expected)
    {
        var lines = TestCodeBase.Of((path, content)).Run<EmbeddedDatabase>().Lines();

        Assert.Equal(expected, lines);
        Assert.DoesNotContain("hunter2", lines, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("package.json", "{\"dependencies\": {\"better-sqlite3\": \"11\"}}", ".env:1:9: warning: 'DB_PATH' keeps data in an embedded database: it names the file '/data/app.db', and 'better-sqlite3' is a dependency")]
    [InlineData("go.mod", "module x\nrequire go.etcd.io/bbolt v1.3.0\n", ".env:1:9: warning: 'DB_PATH' keeps data in an embedded database: it names the file '/data/app.db', and 'go.etcd.io/bbolt' is a dependency")]
    [InlineData("package.json", "{\"devDependencies\": {\"better-sqlite3\": \"11\"}}", "")]
    [InlineData("package.json", "{\"dependencies\": {\"pg\": \"8\"}}", "")]
    public void File_WithAnEmbeddingDependency_Verdict(string path, string content, string expected) =>
        Assert.Equal(expected, TestCodeBase.Of((path, content), (".env", "DB_PATH=/data/app.db")).Run<EmbeddedDatabase>().Lines());

    [Fact]
    public void File_OnDeclaredScratchSpace_IsSilent() => Assert.Empty(
        TestCodeBase.With(ManifestTexts.Read(ManifestTexts.WithSpec("volumes: [{name: s, mountPath: /data, purpose: scratch}]")), (".env", "A=sqlite:////data/app.db\nB=/data/x.db"), ("package.json", "{\"dependencies\": {\"sqlite3\": \"1\"}}")).Run<EmbeddedDatabase>());
}
