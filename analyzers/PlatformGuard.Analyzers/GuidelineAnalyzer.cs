using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers;

/// <summary>
/// The base of all analyzers. It decides once what every rule needs: generated code is analysed, because a secret is a secret
/// wherever it stands; callbacks run concurrently; a rule that does not apply to the code base's role registers nothing.
/// A rule is left with one method, <see cref="AnalyzeCompilation"/>.
/// </summary>
public abstract class GuidelineAnalyzer : DiagnosticAnalyzer
{
    private readonly Rule[] rules;

    /// <summary>Makes an analyzer of the rules with these ids.</summary>
    /// <exception cref="ArgumentException">The catalogue has no rule with one of the ids.</exception>
    private protected GuidelineAnalyzer(params string[] ruleIds)
    {
        rules = new Rule[ruleIds.Length];
        var descriptors = ImmutableArray.CreateBuilder<DiagnosticDescriptor>(ruleIds.Length);
        for (var index = 0; index < ruleIds.Length; index++)
        {
            rules[index] = RuleCatalogue.Get(ruleIds[index]);
            descriptors.Add(Descriptors.Of(rules[index]));
        }

        SupportedDiagnostics = descriptors.MoveToImmutable();
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var platform = PlatformContext.Of(start.Compilation, start.Options);
            if (platform.Settings.Enabled && IsRelevant(platform))
            {
                AnalyzeCompilation(start, platform);
            }
        });
    }

    /// <summary>Registers what the rule looks at. Called once per compilation, and only when the rule is relevant to it.</summary>
    private protected abstract void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform);

    /// <summary>Whether a rule of this analyzer can find anything in the compilation: by default, whether one applies to its role.</summary>
    private protected virtual bool IsRelevant(PlatformContext platform) =>
        Array.Exists(rules, rule => rule.AppliesTo(platform.Settings.Role));

    /// <summary>
    /// Makes a finding of the analyzer's first rule with the severity that it has at the declared stage.
    /// A severity that the user configured wins: the compiler applies it to whatever is reported.
    /// </summary>
    /// <param name="platform">The compilation's context.</param>
    /// <param name="atMost">An upper limit that the evidence sets.</param>
    /// <param name="location">What must change.</param>
    /// <param name="properties">What a code fix needs to know. Never a secret.</param>
    /// <param name="arguments">What the placeholders of the rule's message stand for. Never a secret.</param>
    private protected Diagnostic Finding(
        PlatformContext platform, Severity atMost, Location location, ImmutableDictionary<string, string?>? properties, params object[] arguments) =>
        Finding(platform, atMost, location, [], properties, arguments);

    /// <summary>Makes a finding of the analyzer's only rule that other places explain.</summary>
    /// <param name="platform">The compilation's context.</param>
    /// <param name="atMost">An upper limit that the evidence sets.</param>
    /// <param name="location">What must change.</param>
    /// <param name="related">Places that explain the finding.</param>
    /// <param name="properties">What a code fix needs to know. Never a secret.</param>
    /// <param name="arguments">What the placeholders of the rule's message stand for. Never a secret.</param>
    private protected Diagnostic Finding(
        PlatformContext platform, Severity atMost, Location location, ImmutableArray<Location> related, ImmutableDictionary<string, string?>? properties, params object[] arguments)
    {
        var severity = platform.Settings.SeverityOf(rules[0]);
        return Diagnostic.Create(
            SupportedDiagnostics[0],
            location,
            Descriptors.ToDiagnostic(severity < atMost ? severity : atMost),
            related,
            properties,
            arguments);
    }

    /// <summary>Makes a finding of one of the analyzer's rules with the severity that it has at the declared stage.</summary>
    /// <param name="platform">The compilation's context.</param>
    /// <param name="ruleId">The rule.</param>
    /// <param name="location">What must change.</param>
    /// <param name="related">Places that explain the finding.</param>
    /// <param name="properties">What a code fix needs to know. Never a secret.</param>
    /// <param name="arguments">What the placeholders of the rule's message stand for. Never a secret.</param>
    private protected Diagnostic Finding(
        PlatformContext platform, string ruleId, Location location, ImmutableArray<Location> related, ImmutableDictionary<string, string?>? properties, params object[] arguments)
    {
        var index = Array.FindIndex(rules, rule => rule.Id == ruleId);
        return Diagnostic.Create(
            SupportedDiagnostics[index],
            location,
            Descriptors.ToDiagnostic(platform.Settings.SeverityOf(rules[index])),
            related,
            properties,
            arguments);
    }
}
