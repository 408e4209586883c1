using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Grading;

/// <summary>Answers criteria, with evidence. Waivers of a criterion itself are not looked at here.</summary>
internal sealed class CriterionJudge(CodeBase codeBase, IReadOnlyDictionary<Stage, StageRun> runs)
{
    private const int MostEvidence = 20;

    private ServiceManifest Manifest => codeBase.Manifest;

    /// <summary>The answer to one criterion.</summary>
    public GradedCriterion Judge(Criterion criterion)
    {
        if (Inapplicable(criterion) is { } reason)
        {
            return new GradedCriterion(criterion, Outcome.NotApplicable, [new Evidence(reason)]);
        }

        var answer = criterion.Answer;
        var run = runs[criterion.RequiredFrom ?? Stage.GenerallyAvailable];
        RuleAnswer[] parts =
        [
            .. answer.Rules.Select(run.Ask),
            .. answer.Fields.Select(Field),
            .. answer.Documents.Select(Document),
            .. answer.Files.IsEmpty ? [] : (RuleAnswer[])[File(answer.Files)],
            .. answer.Pipeline.IsEmpty ? [] : (RuleAnswer[])[Pipeline(answer.Pipeline)],
            .. answer.Manifest is { } question ? (RuleAnswer[])[ManifestAnswers.Of(question, Manifest)] : [],
            .. answer.AttestationDays is { } days ? (RuleAnswer[])[Attestation(criterion.Id, days)] : [],
        ];
        var outcome = Combined(parts);
        var evidence = parts.Where(part => outcome == Outcome.NotApplicable || part.Outcome == outcome || (outcome == Outcome.Waived && part.Outcome == Outcome.Pass)).SelectMany(static part => part.Evidence).ToList();
        return new GradedCriterion(criterion, outcome, Shortened(evidence)) { WholeEvidence = [.. evidence] };
    }

    /// <summary>What fails outweighs what is not known, which outweighs what is accepted; it passes only when something holds and nothing else is left.</summary>
    private static Outcome Combined(RuleAnswer[] parts) =>
        parts.Any(static part => part.Outcome == Outcome.Fail) ? Outcome.Fail
        : parts.Any(static part => part.Outcome == Outcome.NotEvaluated) ? Outcome.NotEvaluated
        : parts.Any(static part => part.Outcome == Outcome.Waived) ? Outcome.Waived
        : parts.Any(static part => part.Outcome == Outcome.Pass) ? Outcome.Pass
        : Outcome.NotApplicable;

    private static ImmutableArray<Evidence> Shortened(List<Evidence> evidence) => evidence.Count <= MostEvidence
        ? [.. evidence]
        : [.. evidence.Take(MostEvidence), new Evidence(string.Create(CultureInfo.InvariantCulture, $"and {evidence.Count - MostEvidence} more"))];

    private string? Inapplicable(Criterion criterion)
    {
        if (criterion.Role is { } role && role != codeBase.Role)
        {
            return codeBase.Role == Role.MainApplication ? "asked of services, not of the main application" : "asked of the main application, not of services";
        }

        return criterion.When.Select(Missing).FirstOrDefault(static reason => reason is not null);
    }

    private string? Missing(Condition condition) => condition switch
    {
        Condition.Kubernetes => codeBase.Facts<KubernetesFacts>().Sets.Any(static set => !set.IsComplete || set.Objects.Length > 0) || codeBase.FilesOf(FileKind.HelmChart).Any() || codeBase.FilesOf(FileKind.Kustomization).Any()
            || codeBase.Files.Any(static file => file.Kind is FileKind.Kubernetes or FileKind.Yaml && file.Problem is not null)
            ? null : "there are no Kubernetes manifests here",
        Condition.GeneratedFiles => codeBase.Files.Any(static file => file.IsGenerated) ? null : "no file here carries the header of generated files",
        Condition.Pipeline => codeBase.Facts<PipelineUse>().Any ? null : "there is no pipeline here",
        Condition.PublicEndpoint => Manifest.IsPublic ? null : "the manifest declares no public endpoint",
        Condition.SensitiveData => Manifest.Root?.At("spec", "data", "classification")?.Text is "orange" or "red" ? null : "the manifest declares no data of class orange or red",
        _ => Manifest.Storage.IsEmpty ? "the manifest declares no store of its own" : null,
    };

    private RuleAnswer Field(string path)
    {
        var node = Manifest.Root?.At(path.Split('.'));
        if (node is null or ScalarNode { IsNull: true } || (node is ScalarNode { Value: var text } && string.IsNullOrWhiteSpace(text)))
        {
            return Fails($"'{path}' is not set");
        }

        // An empty list of dependencies says that there are none; an empty list of anything else says nothing.
        return node is SequenceNode { Values.Count: 0 } && path != "spec.dependencies"
            ? new RuleAnswer(Outcome.Fail, [new Evidence($"'{path}' is empty", node.Location) { IsAbsence = true }])
            : new RuleAnswer(Outcome.Pass, [new Evidence($"'{path}' is set{(node is ScalarNode { Value: var value } ? " to " + QuotedText.Of(value) : "")}", Start(node))]);
    }

