using System.Collections.Generic;
using System.IO;
using System.Xml;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>Reads the dependencies of a <c>pom.xml</c>. Managed versions, plugins and exclusions are no dependencies.</summary>
internal static class MavenFiles
{
    private const int MaxDepth = 100;

    public static IReadOnlyList<ListedPackage> ReadPom(string path, string text)
    {
        var packages = new PackageCollector(Ecosystem.Maven, path);
        var names = new List<string>();
        string group = "", artifact = "", version = "", scope = "";
        var place = Location.OfFile(path);
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true });
            var position = (IXmlLineInfo)reader;
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    if (!reader.IsEmptyElement)
                    {
                        names.Add(reader.LocalName);
                        if (names.Count > MaxDepth)
                        {
                            break;
                        }
                    }

                    if (names is [.., "dependency"])
                    {
                        (group, artifact, version, scope) = ("", "", "", "");
                    }
                }
                else if (reader.NodeType == XmlNodeType.Text && names is [.., "dependencies", "dependency", var field])
                {
                    var value = reader.Value.Trim();
                    switch (field)
                    {
                        case "groupId":
                            group = value;
                            break;
                        case "artifactId":
                            artifact = value;
                            place = packages.At(position.LineNumber, position.LinePosition, value.Length);
                            break;
                        case "version":
                            version = value;
                            break;
                        case "scope":
                            scope = value;
                            break;
                        default:
                            break;
                    }
                }
                else if (reader.NodeType == XmlNodeType.EndElement)
                {
                    if (names is [.., "dependencies", "dependency"] && artifact.Length > 0 && !names.Contains("dependencyManagement") && !names.Contains("plugin"))
                    {
                        packages.Add(group + ":" + artifact, version.Length > 0 ? version : null, place, isDirect: true, scope is "test" or "provided");
                    }

                    names.RemoveAt(names.Count - 1);
                }
            }
        }
        catch (XmlException)
        {
            // What was read before the error counts.
        }

        return packages.Packages;
    }
}
