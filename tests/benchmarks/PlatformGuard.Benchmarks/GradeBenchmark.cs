using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace PlatformGuard.Benchmarks;

/// <summary><c>grade --recursive</c> on a repository with many services: time for each, and whether memory grows with their number.</summary>
internal static class GradeBenchmark
{
    private const int Rounds = 3;

    public static int Run(string[] arguments)
    {
        var tool = PublishedTool.Publish(Measured.RepositoryRoot());
        var counts = arguments.Length == 0 ? [100, 250, 500] : arguments.Select(static argument => int.Parse(argument, CultureInfo.InvariantCulture)).ToArray();
        Console.WriteLine("services   grade ms   ms each   peak MB");
        foreach (var count in counts)
        {
            var folder = Path.Combine(Path.GetTempPath(), $"platformguard-grade-{count}-{Environment.ProcessId}");
            try
            {
                for (var index = 0; index < count; index++)
                {
                    Generate(Path.Combine(folder, "services", string.Create(CultureInfo.InvariantCulture, $"service-{index:D4}")), index);
                }

                Measured.MustRun("git", ["init", "-q"], folder);
                Measured.MustRun("git", ["add", "-A"], folder);
                string[] grade = ["grade", folder, "--recursive", "--report", "json=" + Path.Combine(Path.GetTempPath(), "platformguard-grade.json"), "--quiet"];
                var samples = Enumerable.Range(0, Rounds).Select(_ => Measured.Run(tool, grade, folder)).ToArray();
                if (samples.Any(static sample => sample.ExitCode is not (0 or 1)))
                {
                    Console.Error.WriteLine("grade failed: " + Measured.Run(tool, ["grade", folder, "--recursive", "--quiet"], folder, keepOutput: true).Output);
                    return 1;
                }

                var middle = Measured.Median(samples);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,8} {middle,10:F0} {middle / count,9:F1} {Measured.Peak(tool, grade, folder) / 1e6,9:F0}"));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return 0;
    }

    /// <summary>A small service as teams write them; every fifth has something to complain about.</summary>
    private static void Generate(string folder, int index)
    {
        var name = Path.GetFileName(folder);
        var stage = (index % 3) switch { 0 => "experiment", 1 => "beta", _ => "ga" };
        var pod = index % 5 == 0 ? "hostNetwork: true" : "securityContext: {runAsNonRoot: true}";
        Write(folder, "service.yaml", $$"""
            apiVersion: platformguard/v1
            kind: Service
            metadata: {name: {{name}}, owner: group::team-{{index % 20}}, product: ai}
            spec:
              stage: {{stage}}
              image: registry.example.com/{{name}}:1.{{index}}.0
              availability: {objective: 99.5%, onCall: team, rotation: "https://oncall.example.com/{{index}}", escalation: "https://oncall.example.com/e/{{index}}"}
              observability: {slis: [{name: requests, source: platform, availability: 99.5%}], alerts: {team: team-{{index % 20}}, severity: s4} }
              dependencies: []
              docs: {runbook: docs/runbook.md}
              secrets: [{name: MODEL_KEY, vault: "{environment}/{{name}}/model-key", rotation: {every: 90d, overlap: true} } ]

            """);
        Write(folder, "docs/runbook.md", "# Runbook\n\nRestart it.\n");
        Write(folder, "Dockerfile", "FROM python:3.13-slim\nENV PORT=8080\nCOPY . /app\nCMD [\"python\", \"/app/main.py\"]\n");
        Write(folder, "requirements.txt", "fastapi==0.115.6\nstructlog==24.4.0\n");
        Write(folder, "app/main.py", string.Concat(Enumerable.Repeat("import os\n\n\ndef answer(question: str) -> str:\n    return os.environ[\"GREETING\"] + question\n\n\n", 20)));
        Write(folder, ".gitlab-ci.yml", "test:\n  image: python:3.13\n  script: [pip install -r requirements.txt, pytest -q]\n");
        Write(folder, "deploy/app.yaml", $$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: {{name}}, namespace: "{{name}}" }
            spec:
              replicas: 2
              selector: {matchLabels: {app: "{{name}}" } }
              template:
                metadata: {labels: {app: "{{name}}" } }
                spec:
                  serviceAccountName: {{name}}
                  automountServiceAccountToken: false
                  {{pod}}
                  containers:
                    - name: app
                      image: registry.example.com/{{name}}:1.{{index}}.0
                      resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi} }
                      readinessProbe: {httpGet: {path: /ready, port: 8080} }
                      livenessProbe: {httpGet: {path: /live, port: 8080} }
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: {{name}}, namespace: "{{name}}" }
            spec: {podSelector: {matchLabels: {app: "{{name}}" } }, policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: { } } ] } ] }

            """);
    }

    private static void Write(string folder, string path, string text)
    {
        var whole = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        File.WriteAllText(whole, text);
    }
}
