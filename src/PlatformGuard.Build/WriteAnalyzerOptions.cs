using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace PlatformGuard.Build;

/// <summary>Writes what the manifest and the project's properties say as options of the analyzers, which read no files.</summary>
public sealed class WriteAnalyzerOptions : Task
{
    /// <summary>The global analyzer configuration to write.</summary>
    [Required]
    public string File { get; set; } = "";

    /// <summary>The role, or empty when neither manifest nor property says one.</summary>
    public string Role { get; set; } = "";

    /// <summary>The stage, or empty when neither manifest nor property says one.</summary>
    public string Stage { get; set; } = "";

    /// <summary>The declared stores in the analyzers' encoding; empty for none.</summary>
    public string OwnStores { get; set; } = "";

    /// <summary>The declared volumes in the analyzers' encoding; empty for none.</summary>
    public string Volumes { get; set; } = "";

    /// <summary>The main datastores of the platform's policy in the analyzers' encoding; empty for none.</summary>
    public string MainStores { get; set; } = "";

    /// <summary>Documentation ids of the main application's data types in the platform's policy, separated by commas; empty for none.</summary>
    public string MainDataTypes { get; set; } = "";

    /// <summary>What the platform's policy says to the analyzers: lines of <c>key = value</c>; empty for nothing.</summary>
    public string PolicyOptions { get; set; } = "";

    /// <summary>The services that the main application calls, in the analyzers' encoding; empty for none.</summary>
    public string Services { get; set; } = "";

    /// <summary>The declared feature flags in the analyzers' encoding; empty without a manifest.</summary>
    public string FeatureFlags { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        // Below every configuration of the user's, which has level 0 or 100.
        var text = new StringBuilder("is_global = true\nglobal_level = -1\n");
        Append(text, "platformguard.role", Role);
        Append(text, "platformguard.stage", Stage);
        Append(text, "platformguard.own_stores", OwnStores);
        Append(text, "platformguard.volumes", Volumes);
        Append(text, "platformguard.main_stores", MainStores);
        Append(text, "platformguard.policy_main_data_types", MainDataTypes);
        Append(text, "platformguard.services", Services);
        Append(text, "platformguard.feature_flags", FeatureFlags);
        foreach (var line in PolicyOptions.Split('\n'))
        {
            if (line.IndexOf(" = ", StringComparison.Ordinal) is > 0 and var equals)
            {
                Append(text, line[..equals], line[(equals + 3)..]);
            }
        }

        try
        {
            WriteWhenDifferent(text.ToString());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.LogError("PlatformGuard cannot write the analyzers' options to '{0}': {1}", File, error.Message);
        }

        return !Log.HasLoggedErrors;
    }

    private static void Append(StringBuilder text, string key, string value)
    {
        if (value.Length > 0)
        {
            text.Append(key).Append(" = ").Append(LogText.OneLine(value)).Append('\n');
        }
    }

    /// <summary>A new time of the file would compile the project again.</summary>
    private void WriteWhenDifferent(string text)
    {
        if (System.IO.File.Exists(File) && System.IO.File.ReadAllText(File) == text)
        {
            return;
        }

        if (Path.GetDirectoryName(File) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        System.IO.File.WriteAllText(File, text);
    }
}
