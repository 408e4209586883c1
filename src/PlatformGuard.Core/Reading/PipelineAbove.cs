using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>
/// Reads the repository's pipeline for a service below the repository's root: the CI file, the workflows, and what they include or use of the
/// repository. It belongs to every service below it. The paths of these files begin with <c>../</c>.
/// </summary>
internal static class PipelineAbove
{
    /// <summary>GitLab allows 150 includes; a repository with more files than this has generated ones.</summary>
    private const int MaxFiles = 300;

    /// <summary>The files, or none when the checked folder is the repository's root, or lies in no repository.</summary>
    /// <param name="root">The checked folder.</param>
    /// <param name="options">Limits, and the repository's root where it is not known by its <c>.git</c>.</param>
    public static IReadOnlyList<SourceFile> Read(string root, CheckOptions options)
    {
        if (!options.ReadsPipelineAbove || TopAbove(root, options) is not { } top)
        {
            return [];
        }

        var steps = string.Concat(Enumerable.Repeat("../", root[(top.Length + 1)..].Count(static c => c == Path.DirectorySeparatorChar) + 1));
        var below = root[(top.Length + 1)..].Replace('\\', '/') + "/";
        var files = new Dictionary<string, SourceFile>(StringComparer.Ordinal);
        var waiting = new Queue<string>(First(top));
        while (waiting.Count > 0 && files.Count < MaxFiles)
        {
            var path = waiting.Dequeue();

            // What lies in the checked folder is one of its own files.
            if (files.ContainsKey(path) || path.StartsWith(below, StringComparison.Ordinal) || !File.Exists(Path.Combine(top, path)))
            {
                continue;
            }

            var kind = FileClassifier.Classify(path);
            if (RepositoryReader.ReadFile(root, steps + path, kind is FileKind.GitHubWorkflow or FileKind.Yaml ? kind : FileKind.GitLabCi, options) is { } file)
            {
                files.Add(path, file);
                foreach (var next in file.Documents.SelectMany(document => Uses(document, top)))
                {
                    waiting.Enqueue(next);
                }
            }
        }

        return [.. files.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => pair.Value)];
    }

    /// <summary>Whether there is a pipeline above the checked folder, whether it is read or not.</summary>
    public static bool Exists(string root, CheckOptions options) =>
        TopAbove(Path.TrimEndingDirectorySeparator(root), options) is { } top && First(top).Any(path => File.Exists(Path.Combine(top, path)));

    /// <summary>The repository's root when the checked folder lies below it, otherwise null.</summary>
    private static string? TopAbove(string root, CheckOptions options) =>
        (options.RepositoryRoot ?? RepositoryLister.FindWorkTree(root)) is { } found && Path.TrimEndingDirectorySeparator(found) is var top
        && root.StartsWith(top + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? top : null;

    private static IEnumerable<string> First(string top)
    {
        var workflows = Path.Combine(top, ".github", "workflows");
        var names = !Directory.Exists(workflows) ? [] : Directory.EnumerateFiles(workflows)
            .Select(static file => ".github/workflows/" + Path.GetFileName(file))
            .Where(static file => file.EndsWith(".yml", StringComparison.Ordinal) || file.EndsWith(".yaml", StringComparison.Ordinal));
        return names.Order(StringComparer.Ordinal).Prepend(".gitlab-ci.yml");
    }

    /// <summary>Paths, relative to the repository's root, of the files that a document includes or uses.</summary>
    private static IEnumerable<string> Uses(Node document, string top)
    {
        var jobs = document.Entries.Select(static entry => entry.Value).Concat(document["jobs"]?.Entries.Select(static entry => entry.Value) ?? []).ToList();
        foreach (var include in jobs.Select(static job => job is MappingNode ? job.At("trigger", "include") : null).Prepend(document["include"]))
        {
            foreach (var entry in include is SequenceNode list ? list.Values : include is null ? [] : [include])
            {
                if ((entry as ScalarNode ?? entry["local"])?.Text is { Length: > 0 } local && !local.Contains("://", StringComparison.Ordinal))
                {
                    foreach (var path in Expanded(local.TrimStart('/'), top))
                    {
                        yield return path;
                    }
                }
            }
        }

        var steps = jobs.SelectMany(static job => job is MappingNode ? job["steps"]?.Items ?? [] : []).Concat(document.At("runs", "steps")?.Items ?? []);
        foreach (var step in steps)
        {
            if (step is MappingNode && step["uses"]?.Text is { } uses && uses.StartsWith("./", StringComparison.Ordinal) && IsInside(uses[2..]))
            {
                yield return uses[2..].TrimEnd('/') + "/action.yml";
                yield return uses[2..].TrimEnd('/') + "/action.yaml";
            }
        }
    }

    private static IEnumerable<string> Expanded(string pattern, string top)
    {
        if (!IsInside(pattern))
        {
            return [];
        }

        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return [pattern];
        }

        var slash = pattern.LastIndexOf('/', star);
        var folder = slash < 0 ? "" : pattern[..(slash + 1)];
        return !Directory.Exists(Path.Combine(top, folder)) ? [] : Directory.EnumerateFiles(Path.Combine(top, folder), "*", new EnumerationOptions { RecurseSubdirectories = pattern.Contains("**", StringComparison.Ordinal), MaxRecursionDepth = 8 })
            .Select(file => Path.GetRelativePath(top, file).Replace('\\', '/'))
            .Where(file => PathPattern.Matches(pattern, file))
            .Order(StringComparer.Ordinal)
            .Take(MaxFiles);
    }

    /// <summary>Whether a path cannot lead out of the repository.</summary>
    private static bool IsInside(string path) => !Path.IsPathRooted(path) && !path.Split('/').Contains("..", StringComparer.Ordinal);
}
