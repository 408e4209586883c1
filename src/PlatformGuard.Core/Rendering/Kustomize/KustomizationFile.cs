using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>One <c>kustomization.yaml</c> and what it refers to.</summary>
internal sealed class KustomizationFile(SourceFile file)
{
    /// <summary>Fields that list files or folders.</summary>
    private static readonly string[] PathLists =
        ["resources", "bases", "components", "patchesStrategicMerge", "configurations", "crds", "transformers", "generators", "validators"];

    public string Path => file.Path;

    /// <summary>Its folder, which names it; empty at the root of the checked folder.</summary>
    public string Folder => file.Folder;

    public MappingNode? Root { get; } = file.Documents.Count > 0 ? file.Documents[0] as MappingNode : null;

    public Unreadable? Problem => file.Problem;

    /// <summary>Whether it can only be a part of others.</summary>
    public bool IsComponent => Root?["kind"]?.Text == "Component";

    /// <summary>What a message calls it.</summary>
    public string Label => (IsComponent ? "component " : "kustomization ") + (Folder.Length == 0 ? "." : Folder);

    /// <summary>Where what concerns it as a whole is reported.</summary>
    public Location Location => Location.OfFile(Path);

    /// <summary>Whether the document is one for kustomize: a file of this name may also hold the custom resource of a delivery tool.</summary>
    public static bool IsKustomization(Node document)
    {
        var version = document["apiVersion"]?.Text;
        return version is null || version.StartsWith("kustomize.config.k8s.io/", StringComparison.Ordinal);
    }

    /// <summary>All paths written in it, relative to its folder: of other kustomizations, of objects, of patches and of their like.</summary>
    public IEnumerable<string> References()
    {
        foreach (var list in PathLists)
        {
            foreach (var item in Root?[list]?.Items ?? [])
            {
                if (item.Text is { } text)
                {
                    yield return text;
                }
            }
        }

        foreach (var list in (string[])["patches", "patchesJson6902", "replacements"])
        {
            foreach (var item in Root?[list]?.Items ?? [])
            {
                if (item["path"]?.Text is { } path)
                {
                    yield return path;
                }
            }
        }

        foreach (var path in GeneratorInputs())
        {
            yield return path;
        }

        if (Root?.At("openapi", "path")?.Text is { } schema)
        {
            yield return schema;
        }
    }

    private IEnumerable<string> GeneratorInputs()
    {
        foreach (var list in (string[])["configMapGenerator", "secretGenerator"])
        {
            foreach (var generator in Root?[list]?.Items ?? [])
            {
                foreach (var input in (IEnumerable<Node>)[.. generator["files"]?.Items ?? [], .. generator["envs"]?.Items ?? []])
                {
                    if (input.Text is { } text)
                    {
                        yield return text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..];
                    }
                }

                if (generator["env"]?.Text is { } single)
                {
                    yield return single;
                }
            }
        }
    }
}
