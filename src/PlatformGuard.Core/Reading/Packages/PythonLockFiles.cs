using System;
using System.Collections.Generic;
using System.Globalization;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>
/// Reads <c>poetry.lock</c>, <c>uv.lock</c> and <c>pdm.lock</c>, which are TOML of one form: a table <c>[[package]]</c> for each package, its
/// dependencies as keys, strings or inline tables, each on a line of its own.
/// </summary>
internal static class PythonLockFiles
{
    public static IReadOnlyList<ListedPackage> Read(string path, string text)
    {
        var reader = new Reader(new PackageCollector(Ecosystem.Python, path));
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            reader.Next(line, ++number);
        }

        reader.Finish();
        return reader.Packages;
    }

    private enum Section
    {
        None,
        Package,
        Dependencies,
        Other,
    }

    private sealed class Reader(PackageCollector packages)
    {
        private Section section;
        private string list = "";
        private string name = "";
        private string? version;
        private (int Line, int Column) place;
        private bool isRoot;
        private bool isDevelopment;
        private long size;
        private List<string> requires = [];

        public IReadOnlyList<ListedPackage> Packages => packages.Packages;

        public void Next(ReadOnlySpan<char> line, int number)
        {
            if (line.StartsWith("[", StringComparison.Ordinal) && list.Length == 0)
            {
                EnterSection(line.TrimEnd());
                return;
            }

            if (section is not (Section.Package or Section.Dependencies))
            {
                return;
            }

            var content = line.Trim();
            if (list.Length > 0)
            {
                ReadItem(content);
                return;
            }

            var sign = content.IndexOf('=');
            if (sign <= 0)
            {
                return;
            }

            var key = content[..sign].TrimEnd().Trim('"');
            var value = content[(sign + 1)..].TrimStart();
            if (section == Section.Dependencies)
            {
                requires.Add(packages.Shared(key));
                list = value is "[" ? "skipped" : "";
                return;
            }

            ReadField(line, number, key, value);
        }

        public void Finish()
        {
            // The project itself stands in uv's list too; what it needs is direct.
            if (name.Length > 0)
            {
                packages.Add(name, version, place.Line, place.Column, isDirect: isRoot ? null : false, isDevelopment, requires, size > 0 ? size : null);
            }

            (name, version, isRoot, isDevelopment, size, requires) = ("", null, false, false, 0, []);
        }

        private void EnterSection(ReadOnlySpan<char> header)
        {
            if (header is "[[package]]")
            {
                Finish();
                section = Section.Package;
            }
            else
            {
                section = header is "[package.dependencies]" ? Section.Dependencies : Section.Other;
            }
        }

        private void ReadField(ReadOnlySpan<char> line, int number, ReadOnlySpan<char> key, ReadOnlySpan<char> value)
        {
            switch (key)
            {
                case "name":
                    name = packages.Shared(value.Trim('"'));
                    place = (number, Math.Max(1, line.IndexOf('"') + 2));
                    break;
                case "version":
                    version = value.Trim('"').ToString();
                    break;
                case "category":
                    isDevelopment = value is "\"dev\"";
                    break;
                case "groups":
                    isDevelopment = value.StartsWith("[\"", StringComparison.Ordinal) && !value.Contains("\"main\"", StringComparison.Ordinal) && !value.Contains("\"default\"", StringComparison.Ordinal);
                    break;
                case "source":
                    isRoot = value.Contains("editable = \".\"", StringComparison.Ordinal) || value.Contains("virtual = \".\"", StringComparison.Ordinal);
                    break;
                case "dependencies" or "wheels" when value.StartsWith("[", StringComparison.Ordinal):
                    if (value.Contains(']'))
                    {
                        ReadItem(value[1..]);
                    }
                    else
                    {
                        list = key.ToString();
                    }

                    break;
                default:
                    break;
            }
        }

        /// <summary>An item of <c>dependencies</c> or <c>wheels</c>: <c>"name&gt;=1",</c> or <c>{ name = "x" },</c> or <c>{ url = "…", size = 1 },</c>.</summary>
        private void ReadItem(ReadOnlySpan<char> item)
        {
            if (item.StartsWith("]", StringComparison.Ordinal))
            {
                list = "";
                return;
            }

            if (list == "wheels")
            {
                ReadWheel(item);
            }
            else if (list != "skipped")
            {
                ReadRequirement(item);
            }
        }

        private void ReadRequirement(ReadOnlySpan<char> item)
        {
            if (item.IndexOf("name = \"", StringComparison.Ordinal) is >= 0 and var field)
            {
                var rest = item[(field + 8)..];
                if (rest.IndexOf('"') is > 0 and var end)
                {
                    requires.Add(packages.Shared(rest[..end]));
                }
            }
            else if (PythonRequirement.Name(item.Trim("\", ]")) is { IsEmpty: false } required)
            {
                requires.Add(packages.Shared(required));
            }
        }

        /// <summary>The wheel for Linux on 64 bits, or the largest: what a server downloads.</summary>
        private void ReadWheel(ReadOnlySpan<char> item)
        {
            if (item.IndexOf("size = ", StringComparison.Ordinal) is not (>= 0 and var field))
            {
                return;
            }

            var digits = item[(field + 7)..];
            var end = digits.IndexOfAnyExceptInRange('0', '9');
            if (long.TryParse(end < 0 ? digits : digits[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
            {
                size = Math.Max(size, bytes);
            }
        }
    }
}
