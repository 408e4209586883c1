using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>Reads the environments of conda: <c>environment.yml</c> and files named like it.</summary>
internal static class CondaFiles
{
    /// <summary>Whether the name is one that conda environments have. What is in the file decides.</summary>
    public static bool MayBe(ReadOnlySpan<char> name) =>
        name.StartsWith("environment", StringComparison.OrdinalIgnoreCase) || name.StartsWith("conda", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("environment.yml", StringComparison.OrdinalIgnoreCase) || name.EndsWith("environment.yaml", StringComparison.OrdinalIgnoreCase);

    /// <summary>The entries of <c>dependencies</c>, those of pip among them. Nothing when the document is no environment.</summary>
    public static IReadOnlyList<ListedPackage> Read(string path, Node root)
    {
        if (root["dependencies"] is not SequenceNode { Values: var entries } || (root["channels"] is null && root["name"] is null))
        {
            return [];
        }

        var packages = new PackageCollector(Ecosystem.Python, path);
        var isDevelopment = PythonFiles.IsForDevelopment(path[(path.LastIndexOf('/') + 1)..path.LastIndexOf('.')]);
        foreach (var entry in entries)
        {
            if (entry is ScalarNode scalar)
            {
                Add(scalar, packages, isDevelopment, isConda: true);
            }

            foreach (var requirement in entry["pip"]?.Items ?? [])
            {
                if (requirement is ScalarNode text)
                {
                    Add(text, packages, isDevelopment, isConda: false);
                }
            }
        }

        return packages.Packages;
    }

    /// <summary><c>pytorch</c>, <c>pytorch=2.1=py3.9_cuda</c>, <c>pytorch::pytorch &gt;=2</c>; behind <c>pip</c> as pip writes it.</summary>
    private static void Add(ScalarNode scalar, PackageCollector packages, bool isDevelopment, bool isConda)
    {
        var text = scalar.Value;
        if (isConda)
        {
            var channel = text.LastIndexOf("::", StringComparison.Ordinal);
            text = channel < 0 ? text : text[(channel + 2)..];
            var blank = text.IndexOf(' ', StringComparison.Ordinal);
            text = blank < 0 ? text : text[..blank];
        }

        packages.Add(PythonRequirement.Name(text), PythonRequirement.Version(text), scalar.Location, isDirect: true, isDevelopment);
    }
}
