using System;
using System.Collections.Generic;
using System.IO;

namespace PlatformGuard.Core.Reading;

/// <summary>Follows symbolic links without ever leaving a folder: a checked repository must not make us read what is not its own.</summary>
internal static class LinkTarget
{
    /// <summary>As many as Linux follows.</summary>
    private const int MaxLinks = 40;

    private static readonly char[] Separators = Path.DirectorySeparatorChar == '/' ? ['/'] : ['/', Path.DirectorySeparatorChar];

    /// <summary>The path without any link in it; null when a link is absolute, leads out of <paramref name="boundary"/> or goes round in circles.</summary>
    /// <param name="boundary">Absolute path of the folder that holds all.</param>
    /// <param name="absolute">A path below it. That something exists there is not checked.</param>
    public static string? Resolve(string boundary, string absolute)
    {
        var pending = new Stack<string>();
        Push(pending, Path.GetRelativePath(boundary, absolute));
        var current = boundary;
        var links = 0;
        while (pending.TryPop(out var part))
        {
            if (part == "..")
            {
                if (current == boundary)
                {
                    return null;
                }

                current = Path.GetDirectoryName(current)!;
                continue;
            }

            var next = Path.Combine(current, part);
            if (new FileInfo(next).LinkTarget is not { } link)
            {
                current = next;
            }
            else if (++links > MaxLinks || Path.IsPathRooted(link))
            {
                return null;
            }
            else
            {
                Push(pending, link);
            }
        }

        return current;
    }

    private static void Push(Stack<string> pending, string path)
    {
        var parts = path.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        for (var index = parts.Length - 1; index >= 0; index--)
        {
            if (parts[index] != ".")
            {
                pending.Push(parts[index]);
            }
        }
    }
}
