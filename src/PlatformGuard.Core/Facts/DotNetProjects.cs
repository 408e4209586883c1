using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace PlatformGuard.Core.Facts;

/// <summary>The C# projects of a code base, and which of them build with the analyzers.</summary>
public sealed class DotNetProjects : IFacts<DotNetProjects>
{
    private const int MaxBytes = 1 << 20;
    private static readonly string[] SharedFiles = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    private DotNetProjects(IReadOnlyList<string> projects, string? unguarded)
    {
        Any = projects.Count > 0;
        Unguarded = unguarded;
    }

    /// <summary>Whether there is a C# project.</summary>
    public bool Any { get; }

    /// <summary>The first project, in order of path, that is no test project and does not reference the package PlatformGuard; null when there is none.</summary>
    public string? Unguarded { get; }

    /// <inheritdoc/>
    public static DotNetProjects Gather(CodeBase codeBase)
    {
        var paths = codeBase.Paths.Where(static path => path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)).ToList();
        return new DotNetProjects(paths, paths.Find(path => !IsTestOrGuarded(codeBase, path)));
    }

    private static bool IsTestOrGuarded(CodeBase codeBase, string path)
    {
        var project = Read(codeBase, path);
        if (project is not null && (Is(project, "IsTestProject", "true") || References(project, "Microsoft.NET.Test.Sdk")))
        {
            return true;
        }

        return project is not null && !Is(project, "PlatformGuardEnabled", "false")
            && (ReferencesPackage(project) || Folders(path).Any(folder => SharedFiles.Any(name => Read(codeBase, folder + name) is { } shared && ReferencesPackage(shared))));
    }

    /// <summary>The folders from the project up to the checked one, each ending in <c>/</c> or empty.</summary>
    private static IEnumerable<string> Folders(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash >= 0; slash = path.LastIndexOf('/', slash - 1))
        {
            yield return path[..(slash + 1)];
            if (slash == 0)
            {
                break;
            }
        }

        yield return "";
    }

    private static bool ReferencesPackage(XElement project) => References(project, "PlatformGuard");

    private static bool References(XElement project, string package) =>
        project.Descendants().Any(element => element.Name.LocalName is "PackageReference" or "GlobalPackageReference"
            && package.Equals(element.Attribute("Include")?.Value.Trim(), StringComparison.OrdinalIgnoreCase));

    private static bool Is(XElement project, string property, string value) =>
        project.Descendants().Any(element => element.Name.LocalName == property && value.Equals(element.Value.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>The project's elements; null when there is none that can be read.</summary>
    private static XElement? Read(CodeBase codeBase, string path)
    {
        try
        {
            var file = new FileInfo(Path.Combine(codeBase.RootPath, path));
            if (!file.Exists || file.Length is 0 or > MaxBytes || (file.Attributes & FileAttributes.ReparsePoint) != 0)
            {
                return null;
            }

            using var reader = XmlReader.Create(file.FullName, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(reader);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or XmlException)
        {
            return null;
        }
    }
}
