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

    /// <summary>The project's <c>NoWarn</c>.</summary>
    public string NoWarn { get; set; } = "";

    /// <summary>The project's <c>WarningsAsErrors</c>.</summary>
    public string WarningsAsErrors { get; set; } = "";

    /// <summary>The project's <c>WarningsNotAsErrors</c>.</summary>
    public string WarningsNotAsErrors { get; set; } = "";

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
        if (Manifest.Length == 0)
        {
            ManifestFile = ManifestSearch.Nearest(ProjectFolder) ?? "";
            return true;
        }

        var named = Path.GetFullPath(Manifest, ProjectFolder);
        if (File.Exists(named))
        {
            ManifestFile = named;
            return true;
        }

        Log.LogError("PlatformGuardManifest names '{0}', which does not exist.", named);
        return false;
    }

    private IEnumerable<string> GlobalPropertyNames() =>
        BuildEngine is IBuildEngine6 engine ? engine.GetGlobalProperties().Keys.Order(StringComparer.OrdinalIgnoreCase) : [];
}
