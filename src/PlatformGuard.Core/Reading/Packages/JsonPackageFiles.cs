using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>Reads the dependency files that are JSON trees of modest size: <c>package.json</c>, <c>Pipfile.lock</c>, <c>packages.lock.json</c>, <c>bun.lock</c>.</summary>
internal static class JsonPackageFiles
{
    /// <summary>What a JavaScript project asks for.</summary>
    public static IReadOnlyList<ListedPackage> FromPackageJson(string path, Node root)
    {
        var packages = new PackageCollector(Ecosystem.Npm, path);
        foreach (var group in (ReadOnlySpan<string>)["dependencies", "optionalDependencies", "devDependencies"])
        {
            foreach (var (name, version) in root[group]?.Entries ?? [])
            {
                packages.Add(name.Value, version.Text, name.Location, isDirect: true, group == "devDependencies");
            }
        }

        return packages.Packages;
    }

    /// <summary>The closure of a pipenv project: <c>default</c> and <c>develop</c>.</summary>
    public static IReadOnlyList<ListedPackage> FromPipfileLock(string path, Node root)
    {
        var packages = new PackageCollector(Ecosystem.Python, path);
        foreach (var group in (ReadOnlySpan<string>)["default", "develop"])
        {
            foreach (var (name, entry) in root[group]?.Entries ?? [])
            {
                packages.Add(name.Value, entry["version"]?.Text?.TrimStart('='), name.Location, isDirect: null, group == "develop");
            }
        }

        return packages.Packages;
    }

    /// <summary>The closure of a .NET project, each package once whatever frameworks it is resolved for.</summary>
    public static IReadOnlyList<ListedPackage> FromNuGetLock(string path, Node root)
    {
        var packages = new PackageCollector(Ecosystem.NuGet, path);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (_, framework) in root["dependencies"]?.Entries ?? [])
        {
            foreach (var (name, entry) in framework.Entries)
            {
                if (!seen.Add(name.Value))
                {
                    continue;
                }

                var requires = new List<string>();
                foreach (var (required, _) in entry["dependencies"]?.Entries ?? [])
                {
                    requires.Add(packages.Shared(required.Value));
                }

                var type = entry["type"]?.Text;
                packages.Add(name.Value, entry["resolved"]?.Text, name.Location, isDirect: type == "Direct" ? true : type == "Project" ? null : false, requires: requires);
            }
        }

        return packages.Packages;
    }

    /// <summary><c>"packages": {"name": ["name@1.0", "", {"dependencies": {…}}, "sha"]}</c> and what the workspaces ask for.</summary>
    public static IReadOnlyList<ListedPackage> FromBunLock(string path, Node root)
    {
        var packages = new PackageCollector(Ecosystem.Npm, path);
        foreach (var (_, workspace) in root["workspaces"]?.Entries ?? [])
        {
            foreach (var group in (ReadOnlySpan<string>)["dependencies", "optionalDependencies", "devDependencies"])
            {
                foreach (var (name, version) in workspace[group]?.Entries ?? [])
                {
                    packages.Add(name.Value, version.Text, name.Location, isDirect: true, group == "devDependencies");
                }
            }
        }

        foreach (var (_, entry) in root["packages"]?.Entries ?? [])
        {
            if (entry.Items is not [ScalarNode { Value: var id } node, ..] || id.LastIndexOf('@') is not (> 0 and var at))
            {
                continue;
            }

            var requires = new List<string>();
            foreach (var item in entry.Items)
            {
                foreach (var (required, _) in item["dependencies"]?.Entries ?? [])
                {
                    requires.Add(packages.Shared(required.Value));
                }
            }

            packages.Add(id.AsSpan(0, at), id[(at + 1)..], node.Location, isDirect: false, requires: requires);
        }

        return packages.Packages;
    }
}
