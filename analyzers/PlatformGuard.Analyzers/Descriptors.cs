using Microsoft.CodeAnalysis;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers;

/// <summary>Makes descriptors of the rules' pages, so that id, title, message and severity have one source.</summary>
internal static class Descriptors
{
    /// <summary>The descriptor of a rule.</summary>
    /// <remarks>
    /// It has no custom tag: <c>NotConfigurable</c> and <c>CustomSeverityConfigurable</c> would both take away the user's
    /// <c>.editorconfig</c>, which is the contract's way to lower a severity visibly (PG9002).
    /// </remarks>
    public static DiagnosticDescriptor Of(Rule rule) =>
#pragma warning disable RS1017, RS1019, RS2008 // Ids come from the catalogue, which a test keeps unique and in step with the pages; these are the release notes.
        new(
            rule.Id,
            rule.Title,
            rule.Message,
            rule.Requirement ?? "PlatformGuard",
            ToDiagnostic(DefaultOf(rule)),
            isEnabledByDefault: true,
            rule.Remediation,
            rule.HelpUri);
#pragma warning restore RS1017, RS1019, RS2008

    /// <summary>
    /// The severity at stage experiment; but a compiler on the command line does not even run an analyzer all of whose descriptors are
    /// notes or hidden, so a rule that is worse at a later stage is a warning by default. What is reported has the stage's severity.
    /// </summary>
    private static Severity DefaultOf(Rule rule)
    {
        var isWorseLater = rule.SeverityAt(Stage.Beta) >= Severity.Warning || rule.SeverityAt(Stage.GenerallyAvailable) >= Severity.Warning;
        return rule.SeverityAt(Stage.Experiment) < Severity.Warning && isWorseLater ? Severity.Warning : rule.SeverityAt(Stage.Experiment);
    }

    /// <summary>The compiler's word for a severity. Off is hidden: it shows nowhere unless the user raises it.</summary>
    public static DiagnosticSeverity ToDiagnostic(Severity severity) => severity switch
    {
        Severity.Error => DiagnosticSeverity.Error,
        Severity.Warning => DiagnosticSeverity.Warning,
        Severity.Note => DiagnosticSeverity.Info,
        _ => DiagnosticSeverity.Hidden,
    };
}
