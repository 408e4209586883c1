using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace PlatformGuard.Build;

/// <summary>Finds the manifest that a project's file checks belong to, and what tells one run of the checks from another.</summary>
public sealed class LocateService : Task
{
    /// <summary>The project's folder, absolute.</summary>
    [Required]
    public string ProjectFolder { get; set; } = "";

    /// <summary>The manifest named by <c>PlatformGuardManifest</c>, absolute or relative to the project; empty to search upward.</summary>
    public string Manifest { get; set; } = "";

    /// <summary>
    /// The platform's policy named by <c>PlatformGuardPolicy</c>, absolute or relative to the project, else by the variable <c>PLATFORMGUARD_POLICY</c>;
    /// empty to search. Comes back absolute.
    /// </summary>
    [Output]
    public string Policy { get; set; } = "";

    /// <summary>The project's <c>NoWarn</c>.</summary>
    public string NoWarn { get; set; } = "";

    /// <summary>The project's <c>WarningsAsErrors</c>.</summary>
    public string WarningsAsErrors { get; set; } = "";

    /// <summary>The project's <c>WarningsNotAsErrors</c>.</summary>
    public string WarningsNotAsErrors { get; set; } = "";

    /// <summary>The property <c>PlatformGuardRole</c>; comes back in the spelling of options.</summary>
    [Output]
    public string Role { get; set; } = "";

    /// <summary>The property <c>PlatformGuardStage</c>; comes back in the spelling of options.</summary>
    [Output]
    public string Stage { get; set; } = "";

    /// <summary>The nearest <c>service.yaml</c>, absolute; empty when there is none. Whether it is a manifest is decided when it is read.</summary>
    [Output]
    public string ManifestFile { get; private set; } = "";

    /// <summary>The PG rules in <see cref="NoWarn"/>.</summary>
    [Output]
    public string SilencedRules { get; private set; } = "";

    /// <summary>The PG rules in <see cref="WarningsAsErrors"/>.</summary>
    [Output]
    public string RaisedRules { get; private set; } = "";

    /// <summary>The PG rules in <see cref="WarningsNotAsErrors"/>.</summary>
    [Output]
    public string UnraisedRules { get; private set; } = "";

    /// <summary>Names of the global properties of this project. The shared checks drop them, so that all projects ask for the same run.</summary>
    [Output]
    public string GlobalProperties { get; private set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        SilencedRules = RuleList.Of(NoWarn);
        RaisedRules = RuleList.Of(WarningsAsErrors);
        UnraisedRules = RuleList.Of(WarningsNotAsErrors);
        GlobalProperties = string.Join(';', GlobalPropertyNames());
        Role = OneOf("PlatformGuardRole", Role, ["service", "main-application"]);
        Stage = OneOf("PlatformGuardStage", Stage, ["experiment", "beta", "ga"]);
        ManifestFile = Find();
        Policy = FindPolicy();
        return !Log.HasLoggedErrors;
    }

    private string FindPolicy()
    {
        var named = Policy.Length > 0 ? Policy : Environment.GetEnvironmentVariable("PLATFORMGUARD_POLICY") ?? "";
        if (named.Length == 0)
        {
            return "";
        }

        var path = Path.GetFullPath(named, ProjectFolder);
        if (!File.Exists(path))
        {
            Log.LogError("{0} names '{1}', which does not exist.", Policy.Length > 0 ? "PlatformGuardPolicy" : "PLATFORMGUARD_POLICY", LogText.OneLine(path));
            return "";
        }

        return path;
    }

    private string Find()
    {
        if (Manifest.Length == 0)
        {
            return ManifestSearch.Nearest(ProjectFolder) ?? "";
        }

        var named = Path.GetFullPath(Manifest, ProjectFolder);
        if (File.Exists(named))
        {
            return named;
        }

        Log.LogError("PlatformGuardManifest names '{0}', which does not exist.", named);
        return "";
    }

    /// <summary>A word that is none of the known ones is said and counts as not set: the stricter or weaker reading of a typing error is a guess.</summary>
    private string OneOf(string property, string value, string[] words)
    {
        var word = value.Trim().ToLowerInvariant();
        if (word.Length == 0 || words.Contains(word))
        {
            return word;
        }

        Log.LogError("{0} is '{1}'; it can be {2}.", property, LogText.OneLine(value), string.Join(", ", words));
        return "";
    }

    private IEnumerable<string> GlobalPropertyNames() =>
        BuildEngine is IBuildEngine6 engine ? engine.GetGlobalProperties().Keys.Order(StringComparer.OrdinalIgnoreCase) : [];
}