    private RuleAnswer Document(string path)
    {
        if (Manifest.Root?.At(path.Split('.')) is not ScalarNode { IsNull: false } node || string.IsNullOrWhiteSpace(node.Value))
        {
            return Fails($"'{path}' is not set");
        }

        var shown = QuotedText.Of(node.Value);
        if (node.Value.Contains("://", StringComparison.Ordinal))
        {
            return ManifestFormats.IsLink(node.Value)
                ? new RuleAnswer(Outcome.Pass, [new Evidence($"'{path}' links to {shown} (not opened)", Start(node), shown)])
                : new RuleAnswer(Outcome.Fail, [new Evidence($"'{path}' is neither a link nor a path: {shown}", Start(node))]);
        }

        return Resolve(node.Value) switch
        {
            null => new RuleAnswer(Outcome.Fail, [new Evidence($"'{path}' names {shown}, which is not in the repository", Start(node))]),
            { Length: 0 } => new RuleAnswer(Outcome.Fail, [new Evidence($"'{path}' names {shown}, which is empty", Start(node))]),
            _ => new RuleAnswer(Outcome.Pass, [new Evidence($"'{path}' is {shown}", Start(node))]),
        };
    }

    /// <summary>The document's file: relative to the manifest, or from the repository's root with or without a leading slash; never outside of the repository.</summary>
    private FileInfo? Resolve(string written)
    {
        var path = written.Split('#')[0];
        var root = codeBase.RootPath;
        var boundary = RepositoryLister.FindWorkTree(root) ?? root;
        var folder = Path.GetDirectoryName(Path.GetFullPath(Path.Combine(root, Manifest.Path ?? "."))) ?? root;
        foreach (var start in path.StartsWith('/') ? [boundary] : (string[])[folder, boundary])
        {
            var whole = Path.GetFullPath(Path.Combine(start, path.TrimStart('/')));
            if (whole.StartsWith(Path.TrimEndingDirectorySeparator(boundary) + Path.DirectorySeparatorChar, StringComparison.Ordinal) && System.IO.File.Exists(whole))
            {
                return new FileInfo(whole);
            }
        }

        return null;
    }

    private RuleAnswer File(ImmutableArray<string> globs)
    {
        var set = new PathSet(globs);
        var found = codeBase.Paths.FirstOrDefault(path => set.Contains(path));
        return found is null
            ? new RuleAnswer(Outcome.Fail, [new Evidence("no file fits " + string.Join(", ", globs.Take(4)) + (globs.Length > 4 ? ", …" : "")) { IsAbsence = true }])
            : new RuleAnswer(Outcome.Pass, [new Evidence("found", Location.OfFile(found))]);
    }

    private RuleAnswer Pipeline(ImmutableArray<string> patterns)
    {
        var use = codeBase.Facts<PipelineUse>();
        if (use.Find(patterns) is { } step)
        {
            return new RuleAnswer(Outcome.Pass, [new Evidence("the pipeline uses " + QuotedText.Of(step.Text), step.Location)]);
        }

        return !use.Any ? new RuleAnswer(Outcome.Fail, [new Evidence("there is no pipeline here") { IsAbsence = true }])
            : use.Unread is { } unread ? new RuleAnswer(Outcome.NotEvaluated, [new Evidence($"no job that was read does it, and {QuotedText.Of(unread.Text)} was not read", unread.Location) { Remedy = Remedy(unread) }])
            : new RuleAnswer(Outcome.Fail, [new Evidence("no job of the pipeline does it", use.FirstFile) { IsAbsence = true }]);
    }

    private static string Remedy(PipelineStep unread) => ("/" + unread.Location.File).Contains("/.github/", StringComparison.Ordinal)
        ? $"Let jobs of this repository do what {QuotedText.Of(unread.Text)} may do, which cannot be read here."
        : $"Give the expanded pipeline with --merged-ci: {QuotedText.Of(unread.Text)} cannot be read here.";

    private RuleAnswer Attestation(string id, int days)
    {
        var newest = (Manifest.Root?.At("spec", "attestations")?.Items ?? [])
            .Where(item => item["criterion"]?.Text == id)
            .Select(static item => (Item: item, On: DateOnly.TryParseExact(item["on"]?.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) ? on : (DateOnly?)null))
            .Where(static attested => attested.On is not null && !string.IsNullOrWhiteSpace(attested.Item["by"]?.Text))
            .OrderByDescending(static attested => attested.On)
            .FirstOrDefault();
        if (newest is not { On: { } day, Item: { } node })
        {
            return Fails($"nobody attests '{id}' under spec.attestations");
        }

        var age = codeBase.Options.Today.DayNumber - day.DayNumber;
        var by = QuotedText.Of(node["by"]!.Text!);
        var when = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return age < 0 ? new RuleAnswer(Outcome.Fail, [new Evidence($"attested by {by} for {when}, which has not come yet", Start(node))])
            : age > days ? new RuleAnswer(Outcome.Fail, [new Evidence(string.Create(CultureInfo.InvariantCulture, $"attested by {by} on {when}, which is older than {days} days"), Start(node))])
            : new RuleAnswer(Outcome.Pass, [new Evidence($"attested by {by} on {when}", Start(node), node["link"]?.Text is { } link ? QuotedText.Of(link) : null)]);
    }

    private RuleAnswer Fails(string why) => new(Outcome.Fail, [new Evidence(why, Manifest.Path is { } path ? Location.OfFile(path) : null) { IsAbsence = true }]);

    private static Location Start(Node node) => new(node.Location.File, node.Location.Start, node.Location.Start);
}
