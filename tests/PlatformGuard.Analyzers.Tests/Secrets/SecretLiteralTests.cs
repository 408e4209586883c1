using PlatformGuard.Analyzers.Secrets;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.Secrets;

public sealed class SecretLiteralTests
{
    // Assembled here, so that no scanner takes this file for a leak.
    private const string GitLabToken = "glpat-" + "Ab3dEf6hIj9kLm2nOp5q";
    private const string AwsKey = "AKIA" + "QYLPMN5HHHFPZAM2";

    private const string Usings = """
        using System; using System.Collections.Generic; using System.Net; using System.Net.Http; using System.Net.Http.Headers; using System.Security.Cryptography; using System.Text;
        using Azure; using Azure.Identity; using Microsoft.Data.SqlClient; using Microsoft.Extensions.Configuration; using Microsoft.Extensions.Logging; using Microsoft.IdentityModel.Tokens;
        using Npgsql; using StackExchange.Redis;

        """;

    private static string InMethod(string statements) => Usings + $$"""
        class Options { public string? ApiKey { get; set; } public string? Password { get; init; } public string? Label { get; set; } public string? ClientSecret { get; set; } }
        class C
        {
            string? field;
            void M(string name, string token, IConfiguration configuration, ILogger logger, HttpClient client)
            {
                {{statements.Replace("TOKEN", GitLabToken, StringComparison.Ordinal).Replace("AWSKEY", AwsKey, StringComparison.Ordinal)}}
            }
            static void Login(string user, string password) { }
            static void Send(string text, string? apiKey = null) { }
        }
        """;

    [Theory]
    // Known formats, wherever they stand.
    [InlineData("""var s = [|"TOKEN"|];""")]
    [InlineData("""Send([|"TOKEN"|]);""")]
    [InlineData("""Console.WriteLine([|"use TOKEN to log in"|]);""")]
    [InlineData("""var b = name == [|"TOKEN"|];""")]
    [InlineData("""var s = $"https://x/{name}[|?private_token=TOKEN|]";""")]
    [InlineData("""object[] parts = [name, [|"Host=reviewers-db;Username=app;Password=Wint3rF4ll"|]];""")]
    [InlineData("""var s = "--token " + [|"TOKEN"|];""")]
    [InlineData("""var k = [|"AWSKEY"|];""")]
    [InlineData("""ReadOnlySpan<byte> s = [|"TOKEN"u8|];""")]
    [InlineData("""var s = new[] { "a", [|"TOKEN"|] };""")]
    [InlineData("""var s = [|"-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA7bq98fHq3n1Jx2V0c6m4k8aPz5t9uYwQeRrTtYyUuIiOoPp\n-----END RSA PRIVATE KEY-----"|];""")]
    // Given to a name that says credential.
    [InlineData("""var password = [|"Wint3rF4ll"|];""")]
    [InlineData("""string dbPassword; dbPassword = [|"Wint3rF4ll"|];""")]
    [InlineData("""const string Password = [|"Wint3rF4ll"|];""")]
    [InlineData("""var o = new Options { Password = [|"Wint3rF4ll"|] };""")]
    [InlineData("""var o = new Options(); o.ApiKey = [|"kittens-42-go"|];""")]
    [InlineData("""var o = new Options { ClientSecret = configuration["x"] ?? [|"Wint3rF4ll"|] };""")]
    [InlineData("""Login("bob", [|"Wint3rF4ll"|]);""")]
    [InlineData("""Login(password: [|"Wint3rF4ll"|], user: "bob");""")]
    [InlineData("""Send("hello", apiKey: [|"kittens-42-go"|]);""")]
    [InlineData("""var d = new Dictionary<string, string> { ["password"] = [|"Wint3rF4ll"|] };""")]
    [InlineData("""var d = new Dictionary<string, string> { { "password", [|"Wint3rF4ll"|] } };""")]
    [InlineData("""var d = new Dictionary<string, string>(); d.Add("Smtp:Password", [|"Wint3rF4ll"|]);""")]
    [InlineData("""Environment.SetEnvironmentVariable("DB_PASSWORD", [|"Wint3rF4ll"|]);""")]
    [InlineData("""configuration["Smtp:Password"] = [|"Wint3rF4ll"|];""")]
    [InlineData("""var p = configuration.GetValue("Smtp:Password", [|"Wint3rF4ll"|]);""")]
    [InlineData("""var a = new { user = "bob", password = [|"Wint3rF4ll"|] };""")]
    [InlineData("""client.DefaultRequestHeaders.Add("X-Api-Key", [|"8f3kd92ls0dkw83jd82ks7"|]);""")]
    [InlineData("""var password = name.Length > 2 ? [|"Wint3rF4ll"|] : "";""")]
    [InlineData("""var signingSecret = Encoding.UTF8.GetBytes([|"Wint3rF4ll-and-more"|]);""")]
    [InlineData("""var password = [|"Wint3rF4ll"|].ToCharArray();""")]
    [InlineData("""string Password() => [|"Wint3rF4ll"|];""")]
    // Credentials by definition of the API.
    [InlineData("""var c = new NetworkCredential("bob", [|"Wint3rF4ll"|]);""")]
    [InlineData("""var h = new AuthenticationHeaderValue("Bearer", [|"8f3kd92ls0dkw83jd82ks7"|]);""")]
    [InlineData("""var c = new AzureKeyCredential([|"8f3kd92ls0dkw83jd82ks7"|]);""")]
    [InlineData("""var c = new ClientSecretCredential("tenant", "client", [|"Wint3rF4ll"|]);""")]
    [InlineData("""var b = new NpgsqlConnectionStringBuilder { Username = "reviewers", Password = [|"Wint3rF4ll"|] };""")]
    [InlineData("""var b = new SqlConnectionStringBuilder { Password = [|"Wint3rF4ll"|] };""")]
    [InlineData("""var o = new ConfigurationOptions { Password = [|"Wint3rF4ll"|] };""")]
    // In connection strings and URLs.
    [InlineData("""var c = new NpgsqlConnection([|"Host=reviewers-db;Username=app;Password=Wint3rF4ll"|]);""")]
    [InlineData("""var s = "Host=" + name + [|";Username=app;Password=Wint3rF4ll"|];""")]
    [InlineData("""var s = "Host=reviewers-db;Username=app;Password=" + [|"Wint3rF4ll"|];""")]
    [InlineData("""var s = [|"postgres://app:Wint3rF4ll@reviewers-db/reviewers"|];""")]
    [InlineData("""var m = ConnectionMultiplexer.Connect([|"reviewers-redis:6379,password=Wint3rF4ll"|]);""")]
    public Task Secret_InSource_IsReportedOnce(string statements) => Verify.Secret(InMethod(statements));

