using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Reading;

public sealed class SourceScannerTests
{
    // A token of right form, never written in full here.
    private const string Token = "gl" + "pat-" + "Zk3_fT9qLmX2vR7bN4cD";

    public static TheoryData<string, string, string?> KeptLiterals => new()
    {
        { "a.py", """password = "Wint3rF4ll" """, "password" },
        { "a.py", """self.db_password: str = 'Wint3rF4ll' """, "db_password" },
        { "a.py", """connect(user="app", password="Wint3rF4ll")""", "password" },
        { "a.py", "config = {'user': 'app', 'password': 'Wint3rF4ll'}", "password" },
        { "a.py", """os.environ["DB_PASSWORD"] = "Wint3rF4ll" """, "DB_PASSWORD" },
        { "a.py", """os.environ.get("DB_PASSWORD", "Wint3rF4ll")""", "DB_PASSWORD" },
        { "a.py", "run(['mysql', '--password', 'Wint3rF4ll'])", "--password" },
        { "a.py", "password = \"\"\"Wint3rF4ll\"\"\"", "password" },
        { "a.py", "password = f\"Wint3rF4ll\"", "password" },
        { "a.py", """if password == "Wint3rF4ll": pass""", "password" },
        { "a.cs", """const string Password = "Wint3rF4ll";""", "Password" },
        { "a.cs", """public string Password => "Wint3rF4ll";""", "Password" },
        { "a.cs", """string password = @"Wint3r\F4ll";""", "password" },
        { "a.cs", "var password = \"\"\"Wint3rF4ll\"\"\";", "password" },
        { "a.cs", """builder.WithPassword("Wint3rF4ll");""", "Password" },
        { "a.cs", """var c = '"'; var password = "Wint3rF4ll";""", "password" },
        { "a.ts", "const password: string = 'Wint3rF4ll';", "password" },
        { "a.ts", "const o = { password: `Wint3rF4ll` };", "password" },
        { "a.js", """headers["X-Api-Key"] = "kittens-42-go";""", "X-Api-Key" },
        { "a.go", "password := `Wint3rF4ll`", "password" },
        { "a.go", """var password string = "Wint3rF4ll" """, "password" },
        { "a.java", """props.setProperty("db.password", "Wint3rF4ll");""", "db.password" },
        { "a.rs", """let password: &'static str = "Wint3rF4ll";""", "password" },
        { "a.rb", "password => 'Wint3rF4ll'", "password" },
        { "a.rb", "password 'Wint3rF4ll'", "password" },
        { "a.php", "$password = 'Wint3rF4ll'; // it's set", "password" },
        { "a.gradle", "password 'Wint3rF4ll'", "password" },
        { "a.tf", """admin_password = "Wint3rF4ll" """, "admin_password" },
        { "a.sql", "CREATE USER app IDENTIFIED BY 'Wint3rF4ll';", "password" },
        { "a.sql", "CREATE ROLE app WITH LOGIN PASSWORD 'Wint3rF4ll';", "PASSWORD" },
        { "a.ps1", """New-User -Password "Wint3rF4ll" """, "Password" },
        { "a.sh", "export DB_PASSWORD=Wint3rF4ll", "DB_PASSWORD" },
        { "a.sh", "DB_PASSWORD='Wint3rF4ll' ./run", "DB_PASSWORD" },
        { "a.sh", "mysql --password Wint3rF4ll", "password" },
        { "a.sh", "mysql --password=Wint3rF4ll", "--password" },
        { "a.sh", "curl -u app:Wint3rF4ll https://ci.acme.io", "password" },
        { "a.sh", "cat > .env <<EOF\nDB_PASSWORD=Wint3rF4ll\nEOF\n", "DB_PASSWORD" },
        { "Makefile", "deploy:\n\tDB_PASSWORD=Wint3rF4ll ./deploy", "DB_PASSWORD" },
        { "a.bat", "set DB_PASSWORD=Wint3rF4ll", "DB_PASSWORD" },
    };

