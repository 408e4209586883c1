using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;

namespace PlatformGuard.Core.Rendering.Helm;

/// <summary>One chart that is installed by itself: neither a library nor a part of another chart.</summary>
/// <param name="Folder">Its folder, relative; empty at the root of the checked folder.</param>
/// <param name="Values">Values files that belong to it besides its own <c>values.yaml</c>, in order of path.</param>
internal sealed record HelmChart(string Folder, IReadOnlyList<SourceFile> Values)
{
    /// <summary>What a message calls it.</summary>
    public string Label => "chart " + (Folder.Length == 0 ? "." : Folder);

    /// <summary>Where what concerns it as a whole is reported.</summary>
    public Location Location => Location.OfFile(InFolder("Chart.yaml"));

    /// <summary>Path of a file of the chart, relative to the checked folder.</summary>
    public string InFolder(string path) => Folder.Length == 0 ? path : Folder + "/" + path;

    /// <summary>All charts in order of folder.</summary>
    /// <remarks>
    /// A values file (<c>values-*.yaml</c>, <c>values.*.yaml</c>, <c>values_*.yaml</c>) belongs to the chart in whose folder or below it stands;
    /// elsewhere to the chart that a folder of its path, or a part of its file name, is named after, or to the only chart of the code base.
    /// </remarks>
    public static IReadOnlyList<HelmChart> FindAll(CodeBase codeBase)
    {
        var folders = codeBase.FilesOf(FileKind.HelmChart).Select(static file => file.Folder).ToList();
        var installed = codeBase.FilesOf(FileKind.HelmChart)
            .Where(file => !folders.Exists(other => IsSubchart(file.Folder, other)) && Declared(file, "type") != "library")
            .Select(static file => new Installed(file.Folder, Declared(file, "name") ?? ""))
            .ToList();
        var values = codeBase.FilesOf(FileKind.HelmValues)
            .Where(file => !(file.Name is "values.yaml" or "values.yml" && folders.Contains(file.Folder)))
            .ToLookup(file => Owner(file, installed, folders), StringComparer.Ordinal);
        return [.. installed.Select(chart => new HelmChart(chart.Folder, [.. values[chart.Folder]]))];
    }

    /// <summary>Whether a file is read by helm only: a template, a definition, a vendored chart.</summary>
    public static bool Owns(IReadOnlyList<string> chartFolders, string path)
    {
        foreach (var folder in chartFolders)
        {
            var start = folder.Length == 0 ? 0 : folder.Length + 1;
            if ((start == 0 || path.StartsWith(folder + "/", StringComparison.Ordinal))
                && (StartsAt(path, start, "templates/") || StartsAt(path, start, "crds/") || StartsAt(path, start, "charts/")))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Declared(SourceFile file, string field) => file.Documents.Count > 0 ? file.Documents[0][field]?.Text : null;

    private static bool StartsAt(string path, int start, string prefix) => path.AsSpan(start).StartsWith(prefix, StringComparison.Ordinal);

    private static bool IsSubchart(string folder, string parent) =>
        folder != parent && folder.StartsWith(parent.Length == 0 ? "charts/" : parent + "/charts/", StringComparison.Ordinal);

    private static string? Owner(SourceFile file, List<Installed> charts, List<string> allFolders)
    {
        // The nearest chart above it, which may be one that is not installed by itself.
        var above = allFolders.Where(folder => folder.Length > 0 && file.Path.StartsWith(folder + "/", StringComparison.Ordinal)).MaxBy(static folder => folder.Length);
        if (above is not null)
        {
            return above;
        }

        var folders = file.Folder.Split('/');
        var words = file.Name.Split('.', '_');
        var named = charts.Where(chart => IsNamed(chart, folders, words)).ToList();
        return named.Count == 1 ? named[0].Folder : named.Count == 0 && charts.Count == 1 ? charts[0].Folder : null;
    }

    private static bool IsNamed(Installed chart, string[] folders, string[] words)
    {
        foreach (var name in (string[])[chart.Name, chart.Folder[(chart.Folder.LastIndexOf('/') + 1)..]])
        {
            if (name.Length > 0 && (Array.IndexOf(folders, name) >= 0 || Array.Exists(words, word => word == name || word.Contains("-" + name, StringComparison.Ordinal))))
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Installed(string Folder, string Name);
}
