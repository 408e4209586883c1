using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Rotation;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.Secrets;

public sealed class RotationWithoutOverlapTests
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.Linq; using System.Security.Cryptography; using System.Security.Cryptography.X509Certificates; using System.Text; using System.Threading.Tasks;
        using Microsoft.AspNetCore.Authentication.JwtBearer; using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.DataProtection; using Microsoft.AspNetCore.Http; using Microsoft.AspNetCore.Mvc; using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Options; using Microsoft.IdentityModel.Tokens;
        public sealed class WebhookOptions { public string Secret { get; set; } = ""; public string ApiKey { get; set; } = ""; public string[] ApiKeys { get; set; } = []; public string Url { get; set; } = ""; }

        """;

    private static Task Run(string code, BuildOptions? options = null) => Verify.Rule<RotationWithoutOverlap>("PG3006", Usings + code, options);

    private static string InMethod(string statements) => $$"""
        class C
        {
            bool M(IConfiguration configuration, HttpRequest request, IOptions<WebhookOptions> options, IServiceCollection services, SecurityKey currentKey, SecurityKey previousKey, byte[] body, JwtBearerOptions jwt, X509Certificate2 certificate)
            {
                {{statements}}
                return true;
            }
        }
        """;

    [Theory]
    // Validation of tokens.
    [InlineData("""var p = new TokenValidationParameters { ValidIssuer = "x", [|IssuerSigningKey|] = currentKey };""")]
    [InlineData("""services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters = new() { [|IssuerSigningKey|] = currentKey, ValidateLifetime = true });""")]
    [InlineData("""[|jwt.TokenValidationParameters.IssuerSigningKey|] = currentKey;""")]
    [InlineData("""var p = new TokenValidationParameters { [|IssuerSigningKeys|] = [currentKey] };""")]
    [InlineData("""var p = new TokenValidationParameters { [|IssuerSigningKeys|] = new[] { currentKey } };""")]
    [InlineData("""var p = new TokenValidationParameters { [|TokenDecryptionKey|] = currentKey };""")]
    // A received key compared with one configured value.
    [InlineData("""if ([|request.Headers["X-Api-Key"] == configuration["ApiKey"]|]) return true;""")]
    [InlineData("""return [|request.Query["token"] != configuration["Auth:Token"]|];""")]
    [InlineData("""if (!request.Headers.TryGetValue("X-Api-Key", out var received) || [|received != options.Value.ApiKey|]) return false;""")]
    [InlineData("""var received = request.Headers["X-Api-Key"].ToString(); return [|string.Equals(received, options.Value.ApiKey, StringComparison.Ordinal)|];""")]
    [InlineData("""var received = request.Headers["X-Api-Key"].FirstOrDefault(); var expected = configuration["ApiKey"] ?? throw new InvalidOperationException(); return [|expected.Equals(received)|];""")]
    [InlineData("""return [|CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers["X-Api-Key"].ToString()), Encoding.UTF8.GetBytes(options.Value.ApiKey))|];""")]
    [InlineData("""return [|request.Headers.Authorization.ToString().Substring(7) == Environment.GetEnvironmentVariable("SERVICE_TOKEN")|];""")]
    // A signature checked with one key.
    [InlineData("""using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(options.Value.Secret)); var hash = hmac.ComputeHash(body); return [|CryptographicOperations.FixedTimeEquals(hash, Convert.FromHexString(request.Headers["X-Signature"].ToString()))|];""")]
    [InlineData("""var expected = "sha256=" + Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(configuration["Webhook:Secret"]!), body)); return [|expected == request.Headers["X-Signature"]|];""")]
    // Data protection.
    [InlineData("""services.AddDataProtection().[|ProtectKeysWithCertificate|](certificate);""")]
    public Task OneGeneration_IsReported(string statements) => Run(InMethod(statements));

    [Theory]
    [InlineData("""class C(IOptions<WebhookOptions> options) { private readonly WebhookOptions o = options.Value; bool IsValid(string apiKey) => [|apiKey == o.ApiKey|]; }""")]
    [InlineData("""class C(IConfiguration configuration) { private readonly string key = configuration["ApiKey"]!; bool IsValid(HttpRequest r) => [|r.Headers["X-Api-Key"] == key|]; }""")]
    [InlineData("""class C(IConfiguration configuration) { bool Check([FromHeader(Name = "X-Key")] string header) => [|header == configuration["ApiKey"]|]; }""")]
    [InlineData("""class C(IConfiguration configuration) { private byte[] Sign(byte[] b) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(configuration["Webhook:Secret"]!), b); bool Check(byte[] b, byte[] signature) => [|CryptographicOperations.FixedTimeEquals(Sign(b), signature)|]; }""")]
    [InlineData("""class C { void M(WebApplication app, IConfiguration configuration) => app.Use(async (context, next) => { if ([|context.Request.Headers["X-Api-Key"] == configuration["ApiKey"]|]) await next(context); }); }""")]
    public Task OneGeneration_ThroughMembers_IsReported(string declarations) => Run(declarations);

    [Theory]
    [InlineData("""var p = new TokenValidationParameters { IssuerSigningKeys = [currentKey, previousKey] };""")]
    [InlineData("""var p = new TokenValidationParameters { IssuerSigningKey = currentKey, IssuerSigningKeys = new List<SecurityKey> { currentKey, previousKey } };""")]
    [InlineData("""var p = new TokenValidationParameters { IssuerSigningKey = currentKey, IssuerSigningKeyResolver = (t, s, k, v) => [currentKey, previousKey] };""")]
    [InlineData("""var p = new TokenValidationParameters { IssuerSigningKey = currentKey }; p.IssuerSigningKeys = [currentKey, previousKey];""")]
    [InlineData("""var keys = new[] { currentKey, previousKey }; var p = new TokenValidationParameters { IssuerSigningKeys = [.. keys] };""")]
    [InlineData("""var p = new TokenValidationParameters { IssuerSigningKey = null, ValidIssuer = "x" };""")]
    [InlineData("""jwt.Authority = "https://main.example.com"; jwt.Audience = "reviewers";""")]
    [InlineData("""var s = new SigningCredentials(currentKey, "HS256");""")]
    // Several generations.
    [InlineData("""var received = request.Headers["X-Api-Key"].ToString(); return received == configuration["ApiKey"] || received == configuration["PreviousApiKey"];""")]
    [InlineData("""var received = request.Headers["X-Api-Key"].ToString(); return options.Value.ApiKeys.Any(key => received == key);""")]
    [InlineData("""foreach (var key in options.Value.ApiKeys) { if (request.Headers["X-Api-Key"] == key) return true; }""")]
    [InlineData("""return options.Value.ApiKeys.Contains(request.Headers["X-Api-Key"].ToString());""")]
    [InlineData("""return options.Value.ApiKeys.Any(key => CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), body), Convert.FromHexString(request.Headers["X-Signature"].ToString())));""")]
    // No access depends on it, or nothing was received.
    [InlineData("""return request.Headers.ETag == configuration["Etag"];""")]
    [InlineData("""return request.Headers["X-Environment"] == configuration["Environment"];""")]
    [InlineData("""return request.Headers["X-Url"] == options.Value.Url;""")]
    [InlineData("""return options.Value.ApiKey == "changeme" || configuration["ApiKey"] == "";""")]
    [InlineData("""return configuration["ApiKey"] == null || request.Headers["X-Api-Key"] == "";""")]
    [InlineData("""return options.Value.ApiKey == configuration["ApiKey"];""")]
    // The service signs, it accepts nothing.
    [InlineData("""var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.Value.Secret), body); request.Headers["X-Signature"] = Convert.ToHexString(hash);""")]
    [InlineData("""return SHA256.HashData(body).SequenceEqual(body);""")]
    [InlineData("""services.AddDataProtection().ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate, certificate);""")]
    [InlineData("""services.AddDataProtection().ProtectKeysWithCertificate("thumbprint");""")]
    public Task SeveralGenerations_OrNoCheckOfAccess_IsSilent(string statements) => Run(InMethod(statements));

    [Theory]
    [InlineData("build_property.IsTestProject", "true")]
    public Task OtherProjects_AreSilent(string key, string value) =>
        Run(InMethod("var p = new TokenValidationParameters { IssuerSigningKey = currentKey };"), new BuildOptions((key, value)));

    [Theory]
    [InlineData("experiment", DiagnosticSeverity.Info)]
    [InlineData("beta", DiagnosticSeverity.Warning)]
    [InlineData("ga", DiagnosticSeverity.Error)]
    public async Task Severity_IsThatOfTheStage(string stage, DiagnosticSeverity severity)
    {
        var compilation = TestCode.Compile(Usings + InMethod("""var p = new TokenValidationParameters { IssuerSigningKey = currentKey }; return request.Headers["X"] == configuration["ApiKey"];"""));

        var found = await Verify.Run(compilation, new BuildOptions(("platformguard.stage", stage)), new RotationWithoutOverlap());

        Assert.All(found, finding => Assert.Equal(severity, finding.Severity));
        Assert.Equal(
            ["Only one generation of the token signing key is accepted: IssuerSigningKey without IssuerSigningKeys or IssuerSigningKeyResolver", "Only one generation of 'ApiKey' is accepted: it is compared with one configured value"],
            found.Select(static finding => finding.GetMessage(null)));
    }
}
