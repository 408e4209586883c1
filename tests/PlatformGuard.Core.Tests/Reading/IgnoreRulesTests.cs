using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Reading;

/// <summary>Where there is no git we read <c>.gitignore</c> ourselves: the outcome must be git's.</summary>
public sealed class IgnoreRulesTests
{
    private static readonly string[] Tree =
    [
        "a", "b", "c.txt", "ab", "abc", "a b", "x", "!x", "#x", "*", "a]", "[a", "a-b", ".hidden", "A", "1x", "-", "d ", "é.txt", "a\\b",
        "dir/a", "dir/b/a", "dir/b/c.txt", "dir/b/dir/a", "dir/ab", "dir/.hidden", "sub/dir/a", "sub/dir/b/a", "sub/a/b", "sub/a/x/b", "sub/a/x/y/b", "sub/ab/b", "build/out/c.txt", "foo/bar/baz/a", ".d/a",
    ];

    private static readonly string[] Patterns =
    [
        "a", "/a", "a/", "/a/", "dir", "dir/", "/dir", "dir/b", "/dir/b/", "b/a", "*/a", "/*/a", "dir/*", "dir/*/a", "*", "/*", "*/", "**", "**/", "/**", "***", "dir/**", "dir/**/", "**/a", "**/dir/a", "**/b/",
        "sub/**/b", "sub/a/**/b", "sub/**/x/b", "a**b", "**b", "a**", "dir/**b", "dir**", "sub/a**b", "?", "??", "???", "a?", "[ab]", "[!a]", "[^a]", "[a-c]", "[c-a]", "[]a]", "[!]a]", "a]", "[a", "\\[a", "[a-", "a[-]b", "[-]", "[a-]",
        "a[!-]b", "[[]a", "[[:alpha:]]", "[[:digit:]]x", "[[:upper:]]", "[![:alpha:]]", "[[:alnum:][:space:]]*", "[[:nonsense:]]", "\\*", "\\!x", "\\#x", "!x", "#x", "\\a", "a\\ b", "a b", "d ", "d\\ ", "a\\\\b", "a\\", "\\", "*.txt", "*.*", ".*", ".*/", "*.TXT", "c.*", "*c*", "a*c", "*b*c", "é*", "é.txt",
        "*\n!a", "*\n!*/\n!*.txt", "dir/*\n!dir/b", "dir/\n!dir/b", "dir\n!dir", "!a\na", "a\n!/a", "/*\n!/dir\n/dir/*\n!/dir/b", "*.txt\n!build/out/c.txt", "build\n!build/out/c.txt", "# comment\na", "\\# x\na", "  a", "a  ", "a\t", "a\r\nb", "\n\na\n\n", "/", "//", "a//b", "./a", "../a", "dir/./a", "sub//a", "/sub/*/b", "sub/*/b", "sub/*/x", "foo/**/a", "foo/**/**/a", "**/**/a", "foo/*/*/a", "**/*/a", "*/**", "*/**/a", "/**/a", "dir/b/**", "!**", "!", "!!", "!/", "\\é.txt", "[\\]]", "a[\\]]", "[\\a]", "[a\\-c]", "[!\\!]", "[a-\\c]", "[[:]", "[[:a]", "[[:alpha:]", "[[:alpha:", "[[:alpha]", "[a[:digit:]-]*", "[--a]", "[!]", "[]", "[^]", "[", "[\\", "a[b/c]d",
    ];

    [Fact]
    public void List_WithPatternsOfEveryKind_IsGitsOwn() => Compare(Patterns);

