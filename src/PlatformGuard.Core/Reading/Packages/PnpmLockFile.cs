using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>Reads <c>pnpm-lock.yaml</c> of versions 5 to 9 by its outline, which the tool always writes in the same way.</summary>
internal static class PnpmLockFile
{
    public static IReadOnlyList<ListedPackage> Read(string path, string text)
    {
        var packages = new PackageCollector(Ecosystem.Npm, path);
        var top = "";
        var group = "";
        var subgroup = "";
        var name = "";
        string? version = null;
        var place = Location.OfFile(path);
        var isDevelopment = false;
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

            var indent = line.Length - content.Length;
            switch (indent)
            {
                case 0:
                    Finish();
                    top = Key(content).ToString();
                    break;
                case 2 when top is "dependencies" or "devDependencies" or "optionalDependencies":
                    // Versions before 6 of a repository without workspaces.
                    AddDirect(content, top);
                    break;
                case 2:
                    Finish();
                    group = "";
                    if (top is "packages" or "snapshots")
                    {
                        StartPackage(content);
                    }

                    break;
                case 4 when top == "importers":
                    group = Key(content).ToString();
                    break;
                case 4:
                    subgroup = Key(content).ToString();
                    isDevelopment |= subgroup == "dev" && content.TrimEnd().EndsWith("true", StringComparison.Ordinal);
                    break;
                case 6 when top == "importers":
                    AddDirect(content, group);
                    break;
                case 6 when subgroup is "dependencies" or "optionalDependencies":
                    requires.Add(packages.Shared(Key(content)));
                    break;
                default:
                    break;
            }

            void AddDirect(ReadOnlySpan<char> entry, string kind)
            {
                if (kind is "dependencies" or "devDependencies" or "optionalDependencies")
                {
                    packages.Add(Key(entry), null, number, indent + 1, isDirect: true, kind == "devDependencies");
                }
            }

            void StartPackage(ReadOnlySpan<char> entry)
            {
                var key = Key(entry).TrimStart('/');
                var peers = key.IndexOf('(');
                key = peers < 0 ? key : key[..peers];

                // name@1.0 since version 6, /name/1.0 before.
                var mark = key.IsEmpty ? -1 : key[1..].IndexOf('@') is >= 0 and var at ? at + 1 : key.LastIndexOf('/');
                name = packages.Shared(mark > 0 ? key[..mark] : key);
                version = mark > 0 ? key[(mark + 1)..].ToString() : null;
                place = packages.At(number, indent + 1, Math.Max(1, entry.TrimEnd().Length - 1));
            }
        }

        Finish();
        return packages.Packages;

        void Finish()
        {
            if (name.Length > 0)
            {
                packages.Add(name, version, place, isDirect: false, isDevelopment, requires);
            }

            (name, version, isDevelopment, subgroup, requires) = ("", null, false, "", []);
        }
    }

    private static ReadOnlySpan<char> Key(ReadOnlySpan<char> content)
    {
        if (content[0] is '\'' or '"' && content[1..].IndexOf(content[0]) is > 0 and var quote)
        {
            return content.Slice(1, quote);
        }

        var colon = content.IndexOf(": ", StringComparison.Ordinal);
        return colon >= 0 ? content[..colon] : content.TrimEnd().TrimEnd(':');
    }
}
