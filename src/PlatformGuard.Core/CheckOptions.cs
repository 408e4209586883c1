using System;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core;

/// <summary>How one run reads and judges. Every limit has a default that no honest repository reaches.</summary>
public sealed record CheckOptions
{
    /// <summary>Largest file that is parsed, in bytes; a larger one is reported as unreadable when it is of a kind that must be checked. Default 8 MiB.</summary>
    public int MaxFileBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Deepest nesting of a YAML or JSON document. Default 100.</summary>
    public int MaxDepth { get; init; } = 100;

    /// <summary>Most nodes one YAML file may expand to, aliases counted each time they are used. Default 200,000.</summary>
    public int MaxNodes { get; init; } = 200_000;

    /// <summary>Longest time the parsing of one file may take: a last resort behind the other limits, so long that a busy machine gives the same result. Default 30 seconds.</summary>
    public TimeSpan MaxParseTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most files that are read. Default 500,000.</summary>
    public int MaxFiles { get; init; } = 500_000;

    /// <summary>Longest time an external renderer (helm, git) may take. Default 30 seconds.</summary>
    public TimeSpan ToolTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Folders in which external renderers are searched, as in <c>PATH</c>; null for the environment's own.</summary>
    public string? ToolPath { get; init; }

    /// <summary>Threads that read and parse. Default: one per core.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Stage that overrides the manifest's.</summary>
    public Stage? Stage { get; init; }

    /// <summary>Role that overrides the manifest's.</summary>
    public Role? Role { get; init; }

    /// <summary>The manifest file, absolute; null to search.</summary>
    public string? ManifestPath { get; init; }

    /// <summary>Whether the analyzers judge the C# here in a build beside this run, though no project references the package.</summary>
    public bool CodeIsJudged { get; init; }

    /// <summary>The platform's policy, absolute; null to search. Only a policy named here may be weaker than the built-in defaults.</summary>
    public string? PolicyPath { get; init; }

    /// <summary>Key of the fingerprints' value hash; null for the built-in one.</summary>
    public string? FingerprintKey { get; init; }

    /// <summary>The day that decides whether dates have passed (UTC).</summary>
    public DateOnly Today { get; init; } = DateOnly.FromDateTime(DateTime.UtcNow);

    /// <summary>Whether C# files are looked at; the build task leaves them to the analyzers.</summary>
    public bool IncludeCSharp { get; init; } = true;

    /// <summary>Whether the result tells readiness, for which every check runs at every stage.</summary>
    public bool Grades { get; init; } = true;

    /// <summary>Whether the pipeline of the repository above the checked folder is read; a build leaves it to the check in CI.</summary>
    public bool ReadsPipelineAbove { get; init; } = true;

    /// <summary>The repository's root, absolute; null to find it by its <c>.git</c>.</summary>
    public string? RepositoryRoot { get; init; }

    /// <summary>The CI system's own expanded file, in which every include is resolved; null to read includes here.</summary>
    public Facts.Ci.GitLab.MergedCiFile? MergedCi { get; init; }

    /// <summary>Globs of paths that are not the service's own.</summary>
    public System.Collections.Immutable.ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>SARIF logs of other tools, or of our analyzers, whose findings are taken in; absolute paths.</summary>
    public System.Collections.Immutable.ImmutableArray<string> Sarif { get; init; } = [];

    /// <summary>How the .NET projects are built for the findings of the code rules; null for no build.</summary>
    public Building.CodeBuild? CodeBuild { get; init; }

    /// <summary>Is told what the run is doing; null for nobody. Called from several threads.</summary>
    public System.Action<string>? Progress { get; init; }

    /// <summary>The files to read instead of those that git or the folder lists, relative to the checked folder; null to list them.</summary>
    internal System.Collections.Immutable.ImmutableArray<string>? Listed { get; init; }
}
