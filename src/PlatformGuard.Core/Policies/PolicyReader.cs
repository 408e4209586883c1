using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Core.Policies;

/// <summary>Makes the typed policy from the parsed file, says everything that is wrong with it, and leaves out what it may not decide.</summary>
/// <remarks>A value that does not fit counts as absent. Whatever asks for less than the built-in defaults goes through <see cref="PolicyAuthority"/>.</remarks>
public static class PolicyReader
{
    private static readonly Lazy<Schema> PolicySchema = new(static () => SchemaCompiler.CompileEmbedded("policy"));

    /// <summary>Reads a policy.</summary>
    /// <param name="file">The parsed file. An empty one sets nothing.</param>
    /// <param name="isGiven">Whether it was given by option, property or environment.</param>
    public static PlatformPolicy Read(SourceFile file, bool isGiven)
    {
        ArgumentNullException.ThrowIfNull(file);
        var problems = new List<ManifestProblem>();
        if (file.Problem is { } unreadable)
        {
            problems.Add(new ManifestProblem(unreadable.Location, "", unreadable.Reason));
        }

        foreach (var further in file.Documents.Skip(1).Take(1))
        {
            var start = further.Location.Start;
            problems.Add(new ManifestProblem(new Location(file.Path, start, start), "", "a policy is one document; only the first one of the file counts"));
        }

        var policy = new PlatformPolicy { Path = file.Path, IsGiven = isGiven };
        if (file.Documents is [var root, ..] && root is not ScalarNode { IsNull: true })
        {
            var verdict = SchemaValidator.Validate(PolicySchema.Value, root, "the policy");
            problems.AddRange(verdict.Problems);
            policy = Typed(policy, root, new ManifestValues(verdict.Unfit), problems);
        }

        return policy with { Problems = [.. problems.OrderBy(static problem => problem.Location.Start).ThenBy(static problem => problem.Message, StringComparer.Ordinal)] };
    }

    private static PlatformPolicy Typed(PlatformPolicy policy, Node root, ManifestValues values, List<ManifestProblem> problems)
    {
        var authority = new PolicyAuthority(policy.IsGiven, allowsWeaker: values.Boolean(root["allowWeaker"]) == true, root["allowWeaker"]);
        var typed = policy with
        {
            Exclude = values.Texts(root["exclude"]),
            Severities = Severities(root["severities"], authority, values, problems),
            MainDatastores = [.. (root["mainDatastores"]?.Items ?? []).Select(item => Store(item, values)).OfType<MainStore>()],
            MainDataTypes = values.Texts(root["mainDataTypes"]),
            FeatureFlagApis = values.Texts(root["featureFlagApis"]),
            ServiceClients = values.Texts(root["serviceClients"]),
            ForbiddenMlLibraries = values.Texts(root.At("mlLibraries", "forbid")),
            AllowedMlLibraries = values.Texts(authority.Fact(root.At("mlLibraries", "allow"), "mlLibraries.allow")),
            NativeAssetBudget = Budget(root.At("budgets", "nativeAssets"), authority, values),
            CommonLibraries = [.. (authority.Fact(root["commonLibraries"], "commonLibraries")?.Items ?? []).Select(item => Set(item, values)).OfType<CommonLibrarySet>()],
            InternalClasses = values.Texts(authority.Fact(root.At("network", "internalClasses"), "network.internalClasses")),
            Services = [.. (root["services"]?.Items ?? []).Select(item => Service(item, values)).OfType<CataloguedService>()],
            InternalApi = values.Text(root["internalApi"]),
            TrustedIncludes = values.Texts(authority.Fact(root.At("ci", "trustedIncludes"), "ci.trustedIncludes")),
            Waivers = Waivers(root["waivers"], values),
            Criteria = CriterionReader.Read(root["criteria"], authority, values, problems),
            Agent = root["openPolicyAgent"] is { } agent ? new PolicyAgent(values.Text(agent["url"]), values.Text(agent["path"]), values.Texts(agent["policies"])) : null,
        };
        CheckNotWaivable(root.At("waivers", "notWaivable"), typed, values, problems);
        return typed with { Ignored = authority.Ignored };
    }

