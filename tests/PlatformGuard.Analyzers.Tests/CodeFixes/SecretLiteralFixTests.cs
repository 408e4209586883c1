using PlatformGuard.Analyzers.CodeFixes;
using PlatformGuard.Analyzers.Secrets;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.CodeFixes;

public sealed class SecretLiteralFixTests
{
    private const string Environment = SecretLiteralFix.EnvironmentKey;
    private const string Configuration = SecretLiteralFix.ConfigurationKey;

    [Fact]
    public Task Field_ReadsEnvironment() => Fix(
        """
        class Mailer
        {
            private readonly string apiKey = "kittens-42-go"; // rotate
        }
        """,
        """
        class Mailer
        {
            private readonly string apiKey = System.Environment.GetEnvironmentVariable("API_KEY") ?? throw new System.InvalidOperationException("API_KEY is not set"); // rotate
        }
        """);

    [Fact]
    public Task ImportedSystem_IsNotRepeated_AndABareNameGetsItsClass() => Fix(
        """
        using System;

        class SmtpMailer
        {
            void M()
            {
                var password = "Wint3rF4ll";
            }
        }
        """,
        """
        using System;

        class SmtpMailer
        {
            void M()
            {
                var password = Environment.GetEnvironmentVariable("SMTP_MAILER_PASSWORD") ?? throw new InvalidOperationException("SMTP_MAILER_PASSWORD is not set");
            }
        }
        """);

    [Fact]
    public Task OwnTypeNamedEnvironment_DoesNotCaptureTheCall() => Fix(
        """
        using System;
        class Environment { }
        class C { string dbPassword = "Wint3rF4ll"; }
        """,
        """
        using System;
        class Environment { }
        class C { string dbPassword = System.Environment.GetEnvironmentVariable("DB_PASSWORD") ?? throw new InvalidOperationException("DB_PASSWORD is not set"); }
        """);

    [Fact]
    public Task PartOfAConcatenation_KeepsTheRest() => Fix(
        """
        using System;
        class C { string M(string host) => "Host=" + host + ";Password=" + "Wint3rF4ll"; }
        """,
        """
        using System;
        class C { string M(string host) => "Host=" + host + ";Password=" + (Environment.GetEnvironmentVariable("C_SECRET") ?? throw new InvalidOperationException("C_SECRET is not set")); }
        """);

    [Fact]
    public Task WholeConnectionString_IsReplaced() => Fix(
        """
        using System;
        class C { string reviewersConnection = "Host=reviewers-db;Username=app;Password=Wint3rF4ll"; }
        """,
        """
        using System;
        class C { string reviewersConnection = Environment.GetEnvironmentVariable("REVIEWERS_CONNECTION") ?? throw new InvalidOperationException("REVIEWERS_CONNECTION is not set"); }
        """);

    [Fact]
    public Task ConstantField_BecomesStaticReadonly() => Fix(
        """
        using System;
        class C
        {
            /// <summary>The key.</summary>
            private const string ApiKey = "kittens-42-go";

            string M() => ApiKey + nameof(ApiKey);
        }
        """,
        """
        using System;
        class C
        {
            /// <summary>The key.</summary>
            private static readonly string ApiKey = Environment.GetEnvironmentVariable("API_KEY") ?? throw new InvalidOperationException("API_KEY is not set");

            string M() => ApiKey + nameof(ApiKey);
        }
        """);

    [Fact]
    public Task ConstantLocal_BecomesAnOrdinaryOne() => Fix(
        """
        using System;
        class C
        {
            void M()
            {
                // The key.
                const string apiKey = "kittens-42-go";
                Console.WriteLine(apiKey);
            }
        }
        """,
        """
        using System;
        class C
        {
            void M()
            {
                // The key.
                string apiKey = Environment.GetEnvironmentVariable("API_KEY") ?? throw new InvalidOperationException("API_KEY is not set");
                Console.WriteLine(apiKey);
            }
        }
        """);

