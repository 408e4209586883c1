using PlatformGuard.Analyzers.State;
using PlatformGuard.Analyzers.Tests.Harness;
using PlatformGuard.Guidelines.State;

namespace PlatformGuard.Analyzers.Tests.State;

public sealed class LocalFileWriteTests
{
    private static readonly BuildOptions Volumes = new((VolumeOption.Key, VolumeOption.Encode([new("/cache", VolumePurpose.Scratch), new("/models", VolumePurpose.Models)])));

    private static string InMethod(string statements, string members = "") => $$"""
        using System; using System.IO; using System.IO.Compression; using System.Threading.Tasks; using System.Xml.Linq;
        using Microsoft.AspNetCore.Hosting; using Microsoft.AspNetCore.Http; using Microsoft.Extensions.Configuration; using Microsoft.Extensions.Hosting; using Serilog;
        class C
        {
            {{members}}
            async Task M(string path, string id, byte[] bytes, bool flag, FileMode mode, IWebHostEnvironment environment, IHostEnvironment host, IFormFile upload, IConfiguration configuration, Stream stream)
            {
                {{statements}}
                await Task.CompletedTask;
            }
        }
        """;

    [Theory]
    [InlineData("""File.[|WriteAllText|]("data.json", id);""")]
    [InlineData("""await File.[|WriteAllBytesAsync|]("/app/data/x", bytes);""")]
    [InlineData("""File.[|AppendAllText|]($"/var/data/{id}.txt", id);""")]
    [InlineData("""File.[|WriteAllText|]("state-" + id, id);""")]
    [InlineData("""var target = Path.Combine(environment.WebRootPath, "avatars", id); await using var file = File.[|Create|](target); await upload.CopyToAsync(file);""")]
    [InlineData("""Save("/cache/a"); Save("/app/a"); void Save(string target) => File.[|WriteAllText|](target, id);""")]
    [InlineData("""File.[|WriteAllText|](Target(), id); string Target() => Path.Combine("/app", id);""")]
    [InlineData("""string target; target = "/app/x"; File.[|WriteAllText|](target, id);""")]
    [InlineData("""File.[|WriteAllText|](Path.Join(host.ContentRootPath, "x"), id);""")]
    [InlineData("""File.[|WriteAllText|](Path.Combine(AppContext.BaseDirectory, "x"), id);""")]
    [InlineData("""File.[|WriteAllText|](Path.Combine(Environment.CurrentDirectory, "x"), id);""")]
    [InlineData("""File.[|WriteAllText|](Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "x"), id);""")]
    [InlineData("""using var s = new [|FileStream|](id, FileMode.Create);""")]
    [InlineData("""using FileStream s = [|new|]("x", FileMode.Open, FileAccess.ReadWrite);""")]
    [InlineData("""using var s = new [|FileStream|]("x", new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write });""")]
    [InlineData("""using var w = new [|StreamWriter|]("log.txt");""")]
    [InlineData("""using var s = File.[|Open|]("x", FileMode.OpenOrCreate);""")]
    [InlineData("""File.[|Copy|](path, "/app/x");""")]
    [InlineData("""File.[|Move|](path, "/app/x");""")]
    [InlineData("""File.[|Delete|]("/app/x");""")]
    [InlineData("""Directory.[|CreateDirectory|](Path.Combine(environment.ContentRootPath, "uploads"));""")]
    [InlineData("""using var s = new FileInfo("/app/x").[|OpenWrite|]();""")]
    [InlineData("""new FileInfo(path).[|CopyTo|]("/app/x");""")]
    [InlineData("""ZipFile.[|ExtractToDirectory|]("/models/a.zip", "/app/unpacked");""")]
    [InlineData("""ZipFile.[|CreateFromDirectory|](path, "out.zip");""")]
    [InlineData("""using var z = ZipFile.[|Open|]("out.zip", ZipArchiveMode.Update);""")]
    [InlineData("""using var m = System.IO.MemoryMappedFiles.MemoryMappedFile.[|CreateFromFile|]("/app/x", FileMode.Create);""")]
    [InlineData("""new XDocument().[|Save|]("x.xml");""")]
    [InlineData("""Log.Logger = new LoggerConfiguration().WriteTo.[|File|]("logs/app.txt").CreateLogger();""")]
    [InlineData("""Microsoft.Win32.Registry.[|SetValue|]("HKEY_CURRENT_USER\\X", "y", id);""")]
    [InlineData("""System.IO.IsolatedStorage.IsolatedStorageFile.GetUserStoreForApplication().[|CreateFile|]("x");""")]
    public Task Write_ToTheContainersDisk_IsReported(string statements) => Verify.Rule<LocalFileWrite>("PG4001", InMethod(statements), Volumes);

