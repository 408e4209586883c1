using System;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>Paths of files that a job writes and keeps.</summary>
internal static class Artifacts
{
    /// <summary>The path relative to the project.</summary>
    public static string Normalize(string path)
    {
        foreach (var beginning in (ReadOnlySpan<string>)["./", "${CI_PROJECT_DIR}/", "$CI_PROJECT_DIR/", "${PWD}/", "${GITHUB_WORKSPACE}/", "${{ }}/"])
        {
            if (path.StartsWith(beginning, StringComparison.Ordinal))
            {
                path = path[beginning.Length..];
            }
        }

        return path.TrimEnd('/');
    }

    /// <summary>Whether an artifact's path takes in a file.</summary>
    public static bool Keeps(string artifact, string file)
    {
        if (file.Length == 0 || file[0] is '/' or '~' || file.StartsWith("${", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var line in artifact.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var pattern = Normalize(line);
            if (pattern is "" or "." or "*" or "**" or "**/*" || pattern == file || file.StartsWith(pattern + "/", StringComparison.Ordinal) || PathPattern.Matches(pattern, file))
            {
                return true;
            }
        }

        return false;
    }
}