    [Theory]
    // Placeholders and templates.
    [InlineData("""var password = "";""")]
    [InlineData("""var password = "changeme";""")]
    [InlineData("""var password = "<password>";""")]
    [InlineData("""var password = "${DB_PASSWORD}";""")]
    [InlineData("""var password = "********";""")]
    [InlineData("""var s = "Host=reviewers-db;Username=app;Password=" + name;""")]
    [InlineData("""var s = $"Host=reviewers-db;Username=app;Password={token}";""")]
    [InlineData("""var s = $"postgres://app:{token}@reviewers-db/reviewers";""")]
    [InlineData("""var s = $"glpat-{name}";""")]
    [InlineData("""var password = $"{name}";""")]
    // Names, labels, keys, routes.
    [InlineData("""const string PasswordLabel = "Password";""")]
    [InlineData("""const string PasswordKey = "Auth:Password";""")]
    [InlineData("""const string TokenEndpoint = "https://id.example.com/oauth/token";""")]
    [InlineData("""const string ApiKeyHeader = "X-Api-Key";""")]
    [InlineData("""const string PasswordEnvironmentVariable = "DB_PASSWORD";""")]
    [InlineData("""const string TokenType = "access_token";""")]
    [InlineData("""var password = configuration["Auth:ClientSecret"];""")]
    [InlineData("""var password = configuration["Auth:ClientSecret"] ?? throw new InvalidOperationException("Auth:ClientSecret is not set");""")]
    [InlineData("""var password = Environment.GetEnvironmentVariable("DB_PASSWORD");""")]
    [InlineData("""var secret = configuration.GetSection("Auth").GetValue<string>("ClientSecret");""")]
    [InlineData("""var s = client.DefaultRequestHeaders.Contains("X-Api-Key");""")]
    [InlineData("""var password = nameof(Options.Password);""")]
    [InlineData("""logger.LogInformation("The password of {User} was changed", name);""")]
    [InlineData("""throw new ArgumentException("The password must have 12 characters", "password");""")]
    [InlineData("""var passwordPattern = "^(?=.*[A-Z])(?=.*[0-9]).{12,}$";""")]
    [InlineData("""var b = token == "identifier";""")]
    [InlineData("""var o = new Options { Label = "Wint3rF4ll" };""")]
    [InlineData("""Login("Wint3rF4ll", name);""")]
    [InlineData("""var cacheKey = "reviewers:suggestions";""")]
    [InlineData("""var partitionKey = "tenant";""")]
    [InlineData("""var h = new AuthenticationHeaderValue("Bearer", token);""")]
    [InlineData("""var h = new AuthenticationHeaderValue("Bearer", configuration["Api:Token"]);""")]
    [InlineData("""var c = new NetworkCredential("bob", token);""")]
    [InlineData("""var hash = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8";""")]
    [InlineData("""var id = "0f8fad5b-d9cb-469f-a165-70867728950e";""")]
    [InlineData("""var s = new Uri("https://example.com/users/@me");""")]
    public Task LookAlike_IsSilent(string statements) => Verify.Secret(InMethod(statements));

