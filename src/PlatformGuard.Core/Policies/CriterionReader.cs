using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Policies;

/// <summary>Reads what a policy says about readiness criteria.</summary>
internal static class CriterionReader
{
    public static ImmutableArray<CriterionChange> Read(Node? list, PolicyAuthority authority, ManifestValues values, List<ManifestProblem> problems)
    {
        var changes = ImmutableArray.CreateBuilder<CriterionChange>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, item) in (list?.Items ?? []).Index())
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"criteria[{index}]");
            if (values.Scalar(item["id"]) is not { } id || string.IsNullOrWhiteSpace(id.Value))
            {
                continue;
            }

            if (!ids.Add(id.Value))
            {
                problems.Add(new ManifestProblem(id.Location, path + ".id", $"'{path}.id' is the id of another entry of the list already") { Value = id.Value });
                continue;
            }

            var change = Change(item, id.Value, path, values, problems);
            var builtIn = CriteriaCatalogue.Find(id.Value);
            var problem = builtIn is null ? ProblemOfAddition(change) : ProblemOfChange(change, builtIn);
            if (problem is not null)
            {
                problems.Add(new ManifestProblem(id.Location, path, $"'{path}' {problem}") { Value = id.Value });
                continue;
            }

            changes.Add(builtIn is null ? change : Allowed(change, builtIn, path, authority));
        }

        return changes.ToImmutable();
    }

    private static string? ProblemOfChange(CriterionChange change, Criterion builtIn) =>
        change.AnsweredBy is not null ? $"changes the built-in criterion '{change.Id}', whose answer cannot be replaced; choose another id for a new one"
        : change.RequiredFrom == Stage.Experiment && builtIn is not { Kind: AnswerKind.Automatic, Answer.Documents.IsEmpty: true } ? $"moves '{change.Id}' to experiment, where nothing that a person has to answer is asked"
        : null;

    private static string? ProblemOfAddition(CriterionChange change)
    {
        if (change.AnsweredBy is not { } answer)
        {
            return $"names no built-in criterion, and a new one needs 'answeredBy'{Words.DidYouMean(change.Id, [.. CriteriaCatalogue.BuiltIn.Select(static criterion => criterion.Id)])}";
        }

        return change.Title is null ? "is new and lacks 'title'"
            : change.RequiredFrom is null ? "is new and lacks 'requiredFrom'"
            : answer is { Rules.IsEmpty: true, Field: null, Files.IsEmpty: true, AttestationDays: null } ? "is new, and 'answeredBy' says nothing"
            : change.RequiredFrom == Stage.Experiment && (answer.Field is not null || answer.AttestationDays is not null) ? "is required from experiment, where only rules and files may answer"
            : null;
    }

    /// <summary>The change without what asks for less than the built-in criterion does, unless the policy may.</summary>
    private static CriterionChange Allowed(CriterionChange change, Criterion builtIn, string path, PolicyAuthority authority)
    {
        if (change.RequiredFrom > (builtIn.RequiredFrom ?? Stage.GenerallyAvailable) && !authority.MayWeaken(change.Location, path + ".requiredFrom"))
        {
            change = change with { RequiredFrom = null };
        }

        if (change.Risk < builtIn.Risk && !authority.MayWeaken(change.Location, path + ".risk"))
        {
            change = change with { Risk = null };
        }

        return change.Level is null || change.Level == builtIn.Level || authority.MayWeaken(change.Location, path + ".level") ? change : change with { Level = null };
    }

    private static CriterionChange Change(Node item, string id, string path, ManifestValues values, List<ManifestProblem> problems) => new()
    {
        Id = id,
        Location = item.Location,
        RequiredFrom = Words.ParseStage(values.Text(item["requiredFrom"])),
        CountsFrom = values.Date(item["countsFrom"]),
        Title = values.Text(item["title"]),
        Why = values.Text(item["why"]),
        Remediation = values.Text(item["remediation"]),
        Requirement = values.Text(item["requirement"]),
        Level = (int?)values.Scalar(item["level"])?.AsInteger(),
        Risk = Words.ParseRisk(values.Text(item["risk"])),
        AnsweredBy = item["answeredBy"] is { } answer ? Answer(answer, path + ".answeredBy", values, problems) : null,
    };

    private static PolicyAnswer Answer(Node answer, string path, ManifestValues values, List<ManifestProblem> problems)
    {
        foreach (var (index, rule) in (answer["rules"]?.Items ?? []).Index())
        {
            if (values.Scalar(rule) is { } id && !RuleCatalogue.TryGet(id.Value, out _))
            {
                PolicyReader.Unknown(problems, id, string.Create(CultureInfo.InvariantCulture, $"{path}.rules[{index}]"), "rule");
            }
        }

        return new PolicyAnswer(
            [.. values.Texts(answer["rules"]).Where(static id => RuleCatalogue.TryGet(id, out _))],
            values.Text(answer["field"]),
            values.Texts(answer["file"]),
            (int?)values.Scalar(answer["attestation"])?.AsInteger());
    }
}
