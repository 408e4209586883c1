using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace PlatformGuard.Benchmarks;

/// <summary>Writes a repository of realistic proportions: of 10,000 files (about 100 MB) 500 are Kubernetes files of 4 KB, 300 JSON, 100 dotenv, 100 CI, the rest source of several languages.</summary>
internal static class RepositoryGenerator
{
    private static readonly string[] Words =
        "request response handler service client review merge user project group pipeline queue cache token session config value index buffer stream reader writer node graph model score rank vector batch item list map key store query result error retry timeout context span trace metric label event message payload schema field record table column cursor page limit offset filter sort order name path file line text parse format render build check rule policy password secret".Split(' ');

    /// <summary>The last words of the list say that a value is a credential: settings are not called so, because the tree is one without findings.</summary>
    private static readonly string[] SettingNames = Words[..^2];

    /// <summary>Writes the tree. The same count gives the same bytes.</summary>
    public static void Generate(string folder, int files)
    {
        var random = new Random(42);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "service.yaml"), """
            apiVersion: platformguard/v1
            kind: Service
            metadata: {name: generated, owner: group::benchmarks}
            spec: {stage: experiment, image: "registry.example.com/generated:1.0.0"}

            """);
        var kubernetes = files / 20;
        var json = files * 3 / 100;
        var dotenv = files / 100;
        var ci = files / 100;
        for (var index = 0; index < files - 1; index++)
        {
            var (path, content) = index switch
            {
                _ when index < kubernetes => ($"deploy/k{index % 50}/app{index}.yaml", Kubernetes(random, index)),
                _ when index < kubernetes + json => ($"config/j{index % 30}/settings{index}.json", Json(random, index)),
                _ when index < kubernetes + json + dotenv => ($"env/e{index % 10}/app{index}.env", DotEnv(random, index)),
                _ when index < kubernetes + json + dotenv + ci => ($".gitlab/ci/job{index}.yml", Ci(random, index)),
                _ => Source(random, index),
            };
            var full = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, content);
        }
    }

    private static string Kubernetes(Random random, int index)
    {
        var text = new StringBuilder();
        var name = string.Create(CultureInfo.InvariantCulture, $"app-{index}");
        text.Append(CultureInfo.InvariantCulture, $$$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: {{{name}}}
              namespace: team-{{{index % 20}}}
              labels: {app: {{{name}}} }
            spec:
              replicas: 2
              selector: {matchLabels: {app: {{{name}}} } }
              template:
                metadata: {labels: {app: {{{name}}} } }
                spec:
                  automountServiceAccountToken: false
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: main
                      image: registry.example.com/{{{name}}}:1.{{{index}}}.0
                      resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}
                      readinessProbe: {httpGet: {path: /ready, port: 8080}}
                      livenessProbe: {httpGet: {path: /live, port: 8080}}
                      env:

            """);
        while (text.Length < 3300)
        {
            text.Append(CultureInfo.InvariantCulture, $"            - name: {SettingNames[random.Next(SettingNames.Length)].ToUpperInvariant()}_{random.Next(1000)}\n              value: \"{Words[random.Next(Words.Length)]}-{random.Next(100000)}\"\n");
        }

        text.Append(CultureInfo.InvariantCulture, $$$"""
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: {{{name}}}, namespace: team-{{{index % 20}}} }
            spec: {selector: {app: {{{name}}} }, ports: [{port: 80, targetPort: 8080}]}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: {{{name}}}, namespace: team-{{{index % 20}}} }
            spec: {podSelector: {matchLabels: {app: {{{name}}} } }, policyTypes: [Ingress], ingress: [{from: [{podSelector: {}}]}]}

            """);
        return text.ToString();
    }

    private static string Json(Random random, int index)
    {
        var text = new StringBuilder("{\n");
        for (var line = 0; line < 120; line++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  \"{Words[random.Next(Words.Length)]}{line}\": {{\"name\": \"{Words[random.Next(Words.Length)]}\", \"limit\": {random.Next(1000)}, \"enabled\": true}},\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"  \"index\": {index}\n}}\n").ToString();
    }

    private static string DotEnv(Random random, int index)
    {
        var text = new StringBuilder("# generated\n");
        for (var line = 0; line < 40; line++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{SettingNames[random.Next(SettingNames.Length)].ToUpperInvariant()}_{line}={Words[random.Next(Words.Length)]}{index}\n");
        }

        return text.ToString();
    }

    private static string Ci(Random random, int index)
    {
        var text = new StringBuilder("stages: [build, test, deploy]\n");
        for (var job = 0; job < 25; job++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Words[random.Next(Words.Length)]}-{index}-{job}:\n  stage: build\n  image: alpine:3.20.{job}\n  variables: {{MODE: \"{Words[random.Next(Words.Length)]}\"}}\n  script:\n    - make {Words[random.Next(Words.Length)]}\n    - ./run --{Words[random.Next(Words.Length)]} {random.Next(100)}\n");
        }

        return text.ToString();
    }

    private static (string Path, string Content) Source(Random random, int index)
    {
        var (extension, comment, assign) = (index % 6) switch
        {
            0 => ("py", "#", "{0} = \"{1} {2}\""),
            1 => ("go", "//", "\t{0} := \"{1} {2}\""),
            2 => ("ts", "//", "  const {0} = '{1} {2}';"),
            3 => ("rb", "#", "  {0} = '{1} {2}'"),
            4 => ("java", "//", "    String {0} = \"{1} {2}\";"),
            _ => ("cs", "//", "        var {0} = \"{1} {2}\";"),
        };
        var text = new StringBuilder();
        while (text.Length < 10_800)
        {
            var first = Words[random.Next(Words.Length)];
            var second = Words[random.Next(Words.Length)];
            switch (random.Next(4))
            {
                case 0:
                    text.Append(comment).Append(' ').Append(first).Append(" the ").Append(second).Append(" of the ").Append(Words[random.Next(Words.Length)]).Append(" before it is used\n");
                    break;
                case 1:
                    text.AppendFormat(CultureInfo.InvariantCulture, assign, first + random.Next(100).ToString(CultureInfo.InvariantCulture), second, Words[random.Next(Words.Length)]).Append('\n');
                    break;
                default:
                    text.Append(CultureInfo.InvariantCulture, $"    {first}.{second}({Words[random.Next(Words.Length)]}, {random.Next(1000)})\n");
                    break;
            }
        }

        return ($"src/{extension}/p{index % 97}/module{index}.{extension}", text.ToString());
    }
}