    [Fact]
    public Task ConfigurationInScope_IsRead() => VerifyFix.Rule<SecretLiteral, SecretLiteralFix>(
        """
        using System; using Microsoft.Extensions.Configuration;
        class Startup(IConfiguration configuration)
        {
            object M() => new System.Net.NetworkCredential("bob", "Wint3rF4ll");
        }
        """,
        """
        using System; using Microsoft.Extensions.Configuration;
        class Startup(IConfiguration configuration)
        {
            object M() => new System.Net.NetworkCredential("bob", configuration["Startup:Password"] ?? throw new InvalidOperationException("Startup:Password is not set"));
        }
        """,
        Configuration);

    [Theory]
    [InlineData("""using Microsoft.Extensions.Configuration; class C { void M(IConfiguration c) { var apiKey = "kittens-42-go"; } }""", true)]
    [InlineData("""using Microsoft.Extensions.Configuration; class C { private readonly IConfiguration c = null!; void M() { var apiKey = "kittens-42-go"; } }""", true)]
    [InlineData("""using Microsoft.Extensions.Configuration; class C { void M() { IConfiguration c = new ConfigurationManager(); var apiKey = "kittens-42-go"; } }""", true)]
    [InlineData("""using Microsoft.Extensions.Configuration; class C { void M() { var apiKey = "kittens-42-go"; IConfiguration c = new ConfigurationManager(); } }""", false)]
    [InlineData("""using Microsoft.Extensions.Configuration; class C { private readonly IConfiguration c = null!; static void M() { var apiKey = "kittens-42-go"; } }""", false)]
    [InlineData("""using Microsoft.Extensions.Configuration; class C { private readonly IConfiguration c = null!; string apiKey = "kittens-42-go"; }""", false)]
    [InlineData("""using Microsoft.Extensions.Configuration; class C(IConfiguration c) { string apiKey = "kittens-42-go"; }""", true)]
    [InlineData("""using Microsoft.Extensions.Configuration; class C { void M(IConfiguration c) { System.Action a = static () => { var apiKey = "kittens-42-go"; }; } }""", false)]
    [InlineData("""using Microsoft.Extensions.Configuration; class B(string apiKey) { public string K => apiKey; } class C : B { readonly IConfiguration c = null!; C() : base("kittens-42-go") { } }""", false)]
    [InlineData("""using Microsoft.Extensions.Configuration; class B(string apiKey) { public string K => apiKey; } class C(IConfiguration c) : B("kittens-42-go");""", true)]
    [InlineData("""using Microsoft.Extensions.Configuration; class C { IConfiguration P { get; } = null!; string ApiKey => "kittens-42-go"; }""", true)]
    [InlineData("""using Microsoft.Extensions.Configuration; class C { IConfiguration P { set { } } string ApiKey => "kittens-42-go"; }""", false)]
    [InlineData("""class C { void M() { var apiKey = "kittens-42-go"; } }""", false)]
    public async Task Configuration_IsOfferedOnlyWhereItCanBeUsed(string source, bool expected)
    {
        var offered = await VerifyFix.Offered<SecretLiteral, SecretLiteralFix>(source);

        Assert.Equal(expected ? [Configuration, Environment] : [Environment], offered);
    }

    [Theory]
    [InlineData("""class A : System.Attribute { public string? Password { get; set; } } [A(Password = "Wint3rF4ll")] class C;""")]
    [InlineData("""class C { void M(string password = "Wint3rF4ll") { } }""")]
    [InlineData("""record R(string Password = "Wint3rF4ll");""")]
    [InlineData("""class A(string s) : System.Attribute { public string S => s; } class C { const string Password = "Wint3rF4ll"; [A(Password)] void M() { } }""")]
    [InlineData("""class C { const string Password = "Wint3rF4ll"; void M(string p = Password) { } }""")]
    [InlineData("""class C { const string Password = "Wint3rF4ll"; const string Other = "x" + Password; }""")]
    [InlineData("""class C { const string Password = "Wint3rF4ll"; bool M(string p) => p is Password; }""")]
    [InlineData("""class C { const string Password = "Wint3rF4ll"; int M(string p) { switch (p) { case Password: return 1; default: return 2; } } }""")]
    [InlineData("""class C { const string Password = "Wint3rF4ll"; int M(string p) => p switch { Password => 1, _ => 2 }; }""")]
    [InlineData("""interface I { const string Password = "Wint3rF4ll"; }""")]
    [InlineData("""class C { const string Password = "Wint3rF4ll", User = "bob"; }""")]
    [InlineData("""using System; using System.Linq.Expressions; class O { public string? Password { get; set; } } class C { Expression<Func<O>> e = () => new O { Password = "Wint3rF4ll" }; }""")]
    [InlineData("""class C { System.ReadOnlySpan<byte> Password => "Wint3rF4ll"u8; }""")]
    [InlineData("""class C { string M() => "use postgres://app:Wint3rF4ll@reviewers-db/reviewers now"; }""")]
    [InlineData("""class C { string password = $"{"Wint3rF4ll"}"; }""")]
    public async Task WhereTheResultWouldNotCompileOrLoseText_NothingIsOffered(string source) =>
        Assert.Empty(await VerifyFix.Offered<SecretLiteral, SecretLiteralFix>(source));