    [Theory]
    [MemberData(nameof(KeptLiterals))]
    public void Scan_CredentialInALanguagesOwnForm_IsKeptWithItsName(string path, string text, string? name)
    {
        var literal = Assert.Single(SourceScanner.Scan(path, FileKind.Source, text));

        Assert.Equal(name, literal.Name);
        Assert.Contains(literal.Value, (string[])["Wint3rF4ll", @"Wint3r\F4ll", "kittens-42-go"]);
        Assert.Equal(literal.Value, Part(text, literal.Location));
    }

    public static TheoryData<string, string> IgnoredTexts => new()
    {
        { "a.py", "# password = \"Wint3rF4ll\"" },
        { "a.py", "label = \"Wint3rF4ll\"" },
        { "a.py", "password = os.environ[\"DB_PASSWORD\"]" },
        { "a.py", "password = \"\"" },
        { "a.py", "password = get(\"Wint3rF4ll\")" },
        { "a.cs", "// var password = \"Wint3rF4ll\";" },
        { "a.cs", "/* var password = \"Wint3rF4ll\"; */" },
        { "a.cs", "var c = '\"'; // password = \"Wint3rF4ll\"" },
        { "a.cs", "configuration[\"Auth:Password\"]" },
        { "a.cs", "[JsonPropertyName(\"password\")]" },
        { "a.go", "// password := `Wint3rF4ll`" },
        { "a.js", "const label = password ? 'Wint3r' : 'F4ll99x';" },
        { "a.sql", "-- IDENTIFIED BY 'Wint3rF4ll'" },
        { "a.sh", "# DB_PASSWORD=Wint3rF4ll" },
        { "a.sh", "DB_PASSWORD=$1" },
        { "a.sh", "DB_PASSWORD=\"$(vault kv get -field=password kv/app)\"" },
        { "a.sh", "curl -u \"$USER:$PASSWORD\" https://ci.acme.io" },
        { "a.min.js", "var password='Wint3rF4ll'" },
        { "a.unknown", "password = \"Wint3rF4ll\"" },
    };

    [Theory]
    [MemberData(nameof(IgnoredTexts))]
    public void Scan_CommentReferenceOrLabel_KeepsNothing(string path, string text) => Assert.Empty(SourceScanner.Scan(path, FileKind.Source, text));

    [Theory]
    [InlineData("a.py", "# old: TOKEN")]
    [InlineData("a.cs", "/* TOKEN */ class A;")]
    [InlineData("a.min.js", "var a='TOKEN'")]
    [InlineData("a.unknown", "whatever TOKEN.")]
    public void Scan_TokenOfKnownFormAnywhere_IsKeptAtItsPlace(string path, string template)
    {
        var text = template.Replace("TOKEN", Token, StringComparison.Ordinal);

        var literal = Assert.Single(SourceScanner.Scan(path, FileKind.Source, text));

        Assert.Equal(Token, literal.Value);
        Assert.Equal(Token, Part(text, literal.Location));
    }

    [Fact]
    public void Scan_TokenInProse_TellsLineAndColumn()
    {
        var literal = Assert.Single(SourceScanner.Scan("README.md", FileKind.Text, "# Use\r\n\r\nßrun with " + Token + "\r\n"));

        Assert.Equal(new Location("README.md", new Position(3, 11), new Position(3, 11 + Token.Length)), literal.Location);
    }

    [Fact]
    public void Scan_TokenInNamedString_IsKeptOnceWithItsName()
    {
        var literal = Assert.Single(SourceScanner.Scan("a.py", FileKind.Source, $"API_TOKEN = \"{Token}\""));

        Assert.Equal(("API_TOKEN", true), (literal.Name, literal.IsQuoted));
    }

    [Fact]
    public void Scan_PrivateKeyOverSeveralLiterals_IsKeptAsOne()
    {
        var lines = Enumerable.Range(0, 4).Select(line => $"  \"{Convert.ToBase64String(Encoding.ASCII.GetBytes("kittens " + line + " go home by the river now"))}\\n\" +");
        var text = "var key = \"-----" + "BEGIN RSA PRIVATE KEY-----\\n\" +\n" + string.Join('\n', lines) + "\n  \"-----" + "END RSA PRIVATE KEY-----\";";

        var literal = Assert.Single(SourceScanner.Scan("a.java", FileKind.Source, text));

        Assert.StartsWith("-----BEGIN RSA", literal.Value, StringComparison.Ordinal);
        Assert.EndsWith("KEY-----", literal.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.py", "url = \"postgresql://app@patroni-main.internal/gitlabhq_production\"")]
    [InlineData("a.cs", "var s = \"Host=db.acme.io;Database=app;Username=app\";")]
    [InlineData("a.go", "redis.Dial(`redis://cache.acme.io:6379/0`)")]
    public void Scan_DatastoreAddress_IsKept(string path, string text) => Assert.Single(SourceScanner.Scan(path, FileKind.Source, text));

