using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Reports.Html;

/// <summary>What a rule is about, in the words of a filter.</summary>
internal static class RuleFamily
{
    /// <summary>Families by the first digit of a rule's number, in that order.</summary>
    public static readonly string[] Names =
    [
        "Other tools", "Main datastores", "Feature flags", "Secrets", "Statelessness", "ML libraries", "Logs and correlation", "Deployment", "Manifest and ownership", "PlatformGuard itself",
    ];

    /// <summary>The family of a requirement of the source document.</summary>
    public static string OfRequirement(string? requirement) => requirement switch
    {
        "G1" => Names[5],
        "G3" => Names[4],
        "G4" => Names[1],
        "G5" => Names[2],
        "R220" or "R500" => Names[6],
        "R300" or "R400" or "R410" or "R420" => Names[3],
        "R110" or "R130" or "R140" or "R200" or "R210" or "R360" or null => Names[8],
        _ => Names[7],
    };

    /// <summary>The family of a rule.</summary>
    public static string Of(Rule rule) => RuleCatalogue.TryGet(rule.Id, out _) && char.IsAsciiDigit(rule.Id[2]) ? Names[rule.Id[2] - '0'] : Names[0];
}
