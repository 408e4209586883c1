using System;
using System.Collections.Generic;
using System.IO;
using System.Security;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Rendering.Kustomize;

namespace PlatformGuard.Core.Rendering.Helm;

/// <summary>Finds the template each rendered document came from by helm's <c># Source:</c> comments, and in it the lines its values came from.</summary>
internal sealed class TemplatePlaces
{
    private const string Mark = "# Source: ";
    private readonly CodeBase codeBase;
    private readonly HelmChart chart;
    private readonly List<(int Line, string Source)> sources = [];
    private readonly Dictionary<string, TemplateText?> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Path, string Kind), int> seen = [];

    public TemplatePlaces(CodeBase codeBase, HelmChart chart, string output)
    {
        this.codeBase = codeBase;
        this.chart = chart;
        var line = 0;
        var isHead = true;
        foreach (var text in output.AsSpan().EnumerateLines())
        {
            line++;

            // Only right behind a separator it is helm's own; text of a value is indented or follows other lines.
            if (isHead && text.StartsWith(Mark, StringComparison.Ordinal))
            {
                sources.Add((line, text[Mark.Length..].Trim().ToString()));
            }

            isHead = text.StartsWith("---", StringComparison.Ordinal);
        }
    }

    /// <summary>The document with places in its template; at the chart's own file when the template is not there, as in a packed subchart.</summary>
    public Node Locate(Node document)
    {
        var path = TemplatePath(SourceOf(document.Location.Start.Line));
        if (path is null || Text(path) is not { } text)
        {
            return TemplateText.Everywhere(document, chart.Location);
        }

        var kind = document["kind"]?.Text ?? "";
        var occurrence = seen.GetValueOrDefault((path, kind)) + 1;
        seen[(path, kind)] = occurrence;
        return text.Locate(document, occurrence);
    }

    private string? SourceOf(int line)
    {
        var low = 0;
        var high = sources.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sources[middle].Line <= line ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? null : sources[low - 1].Source;
    }

    /// <summary>Helm names a template by the chart's name and its path in the chart.</summary>
    private string? TemplatePath(string? source) =>
        source?.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? KustomizeTree.Resolve(chart.Folder, source[(slash + 1)..]) : null;

    private TemplateText? Text(string path)
    {
        if (!texts.TryGetValue(path, out var text))
        {
            text = Read(path);
            texts.Add(path, text);
        }

        return text;
    }

    private TemplateText? Read(string path)
    {
        try
        {
            var file = new FileInfo(Path.Combine(codeBase.RootPath, path));
            return file.Exists && file.Length <= codeBase.Options.MaxFileBytes ? new TemplateText(path, File.ReadAllLines(file.FullName)) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SecurityException)
        {
            return null;
        }
    }
}
