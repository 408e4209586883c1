using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Policies;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Grading;

/// <summary>The readiness criteria: those of <c>rules/readiness</c>, and what the platform's policy makes of them.</summary>
public static class CriteriaCatalogue
{
    private static readonly Lazy<ImmutableArray<Criterion>> Loaded = new(Load);

    /// <summary>The built-in criteria in order of stage and id; those that are never required come last.</summary>
    public static ImmutableArray<Criterion> BuiltIn => Loaded.Value;

    /// <summary>The built-in criterion of this id, or null.</summary>
    public static Criterion? Find(string id) => BuiltIn.FirstOrDefault(criterion => criterion.Id == id);

    /// <summary>The criteria that are asked under a policy.</summary>
    /// <param name="policy">The policy; its changes take effect on their <c>countsFrom</c>.</param>
    /// <param name="today">The day (UTC) that decides it.</param>
    public static ImmutableArray<Criterion> Of(PlatformPolicy policy, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.Criteria.IsEmpty)
        {
            return BuiltIn;
        }

        var changes = policy.Criteria.ToDictionary(static change => change.Id, StringComparer.Ordinal);
        var changed = BuiltIn.Select(criterion => changes.Remove(criterion.Id, out var change) ? Changed(criterion, change, today) : criterion).ToList();
        return Sorted(changed.Concat(policy.Criteria.Where(change => changes.ContainsKey(change.Id)).Select(Added).OfType<Criterion>()));
    }

    private static Criterion Changed(Criterion criterion, CriterionChange change, DateOnly today)
    {
        if (change.CountsFrom is { } from && from > today)
        {
            return change.RequiredFrom is { } stage && stage != criterion.RequiredFrom ? criterion with { AnnouncedMove = (stage, from) } : criterion;
        }

        return criterion with
        {
            RequiredFrom = change.RequiredFrom ?? criterion.RequiredFrom,
            Level = change.Level ?? criterion.Level,
            Risk = change.Risk ?? criterion.Risk,
            Remediation = change.Remediation ?? criterion.Remediation,
        };
    }

    private static Criterion? Added(CriterionChange change) => change is { AnsweredBy: { } answer, Title: { } title, RequiredFrom: { } stage }
        ? new Criterion
        {
            Id = change.Id,
            Title = title,
            Why = change.Why ?? "The platform's policy asks for it.",
            Remediation = change.Remediation ?? "See the platform's policy.",
            Requirement = change.Requirement,
            RequiredFrom = stage,
            Level = change.Level ?? 1 + (int)stage,
            Risk = change.Risk ?? Risk.Medium,
            CountsFrom = change.CountsFrom,
            Answer = new CriterionAnswer
            {
                Rules = [.. answer.Rules.Select(RuleCatalogue.Get)],
                Fields = answer.Field is { } field ? [field] : [],
                Files = answer.Files,
                AttestationDays = answer.AttestationDays,
            },
        }
        : null;

    private static ImmutableArray<Criterion> Load() => Sorted(EmbeddedText.ReadinessFiles().SelectMany(static file => Read(file.Name, file.Text)));

    private static ImmutableArray<Criterion> Sorted(IEnumerable<Criterion> criteria) =>
        [.. criteria.OrderBy(static criterion => criterion.RequiredFrom is { } stage ? (int)stage : int.MaxValue).ThenBy(static criterion => criterion.Id, StringComparer.Ordinal)];

    /// <summary>Reads our own file; a test holds all of them against their schema.</summary>
    private static IEnumerable<Criterion> Read(string name, string text) =>
        YamlReader.Read(name, text, new CheckOptions()).Documents[0]["criteria"]!.Items.Select(Read);

    private static Criterion Read(Node node)
    {
        var answer = node["answeredBy"]!;
        ImmutableArray<Rule> rules = [.. Texts(answer["rules"]).Select(RuleCatalogue.Get)];
        return new Criterion
        {
            Id = node["id"]!.Text!,
            Title = node["title"]!.Text!,
            Why = node["why"]!.Text!,
            Remediation = node["remediation"]!.Text!,
            Requirement = node["requirement"]?.Text,
            Items = Texts(node["items"]),
            RequiredFrom = Words.ParseStage(node["requiredFrom"]!.Text),
            Level = (int)((ScalarNode)node["level"]!).AsInteger()!.Value,
            Risk = Words.ParseRisk(node["risk"]!.Text)!.Value,
            Role = Words.ParseRole(node["role"]?.Text),
            When = [.. Texts(node["when"]).Select(static word => Enum.Parse<Condition>(Squeezed(word), ignoreCase: true))],
            Answer = new CriterionAnswer
            {
                Rules = rules,
                Fields = Texts(answer["fields"]),
                Documents = Texts(answer["documents"]),
                Files = Texts(answer["files"]),
                Pipeline = Texts(answer["pipeline"]),
                Manifest = answer["manifest"]?.Text is { } question ? Enum.Parse<ManifestQuestion>(Squeezed(question), ignoreCase: true) : null,
                AttestationDays = (int?)(answer["attestation"] as ScalarNode)?.AsInteger(),
            },
        };
    }

    private static string Squeezed(string word) => word.Replace("-", "", StringComparison.Ordinal);

    private static ImmutableArray<string> Texts(Node? list) => [.. (list?.Items ?? []).Select(static item => item.Text).OfType<string>()];
}
