using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Kubernetes;

/// <summary>Short forms for tests on Kubernetes files.</summary>
internal static class KubernetesTest
{
    public static CodeBase At(Stage stage, params (string Path, string Content)[] files) => TestCodeBase.With(new ServiceManifest { Stage = stage }, files);

    public static IReadOnlyList<Finding> Findings<TCheck>(string yaml, Stage stage = Stage.Experiment)
        where TCheck : Check, new() => At(stage, ("deploy/app.yaml", yaml)).Run<TCheck>();

    /// <summary>A Deployment whose pod spec is given, indented by nothing.</summary>
    public static string Deployment(string podSpec) => $"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector: {"{matchLabels: {app: web}}"}
          template:
            metadata: {"{labels: {app: web}}"}
            spec:
        {string.Join('\n', podSpec.Split('\n').Select(line => "      " + line))}
        """;

    /// <summary>A Deployment with one container whose further fields are given, indented by nothing. Its name stands in line 11, the first field in line 13.</summary>
    public static string Container(string fields, string podFields = "") => Deployment(
        $"""
        containers:
        - name: app
          image: example.com/app:1.0.0
        {string.Join('\n', fields.Split('\n').Select(line => "  " + line))}
        {podFields}
        """);
}