    [Fact]
    public void List_WithRandomPatterns_IsGitsOwn()
    {
        const int seed = 20261123;
        var random = new Random(seed);
        string[] pieces = ["a", "b", "x", "dir", "sub", "/", "/", "*", "**", "/**/", "?", "[ab]", "[!a]", ".", "txt", "\\a", "!", "c", " ", "\n", "\n!"];
        Compare([.. Enumerable.Range(0, 400).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => pieces[random.Next(pieces.Length)])))]);
    }

    [Fact]
    public void List_WithIgnoreFilesAtSeveralLevels_IsGitsOwn()
    {
        using var folder = new TemporaryFolder();
        Git.Run(folder.Path, "init", "-q");
        foreach (var path in Tree)
        {
            folder.Write(path, "x");
        }

        folder.Write(".gitignore", "*.txt\na\n!/sub\n");
        folder.Write("dir/.gitignore", "!a\n/b/dir\n!c.txt\n");
        folder.Write("dir/b/.gitignore", "\uFEFFa\n");
        folder.Write("sub/.gitignore", "/dir/b\n!a/\n");
        folder.Write("sub/dir/b/.gitignore", "!a\n");

        Assert.Equal(ListWithGit(folder.Path), Walk(folder.Path));
    }

    [Theory]
    [InlineData("a*a*a*a*a*a*a*a*a*a*a*a*b", 20_000)]
    [InlineData("**/a/**/a/**/a/**/a/**/a/**/b", 20_000)]
    [InlineData("*?*?*?*?*?*?*?*?*?*?*b", 20_000)]
    [InlineData("[ab]*[ab]*[ab]*[ab]*[ab]*c", 20_000)]
    public void Match_OfAHostilePattern_EndsSoon(string pattern, int length)
    {
        var rules = IgnoreRules.None.Below("", [pattern]);

        // Were the work exponential, this would not end in the lifetime of the machine.
        Assert.False(rules.IsIgnored(new string('a', length), isFolder: false));
        Assert.False(rules.IsIgnored(string.Concat(Enumerable.Repeat("a/", length / 2)) + "z", isFolder: false));
    }

    private static void Compare(string[] patterns)
    {
        using var folder = new TemporaryFolder();
        Git.Run(folder.Path, "init", "-q");
        var paths = new List<string>();
        for (var index = 0; index < patterns.Length; index++)
        {
            folder.Write(Place(index) + ".gitignore", patterns[index]);
            paths.AddRange(Tree.Select(path => Place(index) + path));
        }

        var ignored = Git.RunWithInput(folder.Path, string.Join('\0', paths), "check-ignore", "--no-index", "--stdin", "-z").Split('\0').ToHashSet(StringComparer.Ordinal);
        var differences = new StringBuilder();
        for (var index = 0; index < patterns.Length; index++)
        {
            var rules = IgnoreRules.None.Below("", patterns[index].Split('\n'));
            foreach (var path in Tree.Where(path => IsIgnored(rules, path) != ignored.Contains(Place(index) + path)))
            {
                differences.AppendLine(CultureInfo.InvariantCulture, $"pattern '{patterns[index].ReplaceLineEndings("␤")}': git {(ignored.Contains(Place(index) + path) ? "ignores" : "lists")} '{path}'");
            }
        }

        Assert.True(differences.Length == 0, differences.ToString());
    }

    /// <summary>A folder of its own for each pattern, so that git has to be asked only once.</summary>
    private static string Place(int index) => index.ToString("D3", CultureInfo.InvariantCulture) + "/";

    /// <summary>As when walking: what lies in an ignored folder is never looked at.</summary>
    private static bool IsIgnored(IgnoreRules rules, string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (rules.IsIgnored(path[..slash], isFolder: true))
            {
                return true;
            }
        }

        return rules.IsIgnored(path, isFolder: false);
    }

    private static List<string> ListWithGit(string folder) =>
        [.. Git.Run(folder, "ls-files", "-z", "--others", "--exclude-standard").Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    /// <summary>The same folder, once it is no work tree any more.</summary>
    private static IReadOnlyList<string> Walk(string folder)
    {
        Directory.Delete(Path.Combine(folder, ".git"), recursive: true);
        return RepositoryLister.List(folder, new CheckOptions(), CancellationToken.None);
    }
}
