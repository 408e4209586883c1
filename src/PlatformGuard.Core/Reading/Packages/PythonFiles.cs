using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>Reads what Python projects ask for: <c>requirements.txt</c>, <c>pyproject.toml</c>, <c>Pipfile</c>.</summary>
internal static class PythonFiles
{
    /// <summary>Whether the file's name says that it lists requirements.</summary>
    public static bool IsRequirements(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        return name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
            && (name.StartsWith("requirements", StringComparison.OrdinalIgnoreCase) || name.EndsWith("-requirements.txt", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_requirements.txt", StringComparison.OrdinalIgnoreCase)
                || path.Contains("requirements/", StringComparison.Ordinal));
    }

    public static IReadOnlyList<ListedPackage> ReadRequirements(string path, string text)
    {
        var packages = new PackageCollector(Ecosystem.Python, path);
        var isDevelopment = IsForDevelopment(path[(path.LastIndexOf('/') + 1)..]);
        var via = new ViaComments(text);
        var continues = false;
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var isContinued = continues;
            var content = line.TrimStart();
            continues = line.TrimEnd().EndsWith("\\", StringComparison.Ordinal);
            if (isContinued || content.IsEmpty || content[0] is '#' or '-')
            {
                continue;
            }

            var name = PythonRequirement.Name(content);
            packages.Add(name, PythonRequirement.Version(content), number, line.Length - content.Length + 1, via.IsDirect(name), isDevelopment, via.RequiredBy(name));
        }

        return packages.Packages;
    }

    /// <summary>The dependencies among the settings of a <c>pyproject.toml</c> or <c>Pipfile</c>.</summary>
    public static IReadOnlyList<ListedPackage> FromToml(string path, IReadOnlyList<Setting> settings)
    {
        var packages = new PackageCollector(Ecosystem.Python, path);
        foreach (var setting in settings)
        {
            // "name = {version = …, extras = […]}" names the package one step above.
            var parts = setting.Path.Split(':');
            parts = parts is [.. var above, "version"] && parts.Length > 2 ? above : parts;
            switch (parts)
            {
                case ["project", "dependencies", _] or ["project", "optional-dependencies", _, _]:
                    AddRequirement(setting, packages, parts is [_, "optional-dependencies", var extra, _] && IsForDevelopment(extra));
                    break;
                case ["dependency-groups", var group, _]:
                    AddRequirement(setting, packages, isDevelopment: IsForDevelopment(group));
                    break;
                case ["tool", "pdm" or "uv", "dev-dependencies", ..]:
                    AddRequirement(setting, packages, isDevelopment: true);
                    break;
                case ["tool", "poetry", "dependencies", var name] when name != "python":
                    AddKey(setting, name, packages, isDevelopment: false);
                    break;
                case ["tool", "poetry", "dev-dependencies", var name]:
                    AddKey(setting, name, packages, isDevelopment: true);
                    break;
                case ["tool", "poetry", "group", var group, "dependencies", var name]:
                    AddKey(setting, name, packages, IsForDevelopment(group));
                    break;
                case ["packages", var name] when path.EndsWith("Pipfile", StringComparison.Ordinal):
                    AddKey(setting, name, packages, isDevelopment: false);
                    break;
                case ["dev-packages", var name] when path.EndsWith("Pipfile", StringComparison.Ordinal):
                    AddKey(setting, name, packages, isDevelopment: true);
                    break;
                default:
                    break;
            }
        }

        return packages.Packages;
    }

    /// <summary>Whether a group, extra or file of this name is for the people who work on the code.</summary>
    public static bool IsForDevelopment(string name)
    {
        foreach (var part in name.ToLowerInvariant().Split('-', '_', '.', '/'))
        {
            if (part is "dev" or "develop" or "development" or "test" or "tests" or "testing" or "lint" or "docs" or "doc" or "ci" or "typing" or "types" or "mypy" or "format" or "build")
            {
                return true;
            }
        }

        return false;
    }

    private static void AddRequirement(Setting setting, PackageCollector packages, bool isDevelopment) =>
        packages.Add(PythonRequirement.Name(setting.Value), PythonRequirement.Version(setting.Value), setting.Location, isDirect: true, isDevelopment);

    private static void AddKey(Setting setting, string name, PackageCollector packages, bool isDevelopment) =>
        packages.Add(name, setting.Value?.TrimStart('=', '^', '~', ' '), setting.NameLocation, isDirect: true, isDevelopment);
}
