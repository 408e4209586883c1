using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Fixing;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Policies;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Checks;

/// <summary>What a check sees: the code base's facts and the one way to report.</summary>
public sealed class CheckContext
{
    private readonly List<Finding> findings;
    private readonly List<NotEvaluated> notEvaluated;

    internal CheckContext(CodeBase codeBase, Rule rule, List<Finding> findings, List<NotEvaluated> notEvaluated)
    {
        CodeBase = codeBase;
        Rule = rule;
        this.findings = findings;
        this.notEvaluated = notEvaluated;
    }

    /// <summary>The rule whose check is running.</summary>
    public Rule Rule { get; }

    /// <summary>The files and the facts gathered from them.</summary>
    public CodeBase CodeBase { get; }

    /// <summary>The declared service; defaults when there is no readable manifest.</summary>
    public ServiceManifest Manifest => CodeBase.Manifest;

    /// <summary>The stage that decides severities.</summary>
    public Stage Stage => CodeBase.Stage;

    /// <summary>What the platform decided for every service.</summary>
    public PlatformPolicy Policy => CodeBase.Policy;

    /// <summary>The severity that findings of this rule have here.</summary>
    public Severity Severity => CodeBase.SeverityOf(Rule);

    /// <summary>Facts of one family, gathered once per run on first use.</summary>
    public TFacts Facts<TFacts>()
        where TFacts : class, IFacts<TFacts> => CodeBase.Facts<TFacts>();

    /// <summary>Reports a violation.</summary>
    /// <param name="location">The line that has to change.</param>
    /// <param name="logicalPath">Position that survives moved lines: a YAML path or symbol (for the fingerprint).</param>
    /// <param name="value">What was judged, for the fingerprint only; hashed with a key, never shown. May be a secret.</param>
    /// <param name="arguments">For the placeholders of the rule's message. Never a secret.</param>
    /// <param name="related">Other places the reader needs.</param>
    /// <param name="atMost">Caps the stage's severity, for what is less certain than the Rule.</param>
    /// <param name="severity">Replaces the stage's severity, where the rule says so.</param>
    /// <param name="remediation">What to change here, when it is more exact than the rule's general advice.</param>
    /// <param name="fix">A change that mends it for certain.</param>
    public void Report(
        Location location,
        string logicalPath,
        string? value,
        ReadOnlySpan<string> arguments,
        ImmutableArray<RelatedLocation> related = default,
        Severity atMost = Severity.Error,
        Severity? severity = null,
        string? remediation = null,
        Fix? fix = null)
    {
        var effective = (Severity)Math.Min((int)(severity ?? Severity), (int)atMost);
        if (effective == Severity.Off)
        {
            return;
        }

        findings.Add(new Finding
        {
            Rule = Rule,
            Severity = effective,
            Message = string.Format(System.Globalization.CultureInfo.InvariantCulture, Rule.Message, Quoted(arguments)),
            Remediation = remediation ?? Rule.Remediation,
            Location = location,
            LogicalPath = logicalPath,
            FingerprintValue = value,
            RelatedLocations = related.IsDefault ? [] : related,
            Fix = fix,
        });
    }

    /// <summary>Says that something this rule should have judged was not, so that it never counts as clean.</summary>
    public void ReportNotEvaluated(string what, string why, Location location) =>
        notEvaluated.Add(new NotEvaluated(QuotedText.Of(what), QuotedText.Of(why), location, [Rule.Id]));

    private static object[] Quoted(ReadOnlySpan<string> arguments)
    {
        var quoted = new object[arguments.Length];
        for (var index = 0; index < arguments.Length; index++)
        {
            quoted[index] = QuotedText.Of(arguments[index]);
        }

        return quoted;
    }
}
