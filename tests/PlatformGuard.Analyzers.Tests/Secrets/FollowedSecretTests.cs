using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.Secrets;

/// <summary>A literal under a name that says nothing is a secret where it is used as one.</summary>
public sealed class FollowedSecretTests
{
    private const string Usings = """
        using System; using System.Net; using System.Net.Http.Headers; using System.Security.Cryptography; using System.Text; using Azure; using Microsoft.Extensions.Configuration; using Microsoft.IdentityModel.Tokens; using Npgsql;
        class Client { public Client(string apiKey) { } public string Password { get; set; } = ""; public void Log(string message, string key) { } }

        """;

    [Theory]
    [InlineData("""class C { object M() { var x = [|"Wint3rF4ll"|]; return new NetworkCredential("bob", x); } }""")]
    [InlineData("""class C { private readonly string x = [|"Wint3rF4ll"|]; object M() => new NetworkCredential("bob", x); }""")]
    [InlineData("""class C { const string X = "Wint3rF4ll"; object M() => new NetworkCredential("bob", [|X|]); }""")]
    [InlineData("""class C { string X => [|"Wint3rF4ll"|]; object M() => new Client("x") { Password = X }; }""")]
    [InlineData("""class C { void M() => Open([|"Wint3rF4ll"|]); private object Open(string x) => new NpgsqlConnectionStringBuilder { Password = x }; }""")]
    [InlineData("""class C { object M() { var x = [|"kittens-42-go-home"|]; return new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(x)), "HS256"); } }""")]
    [InlineData("""class C { object M() => new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes([|"kittens-42-go-home"|])), "HS256"); }""")]
    [InlineData("""class C { object M() => new HMACSHA256(Encoding.UTF8.GetBytes([|"q8Zr2LmXw41TbN7c"|])); }""")]
    [InlineData("""class C { void M(Aes aes) => aes.Key = Encoding.UTF8.GetBytes([|"q8Zr2LmXw41TbN7c"|]); }""")]
    [InlineData("""class C { object M() { var x = [|"kittens-42-go-home"|]; return new AzureKeyCredential(x); } }""")]
    [InlineData("""class C { object M(IConfiguration c) { var x = c["X"] ?? [|"kittens-42-go-home"|]; return new Client(x); } }""")]
    [InlineData("""class C { object M() { var x = [|"Wint3rF4ll"|]; _ = new NetworkCredential("a", x); return new NetworkCredential("b", x); } }""")]
    [InlineData("""class C { object M() { var password = [|"Wint3rF4ll"|]; return new NetworkCredential("bob", password); } }""")]
    [InlineData("""class C { const string Password = [|"Wint3rF4ll"|]; object M() => new NetworkCredential("bob", Password); }""")]
    public Task Literal_ThatReachesACredential_IsReportedOnce(string code) => Verify.Secret(Usings + code);

    [Theory]
    [InlineData("""class C { object M(IConfiguration c) { var x = c["Password"]; return new NetworkCredential("bob", x); } }""")]
    [InlineData("""class C { object M() { var x = "changeme"; return new NetworkCredential("bob", x); } }""")]
    [InlineData("""class C { object M() { var x = "Wint3rF4ll"; return new Uri(x, UriKind.Relative); } }""")]
    [InlineData("""class C { void M(Client c) { var x = "options-cache-v1"; c.Log("x", x); } }""")]
    [InlineData("""class C { void M(string p) { var x = "Wint3rF4ll"; x = p; _ = new NetworkCredential("bob", x); } }""")]
    [InlineData("""class C { object M() => new HMACSHA256(Encoding.UTF8.GetBytes("WebAppData")); }""")]
    [InlineData("""class C { object M(byte[] key) => new HMACSHA256(key); }""")]
    [InlineData("""class C { object M(string x) => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(x)); }""")]
    [InlineData("""class C { object M() => SHA256.HashData(Encoding.UTF8.GetBytes("q8Zr2LmXw41TbN7c")); }""")]
    [InlineData("""class C { object M() { var x = ""; return new Client(x); } }""")]
    public Task Literal_ThatReachesNone_IsSilent(string code) => Verify.Secret(Usings + code);

    [Fact]
    public Task TestProject_IsSilent() => Verify.Secret(
        Usings + """class C { object M() { var x = "Wint3rF4ll"; return new NetworkCredential("bob", x); } }""", new BuildOptions(("build_property.IsTestProject", "true")));
}
