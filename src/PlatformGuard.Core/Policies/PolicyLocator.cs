using System.Collections.Generic;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Policies;

/// <summary>Finds the platform's policy: the given file, else the nearest <c>platformguard.yaml</c> upward, not above the repository.</summary>
public static class PolicyLocator
{
    /// <summary>The file name of a policy that is not given.</summary>
    public const string FileName = "platformguard.yaml";

    /// <summary>The absolute path of the policy of <paramref name="folder"/>, or null.</summary>
    public static string? Find(string folder, CheckOptions options)
    {
        if (options.PolicyPath is { } given)
        {
            return File.ResolveLinkTarget(given, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(given);
        }

        return Candidates(folder, options).FirstOrDefault(File.Exists);
    }

    /// <summary>The absolute paths at which a policy of <paramref name="folder"/> is looked for, nearest first: for callers that watch a code base.</summary>
    public static IEnumerable<string> Candidates(string folder, CheckOptions options)
    {
        if (options.PolicyPath is { } given)
        {
            yield return given;
            yield break;
        }

        var top = RepositoryLister.FindWorkTree(folder) ?? folder;
        for (var current = folder; current is not null; current = current == top ? null : Path.GetDirectoryName(current))
        {
            yield return Path.Combine(current, FileName);
        }
    }

    /// <summary>Reads the policy that governs <paramref name="root"/>; the built-in defaults when there is none.</summary>
    public static PlatformPolicy Read(string root, CheckOptions options)
    {
        if (Find(root, options) is not { } absolute)
        {
            return PlatformPolicy.Default;
        }

        var path = Path.GetRelativePath(root, absolute).Replace('\\', '/');
        var file = RepositoryReader.ReadFile(root, path, FileKind.PlatformPolicy, options);
        return PolicyReader.Read(file ?? new SourceFile { Path = path, Kind = FileKind.PlatformPolicy }, isGiven: options.PolicyPath is not null);
    }
}
