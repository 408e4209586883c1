using System;
using System.Buffers;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>Reads the dependencies that Gradle scripts, lock files and version catalogues write as <c>group:artifact</c>.</summary>
internal static class GradleFiles
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t(");

    /// <summary>
    /// <c>implementation 'g:a:1.0'</c>, <c>api("g:a:$version")</c>, <c>runtimeOnly platform("g:a:1.0")</c>, and lists of such strings. The configuration's
    /// name tells what is deployed.
    /// </summary>
    public static IReadOnlyList<ListedPackage> ReadScript(string path, string text)
    {
        var packages = new PackageCollector(Ecosystem.Maven, path);
        var configuration = "";
        var depth = 0;
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var content = line.TrimStart();
            if (content.StartsWith("dependencies", StringComparison.Ordinal) && content[12..].TrimStart().StartsWith("{", StringComparison.Ordinal))
            {
                depth = 1;
                continue;
            }

            if (depth == 0 || content.StartsWith("//", StringComparison.Ordinal))
            {
                continue;
            }

            depth += content.Count('{') - content.Count('}');
            if (depth <= 0)
            {
                depth = 0;
                continue;
            }

            if (!content.IsEmpty && char.IsAsciiLetter(content[0]))
            {
                var end = content.IndexOfAny(Separators);
                configuration = (end < 0 ? content : content[..end]).ToString();
            }

            AddCoordinates(packages, line, number, configuration);
        }

        return packages.Packages;
    }

    /// <summary><c>g:a:1.0=compileClasspath,runtimeClasspath</c>.</summary>
    public static IReadOnlyList<ListedPackage> ReadLock(string path, string text)
    {
        var packages = new PackageCollector(Ecosystem.Maven, path);
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var sign = line.IndexOf('=');
            if (sign > 0 && line[0] != '#' && Coordinates(line[..sign], out var name, out var version))
            {
                var configurations = line[(sign + 1)..];
                var isDeployed = configurations.Contains("runtimeClasspath", StringComparison.Ordinal) && !OnlyTests(configurations);
                packages.Add(name, version, number, 1, isDirect: null, isDevelopment: !isDeployed);
            }
        }

        return packages.Packages;
    }

    /// <summary>The libraries among the settings of a <c>libs.versions.toml</c>: what scripts refer to as <c>libs.…</c>.</summary>
    public static IReadOnlyList<ListedPackage> FromCatalogue(string path, IReadOnlyList<Setting> settings)
    {
        var packages = new PackageCollector(Ecosystem.Maven, path);
        var groups = new Dictionary<string, Setting>(StringComparer.Ordinal);
        foreach (var setting in settings)
        {
            switch (setting.Path.Split(':'))
            {
                case ["libraries", _] when setting.Value is { } text && Coordinates(text, out var name, out var version):
                    packages.Add(name, version, setting.Location, isDirect: true);
                    break;
                case ["libraries", _, "module"] when setting.Value is { } module:
                    packages.Add(module, null, setting.Location, isDirect: true);
                    break;
                case ["libraries", var alias, "group"]:
                    groups[alias] = setting;
                    break;
                case ["libraries", var alias, "name"] when groups.TryGetValue(alias, out var group):
                    packages.Add(group.Value + ":" + setting.Value, null, setting.Location, isDirect: true);
                    break;
                default:
                    break;
            }
        }

        return packages.Packages;
    }

    private static void AddCoordinates(PackageCollector packages, ReadOnlySpan<char> line, int number, string configuration)
    {
        var isDevelopment = configuration.StartsWith("test", StringComparison.Ordinal) || configuration.EndsWith("CompileOnly", StringComparison.Ordinal) || configuration is "compileOnly" or "annotationProcessor" or "kapt" or "ksp" or "classpath" or "constraints";
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] is not ('\'' or '"'))
            {
                continue;
            }

            var rest = line[(at + 1)..];
            if (rest.IndexOf(line[at]) is not (>= 0 and var close))
            {
                return;
            }

            if (Coordinates(rest[..close], out var name, out var version))
            {
                packages.Add(name, version, number, at + 2, isDirect: true, isDevelopment);
            }

            at += close + 1;
        }
    }

    private static bool Coordinates(ReadOnlySpan<char> text, out ReadOnlySpan<char> name, out string? version)
    {
        name = [];
        version = null;
        var first = text.IndexOf(':');
        if (first <= 0 || text.ContainsAny(" /\\\t"))
        {
            return false;
        }

        var second = text[(first + 1)..].IndexOf(':');
        name = second < 0 ? text : text[..(first + 1 + second)];
        version = second < 0 ? null : text[(first + second + 2)..].ToString();
        return name.Length > first + 1;
    }

    private static bool OnlyTests(ReadOnlySpan<char> configurations)
    {
        foreach (var part in configurations.Split(','))
        {
            if (configurations[part] is "runtimeClasspath" or "productionRuntimeClasspath")
            {
                return false;
            }
        }

        return true;
    }
}
