using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Grading;

/// <summary>What the checks say at one stage. A criterion is answered at the stage that requires it, whatever stage the service declares.</summary>
internal sealed class StageRun
{
    private readonly CodeBase codeBase;
    private readonly ILookup<string, Finding> findings;
    private readonly ImmutableArray<NotEvaluated> gaps;
    private readonly DotNetProjects projects;
    private readonly IReadOnlySet<string> judged;

    /// <param name="codeBase">The code base at the stage.</param>
    /// <param name="findings">Its findings, with what accepts them.</param>
    /// <param name="gaps">What could not be judged.</param>
    /// <param name="judged">Rules that the logs of a build, or of another tool, have judged.</param>
    public StageRun(CodeBase codeBase, IEnumerable<Finding> findings, IEnumerable<NotEvaluated> gaps, IReadOnlySet<string> judged)
    {
        this.judged = judged;
        this.codeBase = codeBase;
        this.findings = findings.ToLookup(static finding => finding.Rule.Id);
        this.gaps = [.. gaps.Where(static gap => gap.Blocks)];
        projects = codeBase.Facts<DotNetProjects>();
    }

    /// <summary>How a rule answers.</summary>
    public RuleAnswer Ask(Rule rule)
    {
        if (!rule.AppliesTo(codeBase.Role))
        {
            return RuleAnswer.NotApplicable($"{rule.Id} does not concern a {(codeBase.Role == Role.Service ? "service" : "main application")}");
        }

        if (codeBase.SeverityOf(rule) < Severity.Warning)
        {
            return RuleAnswer.NotApplicable($"the platform's policy lowers {rule.Id} at this stage");
        }

        Finding[] counting = [.. findings[rule.Id].Where(static finding => finding.Severity >= Severity.Warning)];
        Finding[] open = [.. counting.Where(static finding => finding.IsOpen)];
        if (open.Length > 0)
        {
            return new RuleAnswer(Outcome.Fail, [.. open.Select(static finding => new Evidence($"{finding.Rule.Id}: {finding.Message}", finding.Location))]);
        }

        var (isAsked, unknown) = Unknown(rule);
        if (!unknown.IsEmpty)
        {
            return new RuleAnswer(Outcome.NotEvaluated, unknown);
        }

        if (!isAsked)
        {
            return RuleAnswer.NotApplicable($"{rule.Id} looks at C#, and there is no .NET project here");
        }

        return counting.Length > 0
            ? new RuleAnswer(Outcome.Waived, [.. counting.Select(static finding => Accepted(finding))])
            : new RuleAnswer(Outcome.Pass, [new Evidence($"{rule.Id}: no finding")]);
    }

    /// <summary>Whether every finding that the rule could have is known: it applies, is on, and nothing that it looks at was left out.</summary>
    public bool Decides(Rule rule) =>
        rule.AppliesTo(codeBase.Role) && codeBase.SeverityOf(rule) != Severity.Off && Unknown(rule) is { IsAsked: true, Unknown.IsEmpty: true }
        && (!projects.Any || IsBuilt(rule) || (rule.LooksAt & (Surfaces.Code | Surfaces.Build)) == 0);

    /// <summary>Whether this run knows what the analyzers say for the rule.</summary>
    private bool IsBuilt(Rule rule) => codeBase.Options.CodeIsJudged || codeBase.Options.CodeBuild is not null || judged.Contains(rule.Id);

    /// <summary>Whether any part of the rule concerns this code base, and what keeps it from being decided.</summary>
    private (bool IsAsked, ImmutableArray<Evidence> Unknown) Unknown(Rule rule)
    {
        var unknown = ImmutableArray.CreateBuilder<Evidence>();
        var asksFiles = (rule.LooksAt & Surfaces.Files) != 0;
        var asksCode = (rule.LooksAt & (Surfaces.Code | Surfaces.Build)) != 0 && projects.Any;
        var open = gaps.Where(gap => gap.Rules.IsEmpty || gap.Rules.Contains(rule.Id)).ToList();
        if (asksFiles && (rule.Implemented & Surfaces.Files) == 0 && open.Count == 0)
        {
            unknown.Add(NotYet(rule, "files"));
        }

        if (asksCode && (rule.LooksAt & ~rule.Implemented & (Surfaces.Code | Surfaces.Build)) != 0)
        {
            unknown.Add(NotYet(rule, "C#"));
        }
        else if (asksCode && !IsBuilt(rule) && projects.Unguarded is { } project)
        {
            unknown.Add(new Evidence($"{rule.Id}: the code of {project} was not judged", Location.OfFile(project)) { Remedy = $"Grade with --build, or reference the package PlatformGuard in {project}." });
        }

        foreach (var gap in open)
        {
            unknown.Add(new Evidence($"{rule.Id}: not judged: {gap.What}: {gap.Why}", gap.Location) { Gap = (gap.What, gap.Why), Remedy = $"Make it possible to judge {gap.What}: {gap.Why}." });
        }

        foreach (var file in asksFiles && rule.Id != "PG9001" ? codeBase.Files : [])
        {
            if (file.Problem is { } problem && FileReader.MustBeReadable(file.Kind) && Concerns(rule, file.Kind) && !IsAccepted(file))
            {
                unknown.Add(new Evidence($"{rule.Id}: {file.Path} could not be read: {problem.Reason}", problem.Location) { Remedy = $"Mend {file.Path}, which could not be read, or exclude it if it is not the service's own." });
            }
        }

        return (asksFiles || asksCode, unknown.ToImmutable());
    }

    private static Evidence NotYet(Rule rule, string surface) =>
        new($"{rule.Id}: this release does not look at {surface} for it yet") { Remedy = $"Look at {rule.Id} by hand: this release does not look at {surface} for it yet." };

    /// <summary>Whoever accepted that a file cannot be read accepted that nothing in it is judged.</summary>
    private bool IsAccepted(SourceFile file) => findings["PG9001"].Any(finding => finding.Location.File == file.Path && !finding.IsOpen);

    /// <summary>Whether a rule looks at files of this kind. The families of datastores and literals look at all.</summary>
    private static bool Concerns(Rule rule, FileKind kind) => kind switch
    {
        FileKind.ServiceManifest or FileKind.PlatformPolicy => false,
        FileKind.GitLabCi or FileKind.GitHubWorkflow => rule.Id[2] is '1' or '3' || rule.Id is "PG7005" or "PG7012",
        FileKind.Kubernetes or FileKind.Kustomization or FileKind.HelmChart or FileKind.HelmValues or FileKind.Yaml or FileKind.HelmTemplate or FileKind.Json =>
            rule.Id[2] is '1' or '7' || rule.Id is "PG3004" or "PG3011" or "PG4004",
        _ => rule.Id is "PG1001" or "PG1002" or "PG1003" or "PG3004",
    };

    private static Evidence Accepted(Finding finding)
    {
        var accepted = finding.Waiver ?? finding.Suppression!;
        return new Evidence($"{finding.Rule.Id}: accepted{(accepted.Until is { } until ? " until " + until : "")}: {accepted.Reason}", finding.Location);
    }
}

/// <summary>How one rule answers at one stage.</summary>
/// <param name="Outcome">The answer.</param>
/// <param name="Evidence">Why; one for each place to change when it fails.</param>
internal sealed record RuleAnswer(Outcome Outcome, ImmutableArray<Evidence> Evidence)
{
    public static RuleAnswer NotApplicable(string why) => new(Outcome.NotApplicable, [new Evidence(why)]);
}
