using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Findings;

/// <summary>Findings as checks report them.</summary>
internal static class FindingOf
{
    public static Finding Rule(string rule, string file = "deploy/app.yaml", int line = 3, string path = "spec.image", string? value = "v") => new()
    {
        Rule = RuleCatalogue.Get(rule),
        Severity = Severity.Error,
        Message = "message",
        Remediation = "remediation",
        Location = new Location(file, new Position(line, 5), new Position(line, 9)),
        LogicalPath = path,
        FingerprintValue = value,
    };
}
