using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using PlatformGuard.Core;

namespace PlatformGuard.Cli.Commands;

/// <summary>Which findings of a whole run are told and count. They narrow findings, never readiness.</summary>
internal sealed class NarrowingOptions
{
    private static readonly Option<string[]> RulesOption = new("--rule") { Description = "Reports only this rule (id or name). Repeatable.", HelpName = "ID" };

    private readonly HashSet<string> rules = new(StringComparer.Ordinal);

    private NarrowingOptions(ParseResult parsed)
    {
        foreach (var argument in (parsed.GetValue(RulesOption) ?? []).SelectMany(static argument => argument.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            rules.Add(RuleNames.Find(argument, "--rule: ").Id);
        }
    }

    public static void AddTo(Command command) => command.Add(RulesOption);

    /// <exception cref="UsageException">A value cannot be used.</exception>
    public static NarrowingOptions Parse(ParseResult parsed) => new(parsed);

    /// <summary>The part of the result that is told.</summary>
    public CheckResult Apply(CheckResult result) => rules.Count == 0 ? result : result with
    {
        Findings = [.. result.Findings.Where(finding => rules.Contains(finding.Rule.Id))],
        NotEvaluated = [.. result.NotEvaluated.Where(gap => gap.Rules.IsEmpty || gap.Rules.Any(rules.Contains))],
        Faults = [.. result.Faults.Where(fault => fault.Rules.IsEmpty || fault.Rules.Any(rules.Contains))],
    };
}
