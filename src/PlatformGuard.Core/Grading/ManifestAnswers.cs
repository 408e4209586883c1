using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Grading;

/// <summary>Answers what several keys of the manifest say together.</summary>
internal static class ManifestAnswers
{
    /// <summary>The answer to a question.</summary>
    public static RuleAnswer Of(ManifestQuestion question, ServiceManifest manifest) => question switch
    {
        ManifestQuestion.Authenticated => Authenticated(manifest),
        ManifestQuestion.Backups => Every(manifest, "storage", "backup", "own store"),
        ManifestQuestion.SecretsInVault => Every(manifest, "secrets", "vault", "secret"),
        ManifestQuestion.SliAvailability => Some(manifest, "availability"),
        ManifestQuestion.SliLatency => Some(manifest, "latency"),
        _ => Indicators(manifest).Count == 0 ? Some(manifest, "latency") : Every(Indicators(manifest), "latency", "indicator", "spec.observability.slis"),
    };

    private static RuleAnswer Authenticated(ServiceManifest manifest)
    {
        if (manifest.Mode == DeploymentMode.Saas)
        {
            return RuleAnswer.NotApplicable("mode saas: only our own installation calls it");
        }

        var auth = manifest.Root?.At("spec", "auth");
        return auth?.Text is "oidc" or "token"
            ? new RuleAnswer(Outcome.Pass, [new Evidence("'spec.auth' is " + auth.Text, auth.Location)])
            : Fails(manifest, $"'spec.auth' is {(auth is null ? "not set" : "none")} in mode {manifest.Mode.Word()}", auth);
    }

    private static RuleAnswer Some(ServiceManifest manifest, string key)
    {
        var item = Indicators(manifest).FirstOrDefault(item => IsSet(item[key]));
        return item is null
            ? Fails(manifest, $"no entry of 'spec.observability.slis' has '{key}'", manifest.Root?.At("spec", "observability", "slis"))
            : new RuleAnswer(Outcome.Pass, [new Evidence($"indicator {Name(item)} has '{key}'", Start(item[key]!))]);
    }

    private static RuleAnswer Every(ServiceManifest manifest, string list, string key, string what)
    {
        var items = manifest.Root?.At("spec", list)?.Items ?? [];
        return items.Count == 0 ? RuleAnswer.NotApplicable($"the manifest declares no {what}") : Every(items, key, what, "spec." + list);
    }

    private static RuleAnswer Every(IReadOnlyList<Node> items, string key, string what, string list)
    {
        var missing = items.Where(item => !IsSet(item[key])).Select(item => new Evidence($"{what} {Name(item)} has no '{key}'", Start(item))).ToList();
        return missing.Count > 0
            ? new RuleAnswer(Outcome.Fail, [.. missing])
            : new RuleAnswer(Outcome.Pass, [new Evidence($"every entry of '{list}' has '{key}'", Start(items[0]))]);
    }

    private static IReadOnlyList<Node> Indicators(ServiceManifest manifest) => manifest.Root?.At("spec", "observability", "slis")?.Items ?? [];

    private static string Name(Node item) => item["name"]?.Text is { } name ? $"'{QuotedText.Of(name)}'" : "without name";

    private static bool IsSet(Node? node) => node is MappingNode { Values.Count: > 0 } || (node is ScalarNode { IsNull: false } text && !string.IsNullOrWhiteSpace(text.Value));

    private static RuleAnswer Fails(ServiceManifest manifest, string why, Node? node) =>
        new(Outcome.Fail, [new Evidence(why, node is not null ? Start(node) : manifest.Path is { } path ? Location.OfFile(path) : null) { IsAbsence = true }]);

    private static Location Start(Node node) => new(node.Location.File, node.Location.Start, node.Location.Start);
}
