using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Ci;

/// <summary>
/// The paths by which CI files name each other: relative to the repository's root. They differ from those of the code base only where it lies below
/// that root and its pipeline above it.
/// </summary>
internal sealed class CiPaths
{
    private readonly string above = "";
    private readonly string below = "";

    public CiPaths(CodeBase codeBase)
    {
        // The manifest may lie above the checked folder too, but is no CI file.
        var steps = codeBase.Files.Where(static file => file.Kind is FileKind.GitLabCi or FileKind.GitHubWorkflow).Max(static file => (int?)StepsOf(file.Path)) ?? 0;
        if (steps > 0)
        {
            above = string.Concat(Enumerable.Repeat("../", steps));
            below = string.Concat(codeBase.RootPath.Replace('\\', '/').Split('/')[^steps..].Select(static folder => folder + "/"));
        }
    }

    /// <summary>A file's path from the repository's root.</summary>
    public string Of(SourceFile file) => above.Length > 0 && file.Path.StartsWith(above, StringComparison.Ordinal) ? file.Path[above.Length..] : below + file.Path;

    /// <summary>The folder of such a path; empty at the root.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    /// <summary>The files by these paths.</summary>
    public IReadOnlyDictionary<string, SourceFile> Index(IEnumerable<SourceFile> files)
    {
        var index = new Dictionary<string, SourceFile>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            index.TryAdd(Of(file), file);
        }

        return index;
    }

    private static int StepsOf(string path)
    {
        var steps = 0;
        while (path.AsSpan(steps * 3).StartsWith("../", StringComparison.Ordinal))
        {
            steps++;
        }

        return steps;
    }
}
