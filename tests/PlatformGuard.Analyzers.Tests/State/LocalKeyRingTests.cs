using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.State;
using PlatformGuard.Analyzers.Tests.Harness;
using PlatformGuard.Guidelines.State;

namespace PlatformGuard.Analyzers.Tests.State;

public sealed class LocalKeyRingTests
{
    private static readonly BuildOptions Volumes = new((VolumeOption.Key, "scratch|/keys"));

    private static string InMethod(string statements) => $$"""
        using System.IO; using Microsoft.AspNetCore.Authentication.Cookies; using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.DataProtection; using Microsoft.AspNetCore.DataProtection.KeyManagement;
        using Microsoft.AspNetCore.DataProtection.Repositories; using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting; using StackExchange.Redis;
        static class Own
        {
            public static void Run(WebApplicationBuilder builder, IServiceCollection services, string folder, IConnectionMultiplexer redis, IXmlRepository repository, IDataProtectionProvider provider) { {{statements}} }
            public static void Main(string[] args) => WebApplication.CreateBuilder(args).Build().Run();
        }
        """;

    [Theory]
    [InlineData("""services.AddDataProtection().[|PersistKeysToFileSystem|](new DirectoryInfo("/app/keys"));""")]
    [InlineData("""services.AddDataProtection().[|PersistKeysToFileSystem|](new DirectoryInfo(Path.Combine(builder.Environment.ContentRootPath, "keys")));""")]
    [InlineData("""services.AddDataProtection().[|PersistKeysToFileSystem|](new DirectoryInfo("/tmp/keys"));""")]
    [InlineData("""services.AddDataProtection().[|PersistKeysToFileSystem|](new DirectoryInfo(folder));""")]
    [InlineData("""services.AddDataProtection().[|PersistKeysToRegistry|](Microsoft.Win32.Registry.CurrentUser);""")]
    [InlineData("""services.AddDataProtection().[|UseEphemeralDataProtectionProvider|]();""")]
    [InlineData("""services.[|AddDataProtection|]();""")]
    [InlineData("""services.[|AddDataProtection|]().SetApplicationName("reviews");""")]
    public Task Keys_OfOneReplica_AreReported(string statements) => Verify.Rule<LocalKeyRing>("PG4005", InMethod(statements), Volumes);

    [Theory]
    [InlineData("""services.AddDataProtection().PersistKeysToStackExchangeRedis(redis, "keys");""")]
    [InlineData("""services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo("/keys/ring"));""")]
    [InlineData("""services.AddDataProtection(); services.Configure<KeyManagementOptions>(o => o.XmlRepository = repository);""")]
    [InlineData("""services.AddDataProtection(); services.AddSingleton<IXmlRepository>(repository);""")]
    [InlineData("""if (builder.Environment.IsDevelopment()) services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo("keys"));""")]
    [InlineData("""services.AddControllers(); services.AddAuthentication().AddJwtBearer();""")]
    public Task Keys_InASharedStore_AreSilent(string statements) => Verify.Rule<LocalKeyRing>("PG4005", InMethod(statements), Volumes);

    [Fact]
    public async Task DesignTimeFactories_AndMigrations_KeepNoKeys()
    {
        const string Context = "using Microsoft.AspNetCore.DataProtection; using Microsoft.EntityFrameworkCore; using Microsoft.EntityFrameworkCore.Design; using Microsoft.Extensions.DependencyInjection; class Db : DbContext { } ";
        await Verify.Rule<LocalKeyRing>("PG4005", Context + """
            class Factory : IDesignTimeDbContextFactory<Db>
            {
                public Db CreateDbContext(string[] args) { new ServiceCollection().AddDataProtection(); Services.Add(new ServiceCollection()); return new(); }
                static class Services { public static void Add(IServiceCollection services) => services.AddDataProtection().UseEphemeralDataProtectionProvider(); }
            }
            """);
        await Verify.Rule<LocalKeyRing>("PG4005", Context + """
            class Factory : IDbContextFactory<Db>
            {
                public Db CreateDbContext() { new ServiceCollection().[|AddDataProtection|](); return new(); }
            }
            """);
    }

    [Theory]
    [InlineData("services.AddAuthentication().AddCookie();", "AddCookie", DiagnosticSeverity.Error)]
    [InlineData("services.AddSession();", "AddSession", DiagnosticSeverity.Error)]
    [InlineData("services.AddRazorPages(); services.AddAntiforgery();", "AddAntiforgery", DiagnosticSeverity.Error)]
    [InlineData("services.AddRazorPages();", "AddRazorPages", DiagnosticSeverity.Warning)]
    [InlineData("_ = provider.CreateProtector(\"x\");", "CreateProtector", DiagnosticSeverity.Error)]
    public async Task Program_ThatNeedsKeysAndSetsUpNone_IsReported(string statements, string marked, DiagnosticSeverity severity)
    {
        var program = TestCode.Compile(InMethod(statements)).WithOptions(new Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        var finding = Assert.Single(await Verify.Run(program, new BuildOptions(("platformguard.stage", "beta")), new LocalKeyRing()));

        Assert.Equal(marked, finding.Location.SourceTree!.ToString().Substring(finding.Location.SourceSpan.Start, finding.Location.SourceSpan.Length));
        Assert.Equal(severity, finding.Severity);
    }

    [Theory]
    [InlineData("services.AddControllers();")]
    [InlineData("services.AddAuthentication().AddCookie(); services.AddDataProtection().PersistKeysToStackExchangeRedis(redis);")]
    [InlineData("if (builder.Environment.IsDevelopment()) services.AddSession();")]
    public async Task Program_ThatNeedsNone_IsSilent(string statements)
    {
        var program = TestCode.Compile(InMethod(statements)).WithOptions(new Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        Assert.Empty(await Verify.Run(program, null, new LocalKeyRing()));
    }

    [Fact]
    public Task Library_ThatNeedsKeys_IsLeftToItsProgram() => Verify.Rule<LocalKeyRing>("PG4005", InMethod("services.AddSession();"));

    [Theory]
    [InlineData("build_property.IsTestProject", "true")]
    [InlineData("platformguard.role", "main-application")]
    public Task OtherProjects_AreLeftAlone(string key, string value) => Verify.Rule<LocalKeyRing>("PG4005", InMethod("services.AddDataProtection();"), new BuildOptions((key, value)));
}