    [Theory]
    [InlineData("""File.[|WriteAllText|](path, id);""")]
    [InlineData("""File.[|WriteAllText|](Path.Combine(path, "x"), id);""")]
    [InlineData("""File.[|WriteAllText|](configuration["DataFolder"]!, id);""")]
    [InlineData("""File.[|WriteAllText|](configuration["DataFolder"] ?? "/app/data", id);""")]
    public async Task Write_ToAPathThatIsNotKnown_IsAWarningAtMost(string statements)
    {
        var options = new BuildOptions(("platformguard.stage", "ga"));
        await Verify.Rule<LocalFileWrite>("PG4001", InMethod(statements), options);
        var finding = Assert.Single(await Verify.Run(TestCode.Compile(Markup.Parse(InMethod(statements)).Source), options, new LocalFileWrite()));
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, finding.Severity);
    }

    [Fact]
    public async Task Write_ToAKnownPlace_IsAnErrorInGa()
    {
        var finding = Assert.Single(await Verify.Run(TestCode.Compile(InMethod("""File.WriteAllText("/app/x", id);""")), new BuildOptions(("platformguard.stage", "ga")), new LocalFileWrite()));

        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Error, finding.Severity);
        Assert.Equal("'File.WriteAllText' writes to the local disk: '/app/x' is on the container's own disk and on no declared volume", finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("""var text = File.ReadAllText("/app/x");""")]
    [InlineData("""using var s = File.OpenRead("x");""")]
    [InlineData("""using var s = new FileStream("/models/m.onnx", FileMode.Open, FileAccess.Read);""")]
    [InlineData("""using var s = new FileStream("x", FileMode.Open);""")]
    [InlineData("""using var s = new FileStream("x", mode);""")]
    [InlineData("""using var s = new FileStream("x", FileMode.OpenOrCreate, FileAccess.Read);""")]
    [InlineData("""using var s = new FileStream("x", new FileStreamOptions { Access = FileAccess.Read });""")]
    [InlineData("""using var s = new FileStream("x", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);""")]
    [InlineData("""using var s = File.Create("x", 4096, FileOptions.DeleteOnClose | FileOptions.Asynchronous);""")]
    [InlineData("""var temp = Path.GetTempFileName(); File.WriteAllText(temp, id); File.Delete(temp);""")]
    [InlineData("""var x = Path.Combine(Path.GetTempPath(), id); try { File.WriteAllText(x, id); } finally { File.Delete(x); }""")]
    [InlineData("""var d = Directory.CreateTempSubdirectory(); File.WriteAllText(Path.Combine(d.FullName, "x"), id); d.Delete(true);""")]
    [InlineData("""var d = Path.Combine("/tmp", id); Directory.CreateDirectory(d); ZipFile.ExtractToDirectory(path, d); Directory.Delete(d, true);""")]
    [InlineData("""File.WriteAllText("/cache/x", id);""")]
    [InlineData("""File.WriteAllText(Path.Combine("/cache", id), id);""")]
    [InlineData("""File.WriteAllText($"/cache/{id}/x", id);""")]
    [InlineData("""Save("/cache/a"); Save("/models/a"); void Save(string target) => File.WriteAllText(target, id);""")]
    [InlineData("""File.WriteAllText(Target(), id); string Target() => Path.Combine("/cache", id);""")]
    [InlineData("""string target; target = "/cache/x"; File.WriteAllText(target, id);""")]
    [InlineData("""await File.WriteAllBytesAsync("/models/m.onnx", bytes);""")]
    [InlineData("""File.WriteAllText("/dev/null", id);""")]
    [InlineData("""using var w = new StreamWriter("/dev/stdout");""")]
    [InlineData("""using var w = new StreamWriter(stream);""")]
    [InlineData("""using var w = new StreamWriter(new MemoryStream());""")]
    [InlineData("""File.Delete(path); Directory.CreateDirectory(path);""")]
    [InlineData("""new XDocument().Save(stream);""")]
    [InlineData("""ZipFile.ExtractToDirectory(stream, "/cache/x");""")]
    [InlineData("""using var z = ZipFile.OpenRead("x.zip");""")]
    [InlineData("""if (host.IsDevelopment()) File.WriteAllText("dump.json", id);""")]
    [InlineData("""if (!host.IsDevelopment()) return; else { File.WriteAllText("dump.json", id); }""")]
    [InlineData("""await Console.Out.WriteAsync(id);""")]
    [InlineData("""Own.File.WriteAllText("x", id);""")]
    [InlineData("""Log.Logger = new LoggerConfiguration().WriteTo.Console().CreateLogger();""")]
    public Task LookAlike_IsSilent(string statements) =>
        Verify.Rule<LocalFileWrite>("PG4001", InMethod(statements) + " namespace Own { static class File { public static void WriteAllText(string path, string text) { } } }", Volumes);

    [Theory]
    [InlineData("""private readonly string folder = "/app/data";""", """File.[|WriteAllText|](Path.Combine(folder, id), id);""")]
    [InlineData("""private const string Folder = "/app/data";""", """File.[|WriteAllText|](Folder + "/" + id, id);""")]
    [InlineData("""private string Folder => Path.Combine(AppContext.BaseDirectory, "data");""", """File.[|WriteAllText|](Path.Combine(Folder, id), id);""")]
    [InlineData("""private readonly string folder; C(IWebHostEnvironment e) { folder = Path.Combine(e.WebRootPath, "data"); }""", """File.[|WriteAllText|](Path.Combine(folder, id), id);""")]
    [InlineData("""private readonly string folder = "/cache/data";""", """File.WriteAllText(Path.Combine(folder, id), id);""")]
    [InlineData("""private readonly string folder; C() { folder = Path.Combine(Path.GetTempPath(), "data"); } void Dispose() => Directory.Delete(folder, true);""", """File.WriteAllText(Path.Combine(folder, id), id);""")]
    [InlineData("""private readonly string tempFolder; C(string x) { tempFolder = x; }""", """File.WriteAllText(Path.Combine(tempFolder, id), id);""")]
    [InlineData("""private readonly string templates; C(string x) { templates = x; }""", """File.[|WriteAllText|](Path.Combine(templates, id), id);""")]
    [InlineData("""private readonly string attempt; C(string x) { attempt = x; }""", """File.[|WriteAllText|](attempt, id);""")]
    public Task Path_ThatIsAMember_IsFollowed(string members, string statements) => Verify.Rule<LocalFileWrite>("PG4001", InMethod(statements, members), Volumes);

    [Fact]
    public Task TemporaryFile_ThatNothingDeletes_IsReported() =>
        Verify.Rule<LocalFileWrite>("PG4001", InMethod("""var temp = Path.GetTempFileName(); File.[|WriteAllText|](temp, id);"""));

    [Fact]
    public Task WithoutDeclaredVolumes_TheSamePathIsReported() => Verify.Rule<LocalFileWrite>("PG4001", InMethod("""File.[|WriteAllText|]("/cache/x", id);"""));

    [Fact]
    public Task Migration_IsLeftAlone() => Verify.Rule<LocalFileWrite>("PG4001", """
        using System.IO; using Microsoft.EntityFrameworkCore.Migrations;
        class AddReviews : Migration { protected override void Up(MigrationBuilder builder) => File.WriteAllText("/app/seed.sql", ""); }
        """);

    [Theory]
    [InlineData("build_property.IsTestProject", "true")]
    [InlineData("platformguard.role", "main-application")]
    [InlineData("build_property.PlatformGuardEnabled", "false")]
    public Task OtherProjects_AreLeftAlone(string key, string value) =>
        Verify.Rule<LocalFileWrite>("PG4001", InMethod("""File.WriteAllText("/app/x", id);"""), new BuildOptions((key, value)));
}
