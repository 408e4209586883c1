using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Tests.Harness;
using PlatformGuard.Analyzers.Tokens;

namespace PlatformGuard.Analyzers.Tests.Secrets;

public sealed class TokenInServiceStoreTests
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.ComponentModel.DataAnnotations.Schema; using System.Text; using System.Threading.Tasks; using Microsoft.AspNetCore.DataProtection; using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Metadata.Builders; using Microsoft.EntityFrameworkCore.Migrations; using Microsoft.Extensions.Caching.Distributed; using StackExchange.Redis;

        """;

    private const string Context = "class Context(DbContextOptions o) : DbContext(o) { public DbSet<Installation> Installations => Set<Installation>(); }\n";

    private static Task Run(string code, BuildOptions? options = null) => Verify.Rule<TokenInServiceStore>("PG3007", Usings + code, options);

    [Theory]
    [InlineData("class Installation { public int Id { get; set; } public string [|AccessToken|] { get; set; } = \"\"; }")]
    [InlineData("class Installation { public string [|PersonalAccessToken|] { get; set; } = \"\"; public string? [|RefreshToken|] { get; set; } }")]
    [InlineData("class Installation { public required string [|ApiKey|] { get; init; } public byte[] [|PrivateKey|] { get; set; } = []; public string [|ClientSecret|] { get; set; } = \"\"; }")]
    [InlineData("abstract class Base { public string [|ApiKey|] { get; set; } = \"\"; } class Installation : Base { public int Id { get; set; } }")]
    [InlineData("record Installation { public string [|api_token|] { get; set; } = \"\"; }")]
    public Task MappedToken_IsReported(string entity) => Run(Context + entity);

    [Theory]
    [InlineData("class Installation { public string [|AccessToken|] { get; set; } = \"\"; } class Model : DbContext { protected override void OnModelCreating(ModelBuilder b) => b.Entity<Installation>().HasKey(i => i.AccessToken); }")]
    [InlineData("class Installation { public string [|AccessToken|] { get; set; } = \"\"; } class Map : IEntityTypeConfiguration<Installation> { public void Configure(EntityTypeBuilder<Installation> b) => b.Property(i => i.AccessToken).IsRequired(); }")]
    [InlineData("class Installation { public string [|AccessToken|] { get; set; } = \"\"; } class Store { object M(MongoDB.Driver.IMongoDatabase d) => d.GetCollection<Installation>(\"x\"); }")]
    public Task TokenOfAnEntityMappedInCode_IsReported(string code) => Run(code);

    [Theory]
    [InlineData("class Installation { public byte[] AccessTokenHash { get; set; } = []; public string TokenId { get; set; } = \"\"; public DateTime TokenExpiresAt { get; set; } public string ApiKeyPrefix { get; set; } = \"\"; }")]
    [InlineData("class Installation { public int PromptTokens { get; set; } public int TokenCount { get; set; } public long MaxTokens { get; set; } public string TokenizerVersion { get; set; } = \"\"; }")]
    [InlineData("class Installation { public string PublicKey { get; set; } = \"\"; public string CacheKey { get; set; } = \"\"; public string PrimaryKey { get; set; } = \"\"; public string NextPageToken { get; set; } = \"\"; public byte[] ConcurrencyToken { get; set; } = []; }")]
    [InlineData("class Installation { [NotMapped] public string AccessToken { get; set; } = \"\"; public string ApiKey => \"\"; public static string ClientSecret { get; set; } = \"\"; private string RefreshToken { get; set; } = \"\"; }")]
    [InlineData("class Installation { public string EncryptedAccessToken { get; set; } = \"\"; public string ProtectedApiKey { get; set; } = \"\"; public bool HasAccessToken { get; set; } public int AccessToken { get; set; } }")]
    [InlineData("class Installation { public int Id { get; set; } } class TokenRequest { public string AccessToken { get; set; } = \"\"; } class Options { public string ApiKey { get; set; } = \"\"; } record Dto(string ClientSecret);")]
    [InlineData("class EncryptedAttribute : Attribute; class Installation { [Encrypted] public string AccessToken { get; set; } = \"\"; }")]
    [InlineData("class Installation { public string AccessToken { get; set; } = \"\"; } class Map : IEntityTypeConfiguration<Installation> { public void Configure(EntityTypeBuilder<Installation> b) => b.Property(i => i.AccessToken).IsRequired().HasConversion(v => \"x\" + v, v => v); }")]
    [InlineData("class Installation { public string AccessToken { get; set; } = \"\"; } class Map : IEntityTypeConfiguration<Installation> { public void Configure(EntityTypeBuilder<Installation> b) => b.Ignore(i => i.AccessToken); }")]
    [InlineData("class Installation { public string AccessToken { get; set; } = \"\"; } class Map : IEntityTypeConfiguration<Installation> { public void Configure(EntityTypeBuilder<Installation> b) => b.Ignore(\"AccessToken\"); }")]
    public Task OtherProperty_IsSilent(string entity) => Run(Context + entity);

    [Theory]
    [InlineData("protected override void Up(MigrationBuilder b) => b.AddColumn<string>(name: [|\"access_token\"|], table: \"installations\", type: \"text\", nullable: false);")]
    [InlineData("protected override void Up(MigrationBuilder b) => b.CreateTable(name: \"installations\", columns: t => new { Id = t.Column<int>(nullable: false), [|AccessToken|] = t.Column<string>(nullable: false) });")]
    [InlineData("protected override void Up(MigrationBuilder b) => b.CreateTable(name: \"installations\", columns: t => new { Key = t.Column<byte[]>(name: [|\"private_key\"|]) });")]
    public Task MigrationThatAddsATokenColumn_IsReported(string method) => Run("class First : Migration { " + method + " }");

    [Theory]
    [InlineData("protected override void Up(MigrationBuilder b) => b.DropColumn(name: \"access_token\", table: \"installations\"); protected override void Down(MigrationBuilder b) => b.AddColumn<string>(name: \"access_token\", table: \"installations\");")]
    [InlineData("protected override void Up(MigrationBuilder b) { b.AddColumn<string>(name: \"access_token_hash\", table: \"x\"); b.AddColumn<int>(name: \"access_token\", table: \"x\"); b.AddColumn<string>(name: \"url\", table: \"access_token\"); }")]
    [InlineData("protected override void Up(MigrationBuilder b) => b.AddColumn<string>(name: \"access_token\", table: \"installations\"); } class Second : Migration { protected override void Up(MigrationBuilder b) => b.DropColumn(\"access_token\", \"installations\");")]
    [InlineData("protected override void Up(MigrationBuilder b) => b.AddColumn<string>(name: \"access_token\", table: \"installations\"); } class Second : Migration { protected override void Up(MigrationBuilder b) => b.DropTable(\"installations\");")]
    public Task MigrationThatKeepsNoToken_IsSilent(string method) => Run("class First : Migration { " + method + " }");

    [Theory]
    [InlineData("Task M(IDatabase d, string accessToken) => d.StringSetAsync(\"token:1\", [|accessToken|]);")]
    [InlineData("void M(IDatabase d, Options o) => d.HashSet(\"token:1\", \"value\", [|o.ApiKey|]);")]
    [InlineData("Task M(IDistributedCache c, string refreshToken) => c.SetStringAsync(\"t\", [|refreshToken|]);")]
    [InlineData("void M(IDistributedCache c, string refreshToken) => c.Set(\"t\", [|Encoding.UTF8.GetBytes(refreshToken)|]);")]
    public Task TokenWrittenForEver_IsReported(string method) => Run("class Options { public string ApiKey { get; set; } = \"\"; } class C { " + method + " }");

    [Theory]
    [InlineData("Task M(IDatabase d, string accessToken) => d.StringSetAsync(\"token:1\", accessToken, TimeSpan.FromMinutes(5));")]
    [InlineData("void M(IDatabase d, string accessToken) { d.StringSet(\"t\", accessToken); d.KeyExpire(\"t\", TimeSpan.FromMinutes(5)); }")]
    [InlineData("void M(IDatabase d, IDataProtector p, string accessToken) => d.StringSet(\"t\", p.Protect(accessToken));")]
    [InlineData("void M(IDatabase d, IDataProtector p, string t) { var accessToken = p.Protect(t); d.StringSet(\"t\", accessToken); }")]
    [InlineData("void M(IDatabase d, string value, int tokenCount) { d.StringSet(\"access_token\", value); d.StringSet(\"x\", tokenCount); }")]
    [InlineData("Task M(IDistributedCache c, string refreshToken) => c.SetStringAsync(\"t\", refreshToken, new DistributedCacheEntryOptions { AbsoluteExpirationRelativeToNow = TimeSpan.FromMinutes(5) });")]
    [InlineData("void M(Dictionary<string, string> d, string accessToken) => d[\"t\"] = accessToken;")]
    public Task TokenThatExpires_OrIsProtected_IsSilent(string method) => Run("class C { " + method + " }");

    [Fact]
    public Task TestProject_IsSilent() =>
        Run(Context + "class Installation { public string AccessToken { get; set; } = \"\"; }", new BuildOptions(("build_property.IsTestProject", "true")));

    [Fact]
    public async Task Message_NamesThePropertyAndTheSeverityIsError()
    {
        var compilation = TestCode.Compile(Usings + Context + "class Installation { public string AccessToken { get; set; } = \"\"; }");

        var finding = Assert.Single(await Verify.Run(compilation, options: null, new TokenInServiceStore()));

        Assert.Equal(DiagnosticSeverity.Error, finding.Severity);
        Assert.Equal("Long-lived token in the service's own store: property 'Installation.AccessToken'", finding.GetMessage(null));
    }
}
