using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PlatformGuard.Guidelines.FeatureFlags;

namespace PlatformGuard.Analyzers.Configuration;

/// <summary>A list of documentation ids that a project gives in a global configuration, in <c>.editorconfig</c> or in an additional file.</summary>
internal static class DocumentationIdOption
{
    private const int LongestLine = 1_000;
    private const int MostLines = 10_000;

    /// <summary>The ids, from all places together.</summary>
    /// <param name="options">The options of the compilation.</param>
    /// <param name="compilation">The compilation, whose files may each have options of their own.</param>
    /// <param name="keys">Names of the options.</param>
    /// <param name="fileWord">What stands in the name of the additional files: <c>PlatformGuard.MainDataTypes.txt</c>.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static HashSet<string> Read(AnalyzerOptions options, Compilation compilation, string[] keys, string fileWord, CancellationToken cancellation)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        Add(options.AnalyzerConfigOptionsProvider.GlobalOptions, keys, ids);
        AnalyzerConfigOptions? last = null;
        foreach (var tree in compilation.SyntaxTrees)
        {
            // Files of one folder share their options.
            var own = options.AnalyzerConfigOptionsProvider.GetOptions(tree);
            if (!ReferenceEquals(own, last))
            {
                Add(last = own, keys, ids);
            }
        }

        foreach (var file in options.AdditionalFiles)
        {
            var name = Path.GetFileName(file.Path);
            if (name.StartsWith("PlatformGuard.", StringComparison.OrdinalIgnoreCase)
                && name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
                && name.IndexOf(fileWord, StringComparison.OrdinalIgnoreCase) > 0)
            {
                AddFile(file, ids, cancellation);
            }
        }

        return ids;
    }

    private static void Add(AnalyzerConfigOptions options, string[] keys, HashSet<string> ids)
    {
        foreach (var key in keys)
        {
            if (options.TryGetValue(key, out var list))
            {
                ids.UnionWith(DocumentationIds.Split(list));
            }
        }
    }

    private static void AddFile(AdditionalText file, HashSet<string> ids, CancellationToken cancellation)
    {
        if (file.GetText(cancellation) is not { } text)
        {
            return;
        }

        for (var index = 0; index < Math.Min(text.Lines.Count, MostLines); index++)
        {
            var line = text.Lines[index];
            if (line.Span.Length <= LongestLine && line.ToString().Trim() is { Length: > 2 } id && id[1] == ':')
            {
                ids.Add(id);
            }
        }
    }
}
