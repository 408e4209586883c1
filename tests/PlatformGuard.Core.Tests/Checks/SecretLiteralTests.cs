using System;
using System.Linq;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Findings;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Checks;

public sealed class SecretLiteralTests
{
    private const string Password = "Wint3rF4ll";
    private const string Token = "gl" + "pat-" + "Zk3_fT9qLmX2vR7bN4cD";

    [Theory]
    [InlineData("src/app.py", "password = \"Wint3rF4ll\"", "src/app.py:1:13: error: Literal value of a secret: password ('password')")]
    [InlineData("src/App.cs", "var o = new Options { ApiKey = \"kittens-42-go\" };", "src/App.cs:1:33: error: Literal value of a secret: secret key or token ('ApiKey')")]
    [InlineData("deploy.sh", "export DB_PASSWORD=Wint3rF4ll", "deploy.sh:1:20: error: Literal value of a secret: password ('DB_PASSWORD')")]
    [InlineData("app.go", "db := \"postgres://svc:Wint3rF4ll@db.acme.io/app\"", "app.go:1:23: error: Literal value of a secret: password in a URL")]
    public void Run_LiteralInSource_IsFoundAtItsPlace(string path, string text, string expected) =>
        Assert.Equal(expected, TestCodeBase.Of((path, text)).Run<SecretLiteral>().Lines().Replace(" ('db')", "", StringComparison.Ordinal));

    [Theory]
    [InlineData("README.md", "Run it with TOKEN.")]
    [InlineData("src/app.py", "# TOKEN")]
    [InlineData("tests/test_app.py", "token = \"TOKEN\"")]
    [InlineData("notes", "TOKEN")]
    public void Run_TokenAnywhere_IsFound(string path, string text) =>
        Assert.Single(TestCodeBase.Of((path, text.Replace("TOKEN", Token, StringComparison.Ordinal))).Run<SecretLiteral>());

    /// <summary>A key that a test uses was nearly always made for it, and a token without a checksum may be invented; one with a checksum was given out.</summary>
    [Theory]
    [InlineData("src/server.key", "<PEM>", Severity.Error)]
    [InlineData("src/testdata/server.key", "<PEM>", Severity.Note)]
    [InlineData("internal/testresources/server.key", "<PEM>", Severity.Note)]
    [InlineData("tls_test.go", "var key = `<PEM>`", Severity.Note)]
    [InlineData("src/keys.go", "const TEST_FAKE_PRIVATE_KEY = `<PEM>`", Severity.Note)]
    [InlineData("src/keys.go", "const LATEST_PRIVATE_KEY = `<PEM>`", Severity.Error)]
    [InlineData("tls_test.go", "var token = \"TOKEN\"", Severity.Warning)]
    [InlineData("tls.go", "var token = \"TOKEN\"", Severity.Error)]
    public void Run_SecretOfATest_IsAnErrorOnlyWhenItIsCertain(string path, string text, Severity expected)
    {
        var random = new Random(7);
        var material = string.Concat(Enumerable.Range(0, 20).Select(line => string.Concat(Enumerable.Range(0, 64).Select(_ => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[random.Next(64)])) + "\n"));
        var key = "-----BEGIN " + "PRIVATE KEY-----\n" + material + "-----END PRIVATE KEY-----\n";
        var content = text.Replace("<PEM>", key, StringComparison.Ordinal).Replace("TOKEN", Token, StringComparison.Ordinal);

        Assert.Equal(expected, Assert.Single(TestCodeBase.Of((path, content)).Run<SecretLiteral>()).Severity);
    }

    [Theory]
    [InlineData("options.go", "// a key (typically the OpenSSH \"-----BEGIN OPENSSH PRIVATE KEY-----\" format produced by\n// ssh-keygen). password is the optional passphrase for the key; pass\n// nil for an unencrypted key.\n//\n// WithSSHCommitSigning and WithGitCommitSigning are mutually exclusive\n")]
    [InlineData("values.yaml", "## start with -----BEGIN CERTIFICATE----- or\n## -----BEGIN RSA PRIVATE KEY-----\n##\n## name should line up with a tlsSecret set further up\n## If you're using kube-lego, this is unneeded, as it will create the secret for you\n")]
    [InlineData("docs/runner.md", "of `http://gitlab-ci-token:s3cr3tt0k3n@192.168.1.23/namespace/project.git`.\n")]
    [InlineData("docs/db.md", "use postgres://app:p@ssw0rd5@db.acme.io/app here\n")]
    public void Run_TextAboutSecrets_StaysSilent(string path, string text) => Assert.Empty(TestCodeBase.Of((path, text)).Run<SecretLiteral>());