    [Theory]
    [InlineData("""class C { char[] M() { var password = "Wint3rF4ll".ToCharArray(); return password; } }""")]
    [InlineData("""class C { static string Password() => "Wint3rF4ll"; }""")]
    [InlineData("""class C { object Password { get; } = "Wint3rF4ll"; }""")]
    [InlineData("""class C { System.ReadOnlySpan<char> M() { System.ReadOnlySpan<char> password = "Wint3rF4ll"; return password; } }""")]
    [InlineData("""class C { string M(bool b) { var password = b ? "Wint3rF4ll" : ""; return password; } }""")]
    [InlineData("""class C { string M(string? p) { var password = p ?? "Wint3rF4ll"; return password; } }""")]
    [InlineData("""class C { string M(int i) { var password = i switch { 1 => "Wint3rF4ll", _ => "" }; return password; } }""")]
    [InlineData("""class C { string M(string? password) { password ??= "Wint3rF4ll"; return password; } }""")]
    [InlineData("""using System.Collections.Generic; class C { object d = new Dictionary<string, string> { ["Smtp:Password"] = "Wint3rF4ll" }; }""")]
    [InlineData("""class C { object a = new { password = "Wint3rF4ll" }; }""")]
    [InlineData("""struct S { const string Password = "Wint3rF4ll"; }""")]
    [InlineData("""class C<T> { protected internal new const string Password = "Wint3rF4ll"; }""")]
    [InlineData("""class C { string this[int i] { get { string password = "Wint3rF4ll"; return password; } } }""")]
    [InlineData("""class C { System.Func<string> f = () => { var password = "Wint3rF4ll"; return password; }; }""")]
    [InlineData("""class C { string M(bool @if) { var password = "Wint3rF4ll"; return @if ? password : ""; } }""")]
    public async Task EverywhereElse_TheResultCompiles(string source) =>
        Assert.Equal([Environment], await VerifyFix.Offered<SecretLiteral, SecretLiteralFix>(source));

    [Fact]
    public Task FixAll_ReplacesEveryLiteral() => VerifyFix.All<SecretLiteral, SecretLiteralFix>(
        """
        using System;
        class C
        {
            const string ApiKey = "kittens-42-go";
            const string ClientSecret = "Wint3rF4ll";
            string dbPassword = "Wint3rF4ll";
            void M(string password = "Wint3rF4ll") { }
        }
        """,
        """
        using System;
        class C
        {
            static readonly string ApiKey = Environment.GetEnvironmentVariable("API_KEY") ?? throw new InvalidOperationException("API_KEY is not set");
            static readonly string ClientSecret = Environment.GetEnvironmentVariable("CLIENT_SECRET") ?? throw new InvalidOperationException("CLIENT_SECRET is not set");
            string dbPassword = Environment.GetEnvironmentVariable("DB_PASSWORD") ?? throw new InvalidOperationException("DB_PASSWORD is not set");
            void M(string password = "Wint3rF4ll") { }
        }
        """,
        Environment);

    private static Task Fix(string source, string fixedSource) => VerifyFix.Rule<SecretLiteral, SecretLiteralFix>(source, fixedSource, Environment);
}
