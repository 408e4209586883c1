using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Rendering.Helm;
using PlatformGuard.Core.Rendering.Kustomize;

namespace PlatformGuard.Core.Rendering;

/// <summary>The Kubernetes objects that reach a cluster together: one set for all plain files of the code base, one for each kustomize overlay, one for each Helm chart and values file.</summary>
public sealed class RenderedManifests : IFacts<RenderedManifests>
{
    private RenderedManifests(IReadOnlyList<ManifestSet> sets, IReadOnlyList<NotEvaluated> notEvaluated)
    {
        Sets = sets;
        NotEvaluated = notEvaluated;
    }

    /// <summary>The sets, plain files first, then overlays and charts in order of path.</summary>
    public IReadOnlyList<ManifestSet> Sets { get; }

    /// <summary>Charts, overlays and fields that could not be rendered.</summary>
    public IReadOnlyList<NotEvaluated> NotEvaluated { get; }

    /// <inheritdoc/>
    public static RenderedManifests Gather(CodeBase codeBase)
    {
        var gaps = new RenderingGaps();
        var tree = new KustomizeTree(codeBase);
        var overlays = new KustomizeRenderer(tree, codeBase.Options, gaps).RenderAll();
        var charts = new HelmRenderer(codeBase, gaps).RenderAll();
        ManifestSet[] sets = [new ManifestSet("", PlainObjects(codeBase, tree)), .. overlays.Concat(charts).OrderBy(static set => set.Name, StringComparer.Ordinal)];
        return new RenderedManifests(sets, gaps.ToList());
    }

    /// <summary>Objects of files that no kustomization and no chart uses. A patch looks like an object and is none; data of tests reaches no cluster.</summary>
    private static ImmutableArray<Node> PlainObjects(CodeBase codeBase, KustomizeTree tree)
    {
        var charts = codeBase.FilesOf(FileKind.HelmChart).Select(static file => file.Folder).ToList();
        return
        [
            .. codeBase.Files
                .Where(file => file.Kind is FileKind.Kubernetes or FileKind.Kustomization && !FilePurpose.IsTestData(file.Path) && !tree.OwnedFiles.Contains(file.Path) && !HelmChart.Owns(charts, file.Path))
                .SelectMany(static file => file.Documents)
                .SelectMany(static document => ManifestObjects.Split(document))
                .Where(static item => ManifestObjects.IsObject(item) && !ManifestObjects.IsForRenderer(item)),
        ];
    }
}

/// <summary>Objects that are applied together. Their nodes keep the place (and file) where each value was written.</summary>
/// <param name="Name">Empty for plain files, otherwise the overlay's or chart's folder (<c>.</c> for the checked folder itself), and behind <c>with</c> the chart's values file.</param>
/// <param name="Objects">One mapping for each object; the items of a <c>List</c> already apart.</param>
public sealed record ManifestSet(string Name, ImmutableArray<Node> Objects)
{
    /// <summary>
    /// Whether nothing of the set is missing. Of an incomplete one (a remote base, a field that is not rendered) what is there can be judged;
    /// that something is absent cannot be known.
    /// </summary>
    public bool IsComplete { get; init; } = true;
}