    /// <summary>Reports ids under <c>waivers.notWaivable</c> that name nothing.</summary>
    private static void CheckNotWaivable(Node? list, PlatformPolicy policy, ManifestValues values, List<ManifestProblem> problems)
    {
        foreach (var (index, item) in (list?.Items ?? []).Index())
        {
            if (values.Scalar(item) is { } id && !RuleCatalogue.TryGet(id.Value, out _) && CriteriaCatalogue.Find(id.Value) is null && !policy.Criteria.Any(change => change.Id == id.Value))
            {
                Unknown(problems, id, string.Create(CultureInfo.InvariantCulture, $"waivers.notWaivable[{index}]"), "rule or criterion");
            }
        }
    }

    private static FrozenDictionary<(string Rule, Stage Stage), Severity> Severities(Node? mapping, PolicyAuthority authority, ManifestValues values, List<ManifestProblem> problems)
    {
        var severities = new Dictionary<(string, Stage), Severity>();
        foreach (var (key, stages) in mapping?.Entries ?? [])
        {
            if (!RuleCatalogue.TryGet(key.Value, out var rule) || rule.Id != key.Value)
            {
                Unknown(problems, key, "severities." + SchemaWords.Shown(key.Value), "rule");
                continue;
            }

            foreach (var (word, value) in stages.Entries)
            {
                if (Words.ParseStage(word.Value) is { } stage && Words.ParseSeverity(values.Text(value)) is { } severity
                    && (severity >= rule.SeverityAt(stage) || authority.MayWeaken(value.Location, $"severities.{rule.Id}.{stage.Word()}")))
                {
                    severities[(rule.Id, stage)] = severity;
                }
            }
        }

        return severities.ToFrozenDictionary();
    }

    /// <summary>Reports an id that does not exist. What has the form of one but is none was refused by the schema already.</summary>
    internal static void Unknown(List<ManifestProblem> problems, ScalarNode id, string path, string kind)
    {
        var near = Words.DidYouMean(id.Value, [.. RuleCatalogue.All.Select(static rule => rule.Id), .. kind == "rule" ? [] : CriteriaCatalogue.BuiltIn.Select(static criterion => criterion.Id)]);
        problems.Add(new ManifestProblem(id.Location, path, $"'{path}': there is no {kind} '{SchemaWords.Shown(id.Value)}'{near}") { Value = id.Value });
    }

    private static MainStore? Store(Node item, ManifestValues values) =>
        values.Text(item["name"]) is { } name
            ? new MainStore(name, values.Texts(item["hosts"]), values.Texts(item["databases"]), values.Texts(item["configuration"]))
            : null;

    private static CommonLibrarySet? Set(Node item, ManifestValues values) =>
        values.Text(item["language"]) is { } language && values.Texts(item["libraries"]) is { IsEmpty: false } libraries ? new CommonLibrarySet(language, libraries) : null;

    private static CataloguedService? Service(Node item, ManifestValues values) =>
        values.Text(item["name"]) is { } name ? new CataloguedService(name, values.Text(item["owner"]), values.Text(item["repository"])) : null;

    private static WaiverRules Waivers(Node? node, ManifestValues values) => new(
        values.Texts(node?["approvers"]),
        values.Texts(node?["notWaivable"]),
        (int?)values.Scalar(node?["maxDays"])?.AsInteger());

    private static long Budget(Node? node, PolicyAuthority authority, ManifestValues values)
    {
        if (values.Text(node) is not { } text)
        {
            return PlatformPolicy.DefaultNativeAssetBudget;
        }

        var bytes = long.Parse(text[..^3], NumberStyles.None, CultureInfo.InvariantCulture) * (text[^3] == 'G' ? 1L << 30 : 1L << 20);
        return bytes <= PlatformPolicy.DefaultNativeAssetBudget || authority.Fact(node, "budgets.nativeAssets") is not null ? bytes : PlatformPolicy.DefaultNativeAssetBudget;
    }
}
