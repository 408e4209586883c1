using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Reports;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Robustness;

/// <summary>A secret that stands anywhere in a checked file is in no byte that we write, whether the file is sound or broken.</summary>
public sealed class SecretHygieneTests
{
    private const int Seed = 20261123;

    // Looks like what it is: letters of both cases, digits, no word, no placeholder.
    private const string Marker = "zQ7xKp2mWv9RtLb4";

    /// <summary>Half of a secret is still too much.</summary>
    private static readonly string[] Forbidden = [Marker[..9], Marker[^9..], Base64(Marker)[..12], Marker.ToUpperInvariant()[..9], Marker.ToLowerInvariant()[..9]];

    private static readonly (string Path, string Content)[] Files =
    [
        (".env", "DB_PASSWORD=MARKER\nexport API_TOKEN='MARKER'\nDATABASE_URL=postgres://app:MARKER@patroni-main.internal:5432/gitlabhq_production\n"),
        ("appsettings.json", "{\"ConnectionStrings\": {\"Main\": \"Host=patroni-main;Username=gitlab;Password=MARKER\"}, \"Smtp\": {\"Password\": \"MARKER\"}, \"ApiKeys\": [\"MARKER\"]}"),
        ("Properties/launchSettings.json", "{\"profiles\": {\"a\": {\"environmentVariables\": {\"CLIENT_SECRET\": \"MARKER\"}}}}"),
        ("web.config", "<configuration><connectionStrings><add name=\"a\" connectionString=\"Server=s;User Id=u;Password=MARKER\"/></connectionStrings><appSettings><add key=\"ApiSecret\" value=\"MARKER\"/></appSettings></configuration>"),
        ("nuget.config", "<configuration><packageSourceCredentials><a><add key=\"ClearTextPassword\" value=\"MARKER\"/></a></packageSourceCredentials></configuration>"),
        ("deploy/secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: MARKER}\ndata: {token: BASE64}\n"),
        ("deploy/secret.json", "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\"name\": \"s\"}, \"stringData\": {\"password\": \"MARKER\"}, \"data\": {\"token\": \"BASE64\"}}"),
        ("deploy/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  DB_PASSWORD: MARKER\n  app.properties: |\n    db.password=MARKER\n    url=redis://:MARKER@redis-cache:6379\n"),
        ("deploy/app.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          image: app\n          args: ['--password=MARKER', '--token', 'MARKER']\n          env:\n            - {name: API_TOKEN, value: MARKER}\n            - name: DATABASE_URL\n              value: mysql://root:MARKER@db-main/gitlab\n"),
        ("overlay/kustomization.yaml", "resources: [../deploy]\nsecretGenerator:\n  - name: s\n    literals: [password=MARKER]\nconfigMapGenerator:\n  - name: c\n    literals:\n      - DB_PASSWORD=MARKER\npatches:\n  - patch: |\n      apiVersion: v1\n      kind: Secret\n      metadata: {name: s}\n      stringData: {password: MARKER}\n"),
        ("chart/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n"),
        ("chart/values.yaml", "database: {password: MARKER}\nenv:\n  API_TOKEN: MARKER\n"),
        ("chart/templates/s.yaml", "apiVersion: v1\nkind: Secret\nstringData: {password: \"MARKER\"}\n{{ .Values.x }}\n"),
        ("compose.yaml", "services:\n  app:\n    image: app\n    environment:\n      DB_PASSWORD: MARKER\n  b:\n    image: b\n    environment: ['API_TOKEN=MARKER']\n    command: --password MARKER\n"),
        ("Dockerfile", "FROM a\nENV API_TOKEN=MARKER\nARG DB_PASSWORD=MARKER\nRUN curl -H 'Authorization: Bearer MARKER' https://u:MARKER@h/x\n"),
        (".gitlab-ci.yml", "variables: {DB_PASSWORD: MARKER}\njob:\n  variables:\n    API_TOKEN: {value: MARKER}\n  script:\n    - export PASSWORD=MARKER\n    - curl -u user:MARKER https://h\n    - docker login -p MARKER\n"),
        (".github/workflows/ci.yml", "on: push\njobs:\n  a:\n    runs-on: x\n    env: {API_TOKEN: MARKER}\n    steps:\n      - run: curl -H 'Private-Token: MARKER' h\n"),
        ("a.properties", "db.password=MARKER\n"),
        ("a.ini", "[db]\npassword = MARKER\n"),
        ("a.toml", "[db]\npassword = \"MARKER\"\nurl = \"postgres://u:MARKER@patroni/gitlab\"\n"),
        (".npmrc", "//registry.example.com/:_authToken=MARKER\n"),
        (".netrc", "machine h login u password MARKER\n"),
        ("main.py", "PASSWORD = \"MARKER\"\nconnect(host='h', password='MARKER')\nurl = f\"postgres://u:MARKER@patroni-main/gitlab\"\n# password: MARKER\n"),
        ("Program.cs", "var password = \"MARKER\"; var c = @\"Host=patroni-main;Password=MARKER\"; var r = \"\"\"token=MARKER\"\"\"; // ApiKey = \"MARKER\"\n"),
        ("a.js", "const apiKey = `MARKER`; fetch('https://u:MARKER@h');\n"),
        ("a.go", "const Token = `MARKER`\n"),
        ("a.rb", "password 'MARKER'\nENV['X'] = 'MARKER'\n"),
        ("a.sh", "export API_TOKEN=MARKER\nmysql -pMARKER --password=MARKER\nPGPASSWORD=MARKER psql\ncurl -u u:MARKER h\n"),
        ("main.tf", "password = \"MARKER\"\nvariable \"t\" { default = \"MARKER\" }\n"),
        ("a.sql", "create user u identified by 'MARKER';\n"),
        ("a.ps1", "$password = 'MARKER'\n"),
        ("README.md", "Use the password MARKER: `curl -H \"Authorization: Bearer MARKER\"`\nhttps://user:MARKER@host/\n"),
        ("service.yaml", "apiVersion: platformguard/v1\nkind: Service\nmetadata: {name: s, owner: o, token: MARKER}\nspec:\n  stage: MARKER\n  image: https://u:MARKER@h/app\n  port: MARKER\n  resources: {cpu: MARKER}\n  password: MARKER\n  secrets: [{name: A, value: MARKER}]\n  storage: [{kind: postgresql, name: own, hosts: ['u:MARKER@h'], url: 'postgres://u:MARKER@h/d'}]\n"),
        ("platformguard.yaml", "apiVersion: platformguard/v1\nkind: Policy\npassword: MARKER\n"),
        ("packages.lock.json", "{\"version\": 1, \"resolved\": \"https://u:MARKER@h/x\"}"),
    ];