    [Theory]
    [InlineData("docs/db.md", "use postgres://app:q7Zp2vXw9L@db.acme.io/app here\n")]
    [InlineData("src/db.py", "db = \"postgres://app:s3cr3tt0k3n@db.acme.io/app\"\n")]
    public void Run_PasswordThatIsNoWord_IsFound(string path, string text) => Assert.Single(TestCodeBase.Of((path, text)).Run<SecretLiteral>());

    [Theory]
    [InlineData("README.md", "The default password is password = \"Wint3rF4ll\".")]
    [InlineData("tests/test_app.py", "password = \"Wint3rF4ll\"")]
    [InlineData("src/app_test.go", "password := \"Wint3rF4ll\"")]
    [InlineData("src/Acme.Api.Tests/LoginTests.cs", "var password = \"Wint3rF4ll\";")]
    [InlineData("src/app.py", "password = os.environ[\"DB_PASSWORD\"]")]
    [InlineData("node_modules/a/index.js", "var password = 'Wint3rF4ll'")]
    public void Run_LookAlikeInSource_StaysSilent(string path, string text) => Assert.Empty(TestCodeBase.Of((path, text)).Run<SecretLiteral>());

    [Theory]
    [InlineData(SettingOrigin.DotEnv, "DB_PASSWORD", Password)]
    [InlineData(SettingOrigin.Compose, "DATABASE_URL", "postgres://reviewers:Wint3rF4ll@reviewers-db/reviewers")]
    [InlineData(SettingOrigin.KubernetesEnvironment, "API_TOKEN", "0f3a9c1b7d5e2f4a6b8c0d1e3f5a7b9c")]
    [InlineData(SettingOrigin.KubernetesConfigMap, "application.properties", "server.port=8080\nspring.datasource.password=Wint3rF4ll\n")]
    [InlineData(SettingOrigin.KubernetesSecret, "password", "kittens")]
    [InlineData(SettingOrigin.KubernetesSecret, ".dockerconfigjson", """{"auths":{"registry.acme.io":{"auth":"Y2k6V2ludDNyRjRsbA=="}}}""")]
    [InlineData(SettingOrigin.HelmValues, "redisPassword", Password)]
    [InlineData(SettingOrigin.Dockerfile, "NPM_TOKEN", "0f3a9c1b7d5e2f4a6b8c0d1e3f5a7b9c")]
    [InlineData(SettingOrigin.DotNetConfiguration, "Main", "Host=db.acme.io;Username=app;Password=Wint3rF4ll")]
    [InlineData(SettingOrigin.Configuration, "password", Password)]
    public void Run_SettingWithASecret_IsFound(SettingOrigin origin, string name, string value) => Assert.Single(Of(Setting(origin, name, value)));

    [Theory]
    [InlineData(SettingOrigin.Ci, "DB_PASSWORD", Password)]
    [InlineData(SettingOrigin.DotEnv, "DB_PASSWORD", "changeme")]
    [InlineData(SettingOrigin.DotEnv, "DB_PASSWORD", "${DB_PASSWORD}")]
    [InlineData(SettingOrigin.Compose, "POSTGRES_PASSWORD", "postgres")]
    [InlineData(SettingOrigin.KubernetesEnvironment, "PASSWORD_FILE", "/run/secrets/password")]
    [InlineData(SettingOrigin.KubernetesConfigMap, "application.properties", "server.port=8080\nspring.datasource.password=${DB_PASSWORD}\n")]
    [InlineData(SettingOrigin.KubernetesSecret, "username", "reviewers")]
    [InlineData(SettingOrigin.HelmValues, "existingSecret", "reviewers-db-1")]
    [InlineData(SettingOrigin.Configuration, "passwordKey", "password")]
    public void Run_LookAlikeInSettings_StaysSilent(SettingOrigin origin, string name, string value) => Assert.Empty(Of(Setting(origin, name, value)));

    [Fact]
    public void Run_SettingOfATestOrTranslation_CountsByFormOnly()
    {
        Assert.Empty(Of(Setting(SettingOrigin.Configuration, "password", Password, "tests/app.yaml")));
        Assert.Empty(Of(Setting(SettingOrigin.Configuration, "password", Password, "config/locales/de.yml")));
        Assert.Single(Of(Setting(SettingOrigin.Configuration, "password", Token, "tests/app.yaml")));
    }

    [Fact]
    public void Run_PasswordThatRepeatsTheUserBesideIt_StaysSilent()
    {
        var user = Setting(SettingOrigin.Compose, "POSTGRES_USER", "reviewers");
        var password = Setting(SettingOrigin.Compose, "POSTGRES_PASSWORD", "reviewers");

        Assert.Empty(Of(user, password));
        Assert.Single(Of(password));
    }

