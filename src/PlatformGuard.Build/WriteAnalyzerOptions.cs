using System;
using System.IO;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PlatformGuard.Core.Building;
using PlatformGuard.Guidelines.Options;

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

    /// <summary>What manifest and policy say: lines of <c>key = value</c>, role and stage among them; empty without a manifest.</summary>
    public string Options { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        // Constants, so that a build without changes loads no assembly of the checks.
        var text = AnalyzerOptions.Header + (Options.Length > 0 ? Options + "\n" : Line(SettingOption.RoleKey, Role) + Line(SettingOption.StageKey, Stage));
        try
        {
            WriteWhenDifferent(text);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.LogError("PlatformGuard cannot write the analyzers' options to '{0}': {1}", File, error.Message);
        }

        return !Log.HasLoggedErrors;
    }

    private static string Line(string key, string value) => value.Length > 0 ? $"{key} = {LogText.OneLine(value)}\n" : "";

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
