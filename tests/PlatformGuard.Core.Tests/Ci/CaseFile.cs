using System;
using System.Collections.Generic;
using System.IO;

namespace PlatformGuard.Core.Tests.Ci;

/// <summary>A file that holds the files of one case, each below a line <c>=== path</c>.</summary>
internal static class CaseFile
{
    public static List<(string Path, string Content)> Read(string file)
    {
        var files = new List<(string, string)>();
        foreach (var part in File.ReadAllText(file).ReplaceLineEndings("\n").Split("=== ", StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            files.Add((part[..end].Trim(), part[(end + 1)..]));
        }

        return files;
    }
}
