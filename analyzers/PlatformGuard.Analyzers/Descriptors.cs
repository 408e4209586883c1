using Microsoft.CodeAnalysis;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers;

/// <summary>Makes descriptors of the rules' pages, so that id, title, message and severity have one source.</summary>
internal static class Descriptors
{
    /// <summary>The descriptor of a rule.</summary>
    /// <remarks>
    /// The default severity is that of stage experiment. A compiler on the command line skips an analyzer whose descriptors are all
    /// notes by default; the tag tells it that a diagnostic may be worse than its descriptor, as it is at later stages.
    /// </remarks>
    public static DiagnosticDescriptor Of(Rule rule) =>
#pragma warning disable RS1017, RS1019, RS2008 // Ids come from the catalogue, which a test keeps unique and in step with the pages; they are this package's release notes.
        new(
            rule.Id,
            rule.Title,
            rule.Message,
            rule.Requirement ?? "PlatformGuard",
            ToDiagnostic(rule.SeverityAt(Stage.Experiment)),
            isEnabledByDefault: true,
            rule.Remediation,
            rule.HelpUri,
            WellKnownDiagnosticTags.CustomSeverityConfigurable);
#pragma warning restore RS1017, RS1019, RS2008

    /// <summary>The compiler's word for a severity. Off is hidden: it shows nowhere unless the user raises it.</summary>
    public static DiagnosticSeverity ToDiagnostic(Severity severity) => severity switch
    {
        Severity.Error => DiagnosticSeverity.Error,
        Severity.Warning => DiagnosticSeverity.Warning,
        Severity.Note => DiagnosticSeverity.Info,
        _ => DiagnosticSeverity.Hidden,
    };
}