    public static TheoryData<string> Paths => [.. Files.Select(file => file.Path)];

    [Fact]
    public void Marker_IsFoundAsASecret_SoThatThisTestLooksAtSomething()
    {
        using var folder = Plant(Files);
        var result = Checker.Check(folder.Path, new CheckOptions());

        Assert.True(result.Findings.Count(finding => finding.Rule.Id is "PG3004" or "PG1001") >= 15, string.Join('\n', result.Findings.Select(finding => $"{finding.Location} {finding.Rule.Id}")));
        AssertSilent(result, "all");
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Secret_InASoundOrBrokenFile_IsInNoReport(string path)
    {
        var content = Encoding.UTF8.GetBytes(Planted(Files.First(file => file.Path == path).Content));
        var random = new Random(Seed);
        using var folder = new TemporaryFolder();
        folder.Write(path, content);
        AssertSilent(Checker.Check(folder.Path, new CheckOptions()), path);
        foreach (var broken in Mutation.Truncations(content, 12).Concat(Enumerable.Range(0, 8).Select(_ => Mutation.Random(content, content, random))).Concat(Unclosed(content)))
        {
            folder.Write(path, broken);
            AssertSilent(Checker.Check(folder.Path, new CheckOptions { Stage = Stage.GenerallyAvailable }), Convert.ToBase64String(broken));
        }
    }

    [Fact]
    public void Secret_AcceptedByACommentOrAWaiver_IsInNoReport()
    {
        using var folder = Plant([
            ("a.env", "# platformguard:allow PG3004 reason=\"test key\"\nDB_PASSWORD=MARKER\n"),
            ("b.env", "DB_PASSWORD=MARKER\n"),
            ("service.yaml", "apiVersion: platformguard/v1\nkind: Service\nmetadata: {name: s, owner: o}\nspec:\n  stage: experiment\n  image: a:1\n  waivers: [{id: PG3004, path: b.env, reason: r, owner: o, approvedBy: a, until: 2999-01-01}]\n")]);

        var result = Checker.Check(folder.Path, new CheckOptions());
        Assert.Equal((1, 1), (result.Findings.Count(finding => finding.Suppression is not null), result.Findings.Count(finding => finding.Waiver is not null)));
        AssertSilent(result, "accepted");
    }

    private static IEnumerable<byte[]> Unclosed(byte[] content)
    {
        foreach (var sign in (string[])["'", "\"", "{", "[", "*", "!<", "&", "|", "<", "\\u12"])
        {
            yield return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace(Marker, sign + Marker, StringComparison.Ordinal));
            yield return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(content).Replace(Marker, Marker + sign, StringComparison.Ordinal));
        }
    }

    private static TemporaryFolder Plant(IEnumerable<(string Path, string Content)> files) => new([.. files.Select(file => (file.Path, Planted(file.Content)))]);

    private static string Planted(string content) => content.Replace("MARKER", Marker, StringComparison.Ordinal).Replace("BASE64", Base64(Marker), StringComparison.Ordinal);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static void AssertSilent(CheckResult result, string input)
    {
        foreach (var format in ReportFormat.All)
        {
            using var output = new MemoryStream();
            format.Write(new Report { Result = result, Verbose = true }, output);
            var text = Encoding.UTF8.GetString(output.ToArray());
            foreach (var part in Forbidden)
            {
                var at = text.IndexOf(part, StringComparison.Ordinal);
                Assert.True(at < 0, $"{format.Name} of {input}: {(at < 0 ? "" : text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 40)])}");
            }
        }

        Assert.DoesNotContain(Marker[..9], string.Join('\n', result.Faults), StringComparison.Ordinal);
    }
}