    [Theory]
    [InlineData("a.py", "url = \"https://acme.io/postgres\"")]
    [InlineData("a.py", "text = \"We moved from Redis to PostgreSQL\"")]
    public void Scan_TextAboutADatastore_KeepsNothing(string path, string text) => Assert.Empty(SourceScanner.Scan(path, FileKind.Source, text));

    [Fact]
    public void Scan_HelmTemplate_KeepsLiteralsAndLeavesTemplates()
    {
        var literal = Assert.Single(SourceScanner.Scan("chart/templates/a.yaml", FileKind.HelmTemplate, """
            env:
              - name: DB_PASSWORD
                value: "Wint3rF4ll"
              - name: API_TOKEN
                value: {{ .Values.token | quote }}
            """));

        Assert.Equal(("DB_PASSWORD", 3), (literal.Name, literal.Location.Start.Line));
    }

    [Fact]
    public void Scan_CommandInDockerfile_KeepsItsPassword()
    {
        var literal = Assert.Single(SourceScanner.Scan("Dockerfile", FileKind.Dockerfile, "FROM a\nRUN curl -u app:Wint3rF4ll https://ci.acme.io && rm -rf /tmp\nRUN curl -u $USER:$PASS https://ci.acme.io\n"));

        Assert.Equal(("password", "Wint3rF4ll", new Position(2, 17)), (literal.Name, literal.Value, literal.Location.Start));
    }

    [Fact]
    public void Scan_ElementsOfXml_KeepsCredentialsOnly()
    {
        var literal = Assert.Single(SourceScanner.Scan("settings.xml", FileKind.Text, """
            <server><!-- <password>Wint3rF4ll</password> -->
              <password>Wint3rF4ll</password>
              <passphrase>${env.PASSPHRASE}</passphrase>
              <PublicKeyToken>b77a5c561934e089</PublicKeyToken>
              <privateKey>/home/ci/.ssh/id</privateKey>
            </server>
            """));

        Assert.Equal(("password", new Position(2, 13)), (literal.Name, literal.Location.Start));
    }

    [Theory]
    [InlineData("a.sh", "'\\\"'")]
    [InlineData("a.sh", "<<A ")]
    [InlineData("a.py", "\"\"\"'''")]
    [InlineData("a.cs", "\"\\\"")]
    [InlineData("a.cs", "\"\"\"\"x")]
    [InlineData("a.js", "`'\"/*")]
    [InlineData("a.md", "-eyJh.eyJ_")]
    [InlineData("a.md", "a://b:c@")]
    [InlineData("a.md", "1Q~aaaa")]
    [InlineData("a.md", "glpat-")]
    [InlineData("a.sh", "password=a:b=")]
    public void Scan_HostileRepetition_EndsSoon(string path, string unit)
    {
        var header = "-----" + "BEGIN PRIVATE KEY-----";
        foreach (var part in new[] { unit, unit + "password = ", unit + header })
        {
            var text = new StringBuilder().Insert(0, part, 500_000 / part.Length).ToString();
            var watch = Stopwatch.StartNew();

            var literals = SourceScanner.Scan(path, path.EndsWith(".md", StringComparison.Ordinal) ? FileKind.Text : FileKind.Source, text);

            Assert.InRange(literals.Count, 0, SourceScanner.MaxLiterals);
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{part.Length} characters repeated took {watch.Elapsed}");
        }
    }

    private static string Part(string text, Location location)
    {
        var line = text.Split('\n')[location.Start.Line - 1];
        return line[(location.Start.Column - 1)..(location.End.Column - 1)];
    }
}