    [Fact]
    public void Run_SecretWrittenPlainly_IsReportedAtItsFirstCharacter()
    {
        var finding = Assert.Single(Of(Setting(SettingOrigin.DotEnv, "URL", "amqp://svc:Wint3rF4ll@mq.acme.io")));

        Assert.Equal(new Location(".env", new Position(4, 21), new Position(4, 31)), finding.Location);
    }

    [Fact]
    public void Run_SecretInQuotes_IsReportedBehindTheQuote()
    {
        var setting = Setting(SettingOrigin.Configuration, "password", Password) with { Location = new Location("a.yaml", new Position(4, 10), new Position(4, 22)) };

        Assert.Equal(new Location("a.yaml", new Position(4, 11), new Position(4, 21)), Assert.Single(Of(setting)).Location);
    }

    [Fact]
    public void Run_DecodedSecret_IsReportedAtTheWholeValue()
    {
        var setting = Setting(SettingOrigin.KubernetesSecret, "password", Password) with { Location = new Location("a.yaml", new Position(4, 10), new Position(4, 26)) };

        Assert.Equal(setting.Location, Assert.Single(Of(setting)).Location);
    }

    [Fact]
    public void Run_FileReadAsSettingsAndAsText_ReportsEachSecretOnce()
    {
        var location = new Location("Dockerfile", new Position(2, 11), new Position(2, 11 + Token.Length));
        var file = new SourceFile
        {
            Path = "Dockerfile",
            Kind = FileKind.Dockerfile,
            Settings = [new Setting(SettingOrigin.Dockerfile, "TOKEN", "ENV/TOKEN", Token, location, location)],
            Literals = [new Literal(null, Token, false, location)],
        };

        Assert.Single(Run(file));
    }

    [Fact]
    public void Run_SeveralSecretsInOneBlock_AreAllFound()
    {
        var text = $$"""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: app}
            data:
              settings.ini: |
                token = {{Token}}
                password = {{Password}}
            """;
        var block = new Location("a.yaml", new Position(5, 17), new Position(7, 30));
        var file = TestCodeBase.Of(("a.yaml", text)).Files.Single();

        var findings = Run(new SourceFile
        {
            Path = file.Path,
            Kind = file.Kind,
            Literals = file.Literals,
            Settings = [new Setting(SettingOrigin.KubernetesConfigMap, "settings.ini", "data/settings.ini", $"token = {Token}\npassword = {Password}\n", block, block)],
        });

        Assert.Equal([block, new Location("a.yaml", new Position(6, 13), new Position(6, 13 + Token.Length))], findings.Select(finding => finding.Location));
    }

    [Fact]
    public void Run_CiFile_IsLeftToItsOwnRule()
    {
        var location = new Location(".gitlab-ci.yml", new Position(2, 11), new Position(2, 11 + Token.Length));

        Assert.Empty(Run(new SourceFile { Path = ".gitlab-ci.yml", Kind = FileKind.GitLabCi, Literals = [new Literal(null, Token, false, location)] }));
    }

    [Fact]
    public void Run_AnyFinding_HoldsTheSecretInTheFingerprintOnly()
    {
        var findings = Of(Setting(SettingOrigin.DotEnv, Token, Token), Setting(SettingOrigin.DotEnv, "DB_PASSWORD", Password, "b.env"));

        Assert.Equal(2, findings.Count);
        Assert.All(findings, finding =>
        {
            Assert.True(finding.FingerprintValue is Token or Password);
            Assert.DoesNotContain(finding.FingerprintValue!, finding.Message + finding.Remediation, StringComparison.Ordinal);
        });
    }

    private static Setting Setting(SettingOrigin origin, string name, string value, string file = ".env")
    {
        var location = new Location(file, new Position(4, 10), new Position(4, 10 + value.Length));
        return new Setting(origin, name, name, value, location, location with { Start = new Position(4, 1) });
    }

    private static System.Collections.Generic.IReadOnlyList<Finding> Of(params Setting[] settings) =>
        Run([.. settings.GroupBy(setting => setting.Location.File).Select(group => new SourceFile
        {
            Path = group.Key,
            Kind = group.First().Origin == SettingOrigin.Ci ? FileKind.GitLabCi : FileKind.DotEnv,
            Settings = [.. group.Select((setting, line) => setting with { Location = Down(setting.Location, line) })],
        })]);

    private static Location Down(Location location, int lines) =>
        location with { Start = location.Start with { Line = location.Start.Line + lines }, End = location.End with { Line = location.End.Line + lines } };

    private static System.Collections.Generic.IReadOnlyList<Finding> Run(params SourceFile[] files)
    {
        var empty = TestCodeBase.Of();
        var codeBase = new CodeBase { Files = files, Manifest = empty.Manifest, Stage = empty.Stage, Role = empty.Role, RootPath = "/", Options = empty.Options };
        return codeBase.Run<SecretLiteral>();
    }
}
