using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>All kustomizations of a code base and the files they can reach. Nothing outside of the checked files is ever read.</summary>
internal sealed class KustomizeTree
{
    private readonly Dictionary<string, SourceFile> files;
    private readonly Dictionary<string, List<string>> uses = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, KustomizationFile> byFolder = new(StringComparer.Ordinal);

    public KustomizeTree(CodeBase codeBase)
    {
        files = new Dictionary<string, SourceFile>(StringComparer.Ordinal);
        foreach (var file in codeBase.Files)
        {
            files.TryAdd(file.Path, file);
        }

        foreach (var file in codeBase.FilesOf(FileKind.Kustomization))
        {
            if (file.Documents.Count > 0 && !KustomizationFile.IsKustomization(file.Documents[0]))
            {
                continue;
            }

            var kustomization = new KustomizationFile(file);
            if (!byFolder.TryAdd(kustomization.Folder, kustomization))
            {
                Rivals.Add(kustomization);
            }
        }

        foreach (var kustomization in byFolder.Values.Concat(Rivals))
        {
            foreach (var reference in kustomization.References())
            {
                Note(kustomization, reference);
            }
        }
    }

    /// <summary>All kustomizations in order of folder.</summary>
    public IReadOnlyCollection<KustomizationFile> All => byFolder.Values;

    /// <summary>Second kustomizations of a folder, which kustomize refuses.</summary>
    public List<KustomizationFile> Rivals { get; } = [];

    /// <summary>Paths of files that some kustomization uses.</summary>
    public HashSet<string> OwnedFiles { get; } = new(StringComparer.Ordinal);

    /// <summary>Folders of kustomizations that another one uses.</summary>
    public HashSet<string> UsedFolders { get; } = new(StringComparer.Ordinal);

    /// <summary>The kustomization of a folder, or null.</summary>
    public KustomizationFile? InFolder(string folder) => byFolder.GetValueOrDefault(folder);

    /// <summary>The file at a path relative to the checked folder, or null.</summary>
    public SourceFile? File(string path) => files.GetValueOrDefault(path);

    /// <summary>A path written in a file of <paramref name="folder"/>, relative to the checked folder; null when it leads outside.</summary>
    public static string? Resolve(string folder, string relative)
    {
        if (relative.Length == 0 || relative[0] is '/' or '\\' || relative.Contains(':', StringComparison.Ordinal))
        {
            return null;
        }

        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in relative.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    /// <summary>Whether a path is the address of something to download.</summary>
    public static bool IsRemote(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal) || text.Contains("?ref=", StringComparison.Ordinal) || text.Contains("git@", StringComparison.Ordinal) || text.Contains("git::", StringComparison.Ordinal))
        {
            return true;
        }

        // The short form of a repository starts with a host name: github.com/owner/name.
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && text[0] != '.' && text[..slash].Contains('.', StringComparison.Ordinal) && !text.EndsWith(".yaml", StringComparison.Ordinal) && !text.EndsWith(".yml", StringComparison.Ordinal);
    }

    /// <summary>The folders of a kustomization and of all it uses.</summary>
    public HashSet<string> Reachable(KustomizationFile start)
    {
        var found = new HashSet<string>(StringComparer.Ordinal) { start.Folder };
        var open = new Stack<string>(found);
        while (open.TryPop(out var folder))
        {
            foreach (var used in uses.GetValueOrDefault(folder) ?? [])
            {
                if (found.Add(used))
                {
                    open.Push(used);
                }
            }
        }

        return found;
    }

    private void Note(KustomizationFile user, string reference)
    {
        if (Resolve(user.Folder, reference) is not { } path)
        {
            return;
        }

        if (files.ContainsKey(path))
        {
            OwnedFiles.Add(path);
        }
        else if (byFolder.ContainsKey(path) && path != user.Folder)
        {
            UsedFolders.Add(path);
            if (!uses.TryGetValue(user.Folder, out var used))
            {
                uses.Add(user.Folder, used = []);
            }

            used.Add(path);
        }
    }
}