    [Theory]
    [InlineData("""class C { const string Password = [|"Wint3rF4ll"|]; string Use() => Password; }""")]
    [InlineData("""class C { static readonly string ApiKey = [|"kittens-42-go"|]; }""")]
    [InlineData("""class C { public string Password { get; set; } = [|"Wint3rF4ll"|]; }""")]
    [InlineData("""class C { public string Password => [|"Wint3rF4ll"|]; }""")]
    [InlineData("""class C { public string Password { get { return [|"Wint3rF4ll"|]; } } }""")]
    [InlineData("""class C { public string GetPassword() { return [|"Wint3rF4ll"|]; } }""")]
    [InlineData("""class C { void M(string password = [|"Wint3rF4ll"|]) { } }""")]
    [InlineData("""record R(string User, string Password = [|"Wint3rF4ll"|]);""")]
    [InlineData("""class A : System.Attribute { public string? Password { get; set; } } [A(Password = [|"Wint3rF4ll"|])] class C;""")]
    [InlineData("""class A(string password) : System.Attribute { public string P => password; } [A([|"Wint3rF4ll"|])] class C;""")]
    [InlineData("""class B(string password) { public string P => password; } class C() : B([|"Wint3rF4ll"|]);""")]
    public Task Declaration_WithASecret_IsReported(string declarations) => Verify.Secret(Usings + declarations);

    [Fact]
    public Task AttributeOfTheAssembly_WithAKnownToken_IsReported() =>
        Verify.Secret($"[assembly: System.Reflection.AssemblyMetadata(\"Token\", [|\"{GitLabToken}\"|])]");

    [Theory]
    [InlineData("build_property.IsTestProject", "true")]
    [InlineData("build_property.istestproject", "True")]
    public Task TestProject_KnownTokenCounts_PasswordDoesNot(string key, string value) =>
        Verify.Secret($"class C {{ string password = \"Wint3rF4ll\"; string t = [|\"{GitLabToken}\"|]; }}", new BuildOptions((key, value)));

    [Fact]
    public Task ProjectThatReferencesATestFramework_PasswordDoesNotCount() =>
        Verify.Rule<SecretLiteral>("PG3004", "class C { string password = \"Wint3rF4ll\"; }", options: null, TestCode.Library("xunit.core", "public class Fact;"));

    [Fact]
    public async Task Message_SaysKind_NeverTheValue()
    {
        var compilation = TestCode.Compile($"class C {{ string t = \"{GitLabToken}\"; string password = \"Wint3rF4ll\"; }}");

        var findings = await Verify.Run(compilation, options: null, new SecretLiteral());

        Assert.Equal(2, findings.Length);
        Assert.All(findings, finding =>
        {
            var shown = finding + string.Concat(finding.Properties.Select(static pair => pair.Key + pair.Value));
            Assert.DoesNotContain("Wint3rF4ll", shown, StringComparison.Ordinal);
            Assert.DoesNotContain(GitLabToken[6..], shown, StringComparison.Ordinal);
        });
    }
}
