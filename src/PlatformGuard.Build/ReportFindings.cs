using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PlatformGuard.Build.Caching;

namespace PlatformGuard.Build;

/// <summary>Shows the findings of a cached run in the build's log, as the compiler shows its own: <c>file(line,column): error PGnnnn: message</c>.</summary>
public sealed class ReportFindings : Task
{
    /// <summary>The cache file that <see cref="CheckService"/> brought up to date in this build.</summary>
    [Required]
    public string Cache { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        if (RunCache.Read(Cache) is not { } run)
        {
            Log.LogError("PlatformGuard's findings could not be read from '{0}'.", Cache);
            return false;
        }

        foreach (var finding in run.Findings)
        {
            Show(finding);
        }

        return !Log.HasLoggedErrors;
    }

    /// <summary>The end of the range is left out: with it, MSBuild prints four numbers, which problem matchers of editors and CI systems do not read.</summary>
    private void Show(CachedFinding finding)
    {
        switch (finding.Level)
        {
            case LogLevel.Error:
                Log.LogError(null, finding.Code.Length == 0 ? null : finding.Code, null, finding.HelpLink, finding.File, finding.Line, finding.Column, 0, 0, finding.Message);
                break;
            case LogLevel.Warning:
                Log.LogWarning(null, finding.Code, null, finding.HelpLink, finding.File, finding.Line, finding.Column, 0, 0, finding.Message);
                break;
            default:
                Log.LogMessage(null, finding.Code, null, finding.File, finding.Line, finding.Column, 0, 0, Importance(finding.Level), finding.Message);
                break;
        }
    }

    private static MessageImportance Importance(LogLevel level) => level switch
    {
        LogLevel.Note => MessageImportance.High,
        LogLevel.Detail => MessageImportance.Normal,
        _ => MessageImportance.Low,
    };
}
