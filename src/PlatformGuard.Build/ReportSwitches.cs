using System;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PlatformGuard.Build.Switches;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Build;

/// <summary>PG9002: says what switches a part of the gate off or lowers it. The page of the rule lists the cases.</summary>
public sealed class ReportSwitches : Task
{
    private const string RuleId = "PG9002";

    /// <summary>The project file, absolute.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Whether the project is C#: the code rules look at nothing else.</summary>
    public bool IsCSharp { get; set; }

    /// <summary>The property of that name.</summary>
    public string RunAnalyzers { get; set; } = "";

    /// <summary>The property of that name.</summary>
    public string RunAnalyzersDuringBuild { get; set; } = "";

    /// <summary>Whether the compiler gets our analyzers.</summary>
    public bool HasAnalyzers { get; set; }

    /// <summary>Whether <c>PlatformGuardFileChecks</c> is <c>false</c>.</summary>
    public bool SkipsFileChecks { get; set; }

    /// <summary>The PG rules in <c>NoWarn</c>.</summary>
    public string SilencedRules { get; set; } = "";

    /// <summary>The stage; empty for <c>experiment</c>.</summary>
    public string Stage { get; set; } = "";

    /// <summary>Whether a waiver of the manifest accepts this rule.</summary>
    public bool IsWaived { get; set; }

    /// <summary>The compiler's <c>.editorconfig</c> and global configuration files.</summary>
    public ITaskItem[] ConfigurationFiles { get; set; } = [];

    private bool IsSilenced => RuleList.Parse(SilencedRules).Contains(RuleId);

    /// <inheritdoc/>
    public override bool Execute()
    {
        if (SkipsFileChecks)
        {
            Report("PlatformGuardFileChecks=false", "the file checks");
        }

        if (SilencedRules.Length > 0)
        {
            Report("NoWarn", string.Join(", ", RuleList.Parse(SilencedRules)));
        }

        if (IsCSharp)
        {
            ReportAnalyzers();
        }

        return !Log.HasLoggedErrors;
    }

    private void ReportAnalyzers()
    {
        if (IsFalse(RunAnalyzers))
        {
            Report("RunAnalyzers=false", "the code rules");
        }
        else if (RunAnalyzers.Length == 0 && IsFalse(RunAnalyzersDuringBuild))
        {
            Report("RunAnalyzersDuringBuild=false", "the code rules");
        }
        else if (!HasAnalyzers)
        {
            Report("A build without PlatformGuard.Analyzers among its analyzers", "the code rules");
        }
        else
        {
            foreach (var file in ConfigurationFiles)
            {
                ReportConfiguration(file.GetMetadata("FullPath"));
            }
        }
    }

    private void ReportConfiguration(string path)
    {
        if (Read(path) is not { } text || !ConcernsRules(text))
        {
            return;
        }

        foreach (var lowered in LoweredSeverity.In(text, StageOf(Stage)))
        {
            Report(lowered.Setting, lowered.Effect, path, lowered.Line, lowered.Column);
        }
    }

    /// <summary>Most files are about other analyzers; they need no closer look.</summary>
    private static bool ConcernsRules(string text) =>
        text.Contains("dotnet_diagnostic.PG", StringComparison.OrdinalIgnoreCase) || text.Contains("dotnet_analyzer_diagnostic.", StringComparison.OrdinalIgnoreCase);

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The compiler reports it.
            return null;
        }
    }

    private void Report(string what, string off, string? file = null, int line = 0, int column = 0)
    {
        var rule = RuleCatalogue.Get(RuleId);
        var message = LogText.OneLine(string.Format(System.Globalization.CultureInfo.InvariantCulture, rule.Message, what, off));
        if (IsWaived)
        {
            Log.LogMessage(null, RuleId, null, file ?? ProjectFile, line, column, 0, 0, MessageImportance.Low, message);
            return;
        }

        // A warning without a code cannot be silenced: what switches the gate off does not switch off that this is said.
        var code = IsSilenced ? null : RuleId;
        Log.LogWarning(null, code, null, rule.HelpUri, file ?? ProjectFile, line, column, 0, 0, code is null ? RuleId + ": " + message : message);
    }

    private static bool IsFalse(string value) => string.Equals(value.Trim(), "false", StringComparison.OrdinalIgnoreCase);

    private static Stage StageOf(string word) => word switch
    {
        "beta" => Guidelines.Stage.Beta,
        "ga" => Guidelines.Stage.GenerallyAvailable,
        _ => Guidelines.Stage.Experiment,
    };
}
