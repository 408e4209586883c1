using System.IO;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Cli;

/// <summary>How a fault of this program is told.</summary>
internal static class FaultReport
{
    /// <summary>Writes type and place. The text of an exception may quote a checked file, so it is never shown.</summary>
    public static void Write(TextWriter error, string? part, string exceptionType, string? stackTrace)
    {
        var where = part is null ? "" : " in " + PrintableText.OneLine(part);
        error.WriteLine($"platformguard: internal fault{where} ({exceptionType}); this is a bug in platformguard {Report.ToolVersion}, please report it{(stackTrace is null ? " (--verbose adds the stack trace)" : "")}");
        if (stackTrace is not null)
        {
            error.WriteLine(stackTrace);
        }
    }
}
