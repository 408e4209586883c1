using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>Reads <c>Gemfile</c> and <c>Gemfile.lock</c>.</summary>
internal static class RubyFiles
{
    /// <summary><c>gem "name", "~> 1.0"</c>; those inside <c>group :test do … end</c> are for development.</summary>
    public static IReadOnlyList<ListedPackage> ReadGemfile(string path, string text)
    {
        var packages = new PackageCollector(Ecosystem.Ruby, path);
        var isInDevelopmentGroup = false;
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var content = line.TrimStart();
            if (content.StartsWith("group ", StringComparison.Ordinal))
            {
                isInDevelopmentGroup = NamesDevelopment(content) && !content.Contains(":production", StringComparison.Ordinal);
            }
            else if (content.TrimEnd() is "end")
            {
                isInDevelopmentGroup = false;
            }
            else if (content.StartsWith("gem ", StringComparison.Ordinal) || content.StartsWith("gem(", StringComparison.Ordinal))
            {
                var open = content.IndexOfAny('\'', '"');
                var rest = open < 0 ? [] : content[(open + 1)..];
                var close = open < 0 ? -1 : rest.IndexOf(content[open]);
                if (close > 0)
                {
                    var options = rest[close..];
                    var isDevelopment = isInDevelopmentGroup || (options.Contains("group", StringComparison.Ordinal) && NamesDevelopment(options));
                    packages.Add(rest[..close], null, number, line.Length - content.Length + open + 2, isDirect: true, isDevelopment);
                }
            }
        }

        return packages.Packages;
    }

    /// <summary>Gems stand four blanks deep below <c>specs:</c>, what they need six deep, what the project asks for two deep below <c>DEPENDENCIES</c>.</summary>
    public static IReadOnlyList<ListedPackage> ReadLock(string path, string text)
    {
        var packages = new PackageCollector(Ecosystem.Ruby, path);
        var section = "";
        var name = "";
        string? version = null;
        var place = Location.OfFile(path);
        List<string> requires = [];
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var content = line.TrimStart();
            if (content.IsEmpty)
            {
                continue;
            }

            switch (line.Length - content.Length)
            {
                case 0:
                    Finish();
                    section = content.Trim().ToString();
                    break;
                case 2 when section == "DEPENDENCIES":
                    packages.Add(Word(content).TrimEnd('!'), null, number, 3, isDirect: true);
                    break;
                case 4 when section is "GEM" or "GIT" or "PATH":
                    Finish();
                    name = packages.Shared(Word(content));
                    var open = content.IndexOf('(');
                    version = open < 0 ? null : content[(open + 1)..].TrimEnd(") ").ToString();
                    place = packages.At(number, 5, name.Length);
                    break;
                case 6 when name.Length > 0:
                    requires.Add(packages.Shared(Word(content)));
                    break;
                default:
                    break;
            }
        }

        Finish();
        return packages.Packages;

        void Finish()
        {
            if (name.Length > 0)
            {
                packages.Add(name, version, place, isDirect: false, requires: requires);
            }

            (name, version, requires) = ("", null, []);
        }
    }

    private static bool NamesDevelopment(ReadOnlySpan<char> text) =>
        text.Contains(":test", StringComparison.Ordinal) || text.Contains(":development", StringComparison.Ordinal) || text.Contains(":lint", StringComparison.Ordinal) || text.Contains(":ci", StringComparison.Ordinal);

    private static ReadOnlySpan<char> Word(ReadOnlySpan<char> content) => content.IndexOfAny(' ', '(') is > 0 and var end ? content[..end] : content.TrimEnd();
}
