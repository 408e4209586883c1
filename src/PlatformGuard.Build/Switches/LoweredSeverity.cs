using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Build.Switches;

/// <summary>A line of an analyzer configuration that makes PG rules count for less than their stage says.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
/// <param name="Setting">The setting as written, without its comment.</param>
/// <param name="Effect">What is lost, in words.</param>
internal sealed record LoweredSeverity(int Line, int Column, string Setting, string Effect)
{
    private const string RulePrefix = "dotnet_diagnostic.";
    private const string BulkPrefix = "dotnet_analyzer_diagnostic.";
    private const string CategoryPrefix = BulkPrefix + "category-";
    private const string Suffix = ".severity";

    /// <summary>The lines of <paramref name="text"/> that lower a rule which the analyzers evaluate at <paramref name="stage"/>.</summary>
    public static IEnumerable<LoweredSeverity> In(string text, Stage stage)
    {
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (Read(line) is var (setting, key, value)
                && Rank(value) is { } rank
                && LossOf(key, rank, stage) is { } effect)
            {
                yield return new LoweredSeverity(number, line.IndexOf(setting, StringComparison.Ordinal) + 1, setting, effect);
            }
        }
    }

    /// <summary>Key and value, as the compiler reads them: a comment may follow the value.</summary>
    private static (string Setting, string Key, string Value)? Read(string line)
    {
        var end = line.AsSpan().IndexOfAny('#', ';');
        var setting = (end < 0 ? line : line[..end]).Trim();
        var separator = setting.AsSpan().IndexOfAny('=', ':');
        return separator < 0 ? null : (setting, setting[..separator].TrimEnd(), setting[(separator + 1)..].TrimStart());
    }

    private static string? LossOf(string key, Severity rank, Stage stage)
    {
        if (!key.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var lowered = CodeRules(key).Where(rule => rule.SeverityAt(stage) > rank).Select(static rule => rule.Id).ToList();
        return lowered switch
        {
            [] => null,
            [var only] when rank == Severity.Off => only,
            [var only] => $"severity '{Word(RuleCatalogue.Get(only).SeverityAt(stage))}' of {only}",
            _ when rank == Severity.Off => string.Join(", ", lowered),
            _ => "the severity of " + string.Join(", ", lowered),
        };
    }

    /// <summary>The rules that the setting <paramref name="key"/> is about.</summary>
    private static IEnumerable<Rule> CodeRules(string key)
    {
        var inCode = RuleCatalogue.All.Where(static rule => (rule.Implemented & Surfaces.Code) != 0);
        if (Between(key, RulePrefix) is { } id)
        {
            return inCode.Where(rule => string.Equals(rule.Id, id, StringComparison.OrdinalIgnoreCase));
        }

        if (Between(key, CategoryPrefix) is { } category)
        {
            return inCode.Where(rule => string.Equals(rule.Requirement ?? "PlatformGuard", category, StringComparison.OrdinalIgnoreCase));
        }

        return string.Equals(key, BulkPrefix + "severity", StringComparison.OrdinalIgnoreCase) ? inCode : [];
    }

    private static string? Between(string key, string prefix) =>
        key.Length > prefix.Length + Suffix.Length && key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? key[prefix.Length..^Suffix.Length] : null;

    /// <summary>The compiler's words; null for <c>default</c> and for what it does not know, which change nothing.</summary>
    private static Severity? Rank(string value) => value.ToLowerInvariant() switch
    {
        "error" => Severity.Error,
        "warning" => Severity.Warning,
        "suggestion" or "info" => Severity.Note,
        "silent" or "hidden" or "refactoring" or "none" => Severity.Off,
        _ => null,
    };

    private static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };
}
