using System;
using System.Collections.Generic;

namespace PlatformGuard.Core.Reading;

/// <summary>The patterns of the <c>.gitignore</c> files from the root down to one folder. For folders that are no git work tree.</summary>
internal sealed class IgnoreRules
{
    public static readonly IgnoreRules None = new(null, "", []);

    private readonly IgnoreRules? parent;
    private readonly string folder;
    private readonly IReadOnlyList<Pattern> patterns;

    private IgnoreRules(IgnoreRules? parent, string folder, IReadOnlyList<Pattern> patterns)
    {
        this.parent = parent;
        this.folder = folder;
        this.patterns = patterns;
    }

    /// <summary>The rules that hold inside <paramref name="folder"/> (relative, empty for the root), whose <c>.gitignore</c> has these lines.</summary>
    public IgnoreRules Below(string folder, IEnumerable<string> lines)
    {
        var added = new List<Pattern>();
        foreach (var line in lines)
        {
            if (Pattern.Parse(line) is { } pattern)
            {
                added.Add(pattern);
            }
        }

        return added.Count == 0 ? this : new IgnoreRules(this, folder.Length == 0 ? "" : folder + "/", added);
    }

    /// <summary>Whether the file or folder at <paramref name="path"/> is ignored. The last matching pattern of the nearest file decides.</summary>
    public bool IsIgnored(string path, bool isFolder)
    {
        for (var rules = this; rules is not null; rules = rules.parent)
        {
            var local = path.AsSpan(rules.folder.Length);
            for (var index = rules.patterns.Count - 1; index >= 0; index--)
            {
                if (rules.patterns[index].Matches(local, isFolder))
                {
                    return !rules.patterns[index].Negated;
                }
            }
        }

        return false;
    }

    private sealed record Pattern(string Glob, bool Negated, bool FoldersOnly)
    {
        public static Pattern? Parse(string line)
        {
            var text = line.TrimEnd('\r');
            var trimmed = text.TrimEnd(' ');
            if (trimmed.Length < text.Length && trimmed.EndsWith('\\'))
            {
                trimmed += " ";
            }

            var negated = trimmed.StartsWith('!');
            var glob = negated ? trimmed[1..] : trimmed;
            if (glob.Length == 0 || glob[0] == '#')
            {
                return null;
            }

            var foldersOnly = glob.EndsWith('/');
            glob = foldersOnly ? glob[..^1] : glob;
            var anchored = glob.Contains('/', StringComparison.Ordinal);
            glob = glob.StartsWith('/') ? glob[1..] : glob;

            // No path ends with a separator, so a second one at the end fits nothing.
            return glob.Length == 0 || glob.EndsWith('/') ? null : new Pattern(anchored ? glob : "**/" + glob, negated, foldersOnly);
        }

        public bool Matches(ReadOnlySpan<char> path, bool isFolder) => (isFolder || !FoldersOnly) && PathPattern.Matches(Glob, path);
    }
}
