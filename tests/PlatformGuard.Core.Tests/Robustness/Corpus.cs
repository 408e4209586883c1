using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Robustness;

/// <summary>Real inputs of every kind: the samples, the examples of the rule pages, and one file for each kind that neither has.</summary>
internal static class Corpus
{
    private static readonly string[] OtherFolders = ["/bin/", "/obj/", "/artifacts/"];

    /// <summary>Path and content, in a fixed order.</summary>
    public static IReadOnlyList<(string Path, byte[] Content)> Files { get; } = [.. Samples(), .. Examples(), .. Own()];

    private static IEnumerable<(string, byte[])> Samples()
    {
        var root = RepositoryRoot.At("samples");
        return from file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
               let path = Path.GetRelativePath(root, file).Replace('\\', '/')
               where FileClassifier.Classify(path) != FileKind.Ignored && !OtherFolders.Any(("/" + path).Contains)
               select (path, File.ReadAllBytes(file));
    }

    /// <summary>Code blocks of the pages; each gets the name under which its language is read.</summary>
    private static IEnumerable<(string, byte[])> Examples()
    {
        foreach (var page in Directory.GetFiles(RepositoryRoot.At("rules"), "PG*.md").Order(StringComparer.Ordinal))
        {
            var number = 0;
            foreach (Match block in Regex.Matches(File.ReadAllText(page), @"^```(\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline))
            {
                yield return ($"{Path.GetFileNameWithoutExtension(page)}/{++number}/{NameOf(block.Groups[1].Value, block.Groups[2].Value)}", Encoding.UTF8.GetBytes(block.Groups[2].Value));
            }
        }
    }

    private static string NameOf(string language, string text) => language switch
    {
        "yaml" when text.Contains("script:", StringComparison.Ordinal) => ".gitlab-ci.yml",
        "yaml" when text.Contains("platformguard/", StringComparison.Ordinal) => "service.yaml",
        "yaml" when text.Contains("resources:\n  -", StringComparison.Ordinal) => "kustomization.yaml",
        "yaml" => "deploy.yaml",
        "json" => "appsettings.json",
        "csharp" => "Program.cs",
        "python" => "main.py",
        "dockerfile" => "Dockerfile",
        "dotenv" or "env" => ".env",
        "xml" => "web.config",
        "ini" or "toml" or "properties" => "settings." + language,
        "bash" or "sh" or "shell" => "run.sh",
        _ => "text." + language,
    };

    private static IEnumerable<(string, byte[])> Own() =>
        from file in new (string Path, string Content)[]
        {
            (".github/workflows/ci.yml", "on: [push]\njobs:\n  build:\n    runs-on: x\n    env: {A: b}\n    steps:\n      - uses: actions/checkout@v4\n      - run: |\n          echo hi\n"),
            ("k/kustomization.yaml", "resources: [a.yaml, ../other]\nnamespace: n\nnamePrefix: p-\nimages: [{name: app, newTag: latest}]\npatches:\n  - target: {kind: Deployment}\n    patch: |\n      - {op: replace, path: /spec/replicas, value: 2}\nsecretGenerator: [{name: s, literals: [A=b]}]\nconfigMapGenerator: [{name: c, files: [a.properties]}]\n"),
            ("k/a.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, labels: &l {app: a}}\nspec:\n  selector: {matchLabels: *l}\n  template:\n    metadata: {labels: {<<: *l, x: y}}\n    spec:\n      containers: [{name: a, image: 'app', ports: [{containerPort: 80, hostPort: 80}], env: [{name: A, valueFrom: {secretKeyRef: {name: s, key: A}}}]}]\n---\napiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: LoadBalancer, selector: *l}}\n"),
            ("k/objects.json", "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"metadata\": {\"name\": \"s\"}, \"data\": {\"password\": \"c2VjcmV0\"}, \"stringData\": {\"x\": \"y\"}}"),
            ("chart/Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n"),
            ("chart/values.yaml", "image: {repository: app, tag: latest}\nenv: {DB: postgres://u:p@h/db}\n"),
            ("chart/templates/app.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Values.name }}}\n{{- if .Values.x }}\nspec: {}\n{{- end }}\n"),
            ("compose.yaml", "services:\n  app:\n    image: app\n    environment: [A=b, C]\n    env_file: .env\n    build: {context: ., args: {T: x}}\n"),
            ("Dockerfile", "# syntax=docker/dockerfile:1\nARG V=1\nFROM base:${V} AS b\nENV A=b C=\"d e\" \\\n    E=f\nRUN <<EOF\necho hi\nEOF\nCOPY --from=b . .\n"),
            (".env", "A=b\nexport C=\"d\\ne\"\nD='x' # c\nE=${A}\nMULTI=\"line\nline\"\n"),
            ("appsettings.Development.json", "{\n  // c\n  \"ConnectionStrings\": {\"Main\": \"Host=h;Password=p\"},\n  \"A\": {\"B\": [1, true, null, \"x\"],},\n}\n"),
            ("web.config", "<?xml version=\"1.0\"?>\n<configuration>\n  <connectionStrings><add name=\"a\" connectionString=\"Server=s;Password=p\"/></connectionStrings>\n  <appSettings><add key=\"k\" value=\"v\"/><!-- c --></appSettings>\n</configuration>\n"),
            ("a.properties", "a.b=c\\\n  d\n# c\ne: f\n"),
            ("a.ini", "[s]\na = b ; c\n"),
            ("pyproject.toml", "[tool.x]\na = \"b\"\nc = [1, 2]\nd = \"\"\"\nx\n\"\"\"\ne = {f = 'g'}\n"),
            ("packages.lock.json", "{\"version\": 1, \"dependencies\": {\"net10.0\": {\"A\": {\"resolved\": \"1.0.0\"}}}}"),
            ("platformguard.yaml", "apiVersion: platformguard/v1\nkind: Policy\n"),
            ("main.tf", "resource \"x\" \"y\" {\n  password = \"p\"\n  d = <<EOT\nx\nEOT\n}\n"),
            ("a.sh", "#!/bin/sh\nexport A=b\ncurl -H \"Authorization: Bearer $T\" x\ncat <<EOF\nhi\nEOF\n"),
            ("a.js", "const a = `x ${b} y`; // c\nlet c = /re'g/;\n"),
            ("a.go", "package a\nvar b = `raw` + \"x\"\n"),
            ("a.sql", "-- c\ninsert into t values ('it''s');\n"),
            ("README.md", "# T\n\n```\ncode\n```\n<!-- platformguard:allow PG3004 reason=\"x\" -->\n"),
        }
        select (file.Path, Encoding.UTF8.GetBytes(file.Content));
}
