using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Policies;

/// <summary>Reads what a policy says about readiness criteria. Whether a change asks for less is decided where the built-in criteria are known.</summary>
internal static class CriterionReader
{
    public static ImmutableArray<CriterionChange> Read(Node? list, ManifestValues values, List<ManifestProblem> problems)
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

            changes.Add(Change(item, id.Value, path, values, problems));
        }

        return changes.ToImmutable();
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
