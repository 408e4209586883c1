using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>Reads <c>yarn.lock</c>: of version 1, and of later ones, which are YAML of the same outline.</summary>
internal static class YarnLockFile
{
    public static IReadOnlyList<ListedPackage> Read(string path, string text)
    {
        var packages = new PackageCollector(Ecosystem.Npm, path);
        var name = "";
        string? version = null;
        var place = Location.OfFile(path);
        var isInDependencies = false;
        List<string> requires = [];
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var content = line.TrimStart();
            if (content.IsEmpty || content[0] == '#')
            {
                continue;
            }

            switch (line.Length - content.Length)
            {
                case 0:
                    Finish();
                    name = packages.Shared(KeyName(content));
                    place = packages.At(number, content[0] == '"' ? 2 : 1, name.Length);
                    break;
                case 2:
                    isInDependencies = content.TrimEnd() is "dependencies:" or "optionalDependencies:";
                    version = content.StartsWith("version", StringComparison.Ordinal) ? content[7..].Trim(": \"").ToString() : version;
                    break;
                case 4 when isInDependencies:
                    requires.Add(packages.Shared(FirstWord(content)));
                    break;
                default:
                    break;
            }
        }

        Finish();
        return packages.Packages;

        void Finish()
        {
            // A workspace of the repository is no package.
            if (name.Length > 0 && name != "__metadata" && version is not null && version != "0.0.0-use.local")
            {
                packages.Add(name, version, place, isDirect: null, isDevelopment: false, requires);
            }

            (name, version, isInDependencies, requires) = ("", null, false, []);
        }
    }

    /// <summary>The name in <c>"@scope/name@^1.0", "@scope/name@^1.1":</c>.</summary>
    private static ReadOnlySpan<char> KeyName(ReadOnlySpan<char> key)
    {
        var text = key.TrimStart('"');
        var at = text.IsEmpty ? -1 : text[1..].IndexOf('@');
        return at < 0 ? text.TrimEnd(":\" ") : text[..(at + 1)];
    }

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> content)
    {
        if (content[0] == '"' && content[1..].IndexOf('"') is > 0 and var quote)
        {
            return content.Slice(1, quote);
        }

        var end = content.IndexOfAny(' ', ':');
        return end < 0 ? content : content[..end];
    }
}
