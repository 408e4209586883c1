using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.State;

namespace PlatformGuard.Core.Manifests;

/// <summary>Makes the typed manifest from the parsed file, and says everything that is wrong with it.</summary>
/// <remarks>A value that does not fit the schema counts as absent, everything else is used: one mistake does not switch off what the rest declares.</remarks>
public static class ManifestReader
{
    private static readonly Lazy<Schema> ServiceSchema = new(static () => SchemaCompiler.CompileEmbedded("service"));

    /// <summary>Reads a manifest. The first document of the file counts.</summary>
    public static ServiceManifest Read(SourceFile file)
    {
        var problems = new List<ManifestProblem>();
        if (file.Problem is { } unreadable)
        {
            problems.Add(new ManifestProblem(unreadable.Location, "", unreadable.Reason));
        }

        foreach (var further in file.Documents.Skip(1).Take(1))
        {
            var start = further.Location.Start;
            problems.Add(new ManifestProblem(new Location(file.Path, start, start), "", "a manifest is one document; only the first one of the file counts"));
        }

        if (file.Documents is not [var root, ..])
        {
            if (problems.Count == 0)
            {
                problems.Add(new ManifestProblem(Location.OfFile(file.Path), "", "the manifest is empty"));
            }

            return new ServiceManifest { Path = file.Path, Problems = [.. problems] };
        }

        var verdict = SchemaValidator.Validate(ServiceSchema.Value, root);
        problems.AddRange(verdict.Problems);
        ManifestConsistency.Check(root, problems);
        return Typed(file.Path, root, new ManifestValues(verdict.Unfit)) with
        {
            Problems = [.. problems.OrderBy(static problem => problem.Location.Start).ThenBy(static problem => problem.Message, StringComparer.Ordinal)],
        };
    }

    private static ServiceManifest Typed(string path, Node root, ManifestValues values)
    {
        var spec = root["spec"];
        var scopes = Scopes(spec);
        var review = values.Text(spec?["securityReview"]);
        var reviews = scopes.Where(scope => IsPublic(scope, spec, values)).Select(scope => values.Text(scope["securityReview"]) ?? review).DefaultIfEmpty(review);
        return new ServiceManifest
        {
            Path = path,
            Root = root,
            Role = values.Text(root["kind"]) == "MainApplication" ? Role.MainApplication : Role.Service,
            Name = values.Text(root.At("metadata", "name")),
            Owner = values.Text(root.At("metadata", "owner")),
            Stage = Words.ParseStage(values.Text(spec?["stage"])) ?? Stage.Experiment,
            Mode = Words.ParseMode(values.Text(spec?["mode"])) ?? DeploymentMode.Saas,
            Image = values.Scalar(spec?["image"]),
            OnCall = values.Text(spec?.At("availability", "onCall")) switch { "team" => OnCall.Team, "sre" => OnCall.Sre, _ => OnCall.None },
            IsPublic = scopes.Any(scope => IsPublic(scope, spec, values)),
            HasSecurityReview = reviews.All(static link => link is not null && ManifestFormats.IsLink(link)),
            NeedsKubernetesApi = scopes.Any(scope => values.Boolean(scope["kubernetesApi"]) == true),
            Storage = [.. scopes.SelectMany(scope => scope["storage"]?.Items ?? []).Select(item => Store(item, values)).OfType<DeclaredStore>()],
            Volumes = [.. scopes.SelectMany(scope => scope["volumes"]?.Items ?? []).Select(item => Volume(item, values)).OfType<DeclaredVolume>()],
            Secrets = [.. scopes.SelectMany(scope => scope["secrets"]?.Items ?? []).Select(item => Secret(item, values)).OfType<DeclaredSecret>()],
            FeatureFlags = [.. scopes.SelectMany(scope => scope["featureFlags"]?.Items ?? []).Select(item => Flag(item, values)).OfType<DeclaredFlag>()],
            Services = [.. (spec?["services"]?.Items ?? []).Select(item => Service(item, values)).OfType<CalledService>()],
            Waivers = [.. values.WhollyFitting(spec?["waivers"]).Select(item => Exception(item, values)).OfType<Waiver>()],
            Exclude = [.. values.WhollyFitting(spec?["exclude"]).Select(values.Text).OfType<string>()],
        };
    }

    /// <summary>The spec itself and what its environments set instead.</summary>
    private static ImmutableArray<Node> Scopes(Node? spec) => spec is null ? [] : [spec, .. (spec["environments"]?.Entries ?? []).Select(static entry => entry.Value)];

    private static bool IsPublic(Node scope, Node? spec, ManifestValues values) => (values.Text(scope["exposure"]) ?? values.Text(spec?["exposure"])) == "public";

    private static DeclaredStore? Store(Node item, ManifestValues values) =>
        values.Text(item["kind"]) is { } kind && values.Text(item["name"]) is { } name
            ? new DeclaredStore(
                kind,
                name,
                values.Texts(item["hosts"]),
                values.Text(item["database"]),
                values.Texts(item["configuration"]),
                values.Text(item["claim"]),
                values.Boolean(item["holdsTokens"]) ?? false)
            : null;

    private static DeclaredVolume? Volume(Node item, ManifestValues values) =>
        values.Text(item["mountPath"]) is { } path
            ? new DeclaredVolume(path, values.Text(item["purpose"]) == "models" ? VolumePurpose.Models : VolumePurpose.Scratch)
            : null;

    private static DeclaredSecret? Secret(Node item, ManifestValues values) =>
        values.Text(item["name"]) is { } name
            ? new DeclaredSecret(
                name,
                values.Text(item["as"]) == "file",
                values.Text(item["vault"]),
                values.Text(item["lifetime"]) != "short",
                values.Text(item.At("rotation", "every")),
                values.Boolean(item.At("rotation", "overlap")) ?? false,
                item.Location)
            : null;

    private static DeclaredFlag? Flag(Node item, ManifestValues values) =>
        values.Text(item["name"]) is { } name
            ? new DeclaredFlag(name, values.Text(item["type"]), values.Date(item["introduced"]), values.Boolean(item["default"]) ?? false, item.Location)
            : null;

    private static CalledService? Service(Node item, ManifestValues values) =>
        values.Text(item["name"]) is { } name
            ? new CalledService(name, values.Texts(item["urls"]), values.Text(item["flag"]), values.Text(item["client"]), item.Location)
            : null;

    private static Waiver? Exception(Node item, ManifestValues values) =>
        values.Text(item["id"]) is { } id
            ? new Waiver(
                id,
                values.Text(item["path"]),
                values.Text(item["fingerprint"]),
                values.Text(item["reason"]),
                values.Text(item["owner"]),
                values.Text(item["approvedBy"]),
                values.Text(item["until"]),
                item.Location)
            : null;
}
