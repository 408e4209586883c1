using System;
using System.Collections.Generic;
using System.IO;
using System.Xml;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>Reads a project file, a file of properties or targets, or a <c>packages.config</c>: what is asked for, before anything is resolved.</summary>
internal static class DotNetProjectReader
{
    private const int MaxDepth = 100;

    /// <summary>Whether the file is one that says what a .NET project depends on.</summary>
    public static bool IsProject(string path) =>
        path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".fsproj", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".vbproj", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the file is imported by projects below its folder.</summary>
    public static bool IsImported(string path) =>
        path.EndsWith("Directory.Build.props", StringComparison.OrdinalIgnoreCase) || path.EndsWith("Directory.Build.targets", StringComparison.OrdinalIgnoreCase) || path.EndsWith("Directory.Packages.props", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads one file; what stands before an error is kept.</summary>
    public static (DotNetProject Project, IReadOnlyList<ListedPackage> Packages) Read(string path, string text)
    {
        var walk = new Walk(path);
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreWhitespace = true });
            walk.Run(reader);
        }
        catch (XmlException)
        {
            // MSBuild refuses the file as well, and says more than could be said here.
        }

        return walk.Result();
    }

    private sealed class Reference
    {
        public required string Name { get; init; }

        public required Location Place { get; init; }

        public string? Version { get; set; }

        public string ExcludeAssets { get; set; } = "";

        public string IncludeAssets { get; set; } = "";

        public bool IsForTests { get; init; }

        /// <summary>Whether nothing of it reaches the output: the runtime assets are left out.</summary>
        public bool IsBuildOnly =>
            Names(ExcludeAssets, "all") || Names(ExcludeAssets, "runtime") || (IncludeAssets.Length > 0 && !Names(IncludeAssets, "all") && !Names(IncludeAssets, "runtime") && !Names(IncludeAssets, "native"));

        private static bool Names(string assets, string wanted)
        {
            foreach (var part in assets.Split(';', StringSplitOptions.TrimEntries))
            {
                if (part.Equals(wanted, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private sealed class Walk(string path)
    {
        private readonly PackageCollector packages = new(Ecosystem.NuGet, path);
        private readonly List<string> names = [];
        private readonly List<Reference> references = [];
        private readonly List<ReferencedProject> projects = [];
        private DotNetProject project = new();

        public (DotNetProject Project, IReadOnlyList<ListedPackage> Packages) Result()
        {
            foreach (var reference in references)
            {
                packages.Add(reference.Name, reference.Version, reference.Place, isDirect: true, reference.IsBuildOnly || reference.IsForTests);
            }

            return (project with { References = projects }, packages.Packages);
        }

        public void Run(XmlReader reader)
        {
            while (reader.Read())
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element when names.Count >= MaxDepth:
                        return;
                    case XmlNodeType.Element:
                        var name = reader.LocalName;
                        var isEmpty = reader.IsEmptyElement;
                        ReadElement(reader, name);
                        if (!isEmpty)
                        {
                            names.Add(name);
                        }

                        break;
                    case XmlNodeType.Text:
                        ReadText(reader.Value.Trim());
                        break;
                    case XmlNodeType.EndElement:
                        names.RemoveAt(names.Count - 1);
                        break;
                    default:
                        break;
                }
            }
        }

        private void ReadElement(XmlReader reader, string name)
        {
            switch (name)
            {
                case "Project":
                    project = project with { Sdk = reader.GetAttribute("Sdk") ?? "" };
                    break;
                case "Sdk" when reader.GetAttribute("Name") is { } sdk:
                    project = project with { Sdk = project.Sdk.Length == 0 ? sdk : project.Sdk + ";" + sdk };
                    break;
                case "PackageReference" or "GlobalPackageReference" when reader.GetAttribute("Include") is { Length: > 0 } include:
                    references.Add(new Reference
                    {
                        Name = include.Trim(),
                        Place = Place(reader, "Include", include.Length),
                        Version = reader.GetAttribute("Version") ?? reader.GetAttribute("VersionOverride"),
                        ExcludeAssets = reader.GetAttribute("ExcludeAssets") ?? "",
                        IncludeAssets = reader.GetAttribute("IncludeAssets") ?? (name == "GlobalPackageReference" ? "build" : ""),
                        IsForTests = reader.GetAttribute("Condition")?.Contains("Test", StringComparison.OrdinalIgnoreCase) == true,
                    });
                    break;
                case "package" when names is ["packages"] && reader.GetAttribute("id") is { Length: > 0 } id:
                    packages.Add(id, reader.GetAttribute("version"), Place(reader, "id", id.Length), isDirect: null, reader.GetAttribute("developmentDependency") == "true");
                    break;
                case "ProjectReference" when reader.GetAttribute("Include") is { Length: > 0 } target && !string.Equals(reader.GetAttribute("ReferenceOutputAssembly"), "false", StringComparison.OrdinalIgnoreCase):
                    projects.Add(new ReferencedProject(target.Replace('\\', '/'), Place(reader, "Include", target.Length)));
                    break;
                default:
                    break;
            }
        }

        private void ReadText(string value)
        {
            switch (names)
            {
                case [.., "PackageReference", var field] when references is [.., var last]:
                    switch (field)
                    {
                        case "Version":
                            last.Version = value;
                            break;
                        case "ExcludeAssets":
                            last.ExcludeAssets = value;
                            break;
                        case "IncludeAssets":
                            last.IncludeAssets = value;
                            break;
                        default:
                            break;
                    }

                    break;
                case [.., "PropertyGroup", "OutputType"]:
                    project = project with { OutputType = value };
                    break;
                case [.., "PropertyGroup", "IsTestProject"]:
                    project = project with { IsTestProject = value.Equals("true", StringComparison.OrdinalIgnoreCase) };
                    break;
                default:
                    break;
            }
        }

        /// <summary>Where the value of an attribute stands.</summary>
        private Location Place(XmlReader reader, string attribute, int length)
        {
            if (!reader.MoveToAttribute(attribute))
            {
                return Location.OfFile(path);
            }

            var position = (IXmlLineInfo)reader;
            var place = packages.At(position.LineNumber, position.LinePosition + attribute.Length + 2, length);
            _ = reader.MoveToElement();
            return place;
        }
    }
}
