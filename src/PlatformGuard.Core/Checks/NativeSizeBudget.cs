using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Dependencies;
using PlatformGuard.Core.Findings;

namespace PlatformGuard.Core.Checks;

/// <summary>PG5002: the native files of the main application's packages are too large, whatever they are called.</summary>
public sealed class NativeSizeBudget() : Check("PG5002")
{
    private const int MaxListed = 5;

    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
        foreach (var closure in context.Facts<NuGetFacts>().Closures)
        {
            if (closure.Resolution == NuGetResolution.Restored)
            {
                Examine(closure, context);
            }
            else
            {
                context.ReportNotEvaluated($"native assets of {closure.Project.Path}", "it is not restored: run 'dotnet restore' first", Location.OfFile(closure.Project.Path));
            }
        }
    }

    private static void Examine(DotNetClosure closure, CheckContext context)
    {
        var packages = closure.Graph.Nodes.ToList();
        var over = new List<(string Platform, long Bytes)>();
        foreach (var platform in closure.Platforms)
        {
            if (closure.NativeBytes(packages, platform) is not { } bytes)
            {
                context.ReportNotEvaluated($"native assets of {closure.Project.Path} for {platform}", "the package folder no longer holds them: run 'dotnet restore' first", Location.OfFile(closure.Project.Path));
            }
            else if (bytes > context.CodeBase.Policy.NativeAssetBudget)
            {
                over.Add((platform, bytes));
            }
        }

        if (over.Count == 0)
        {
            return;
        }

        // One cause, one finding: the same packages are too large on every platform.
        var heaviest = over.MaxBy(static item => item.Bytes);
        var others = over.Select(static item => item.Platform).Where(platform => platform != heaviest.Platform).ToList();
        var where = heaviest.Platform + (others.Count == 0 ? "" : $" (also over on {string.Join(", ", others)})");
        context.Report(
            Location.OfFile(closure.Project.Path),
            "native/" + closure.Name,
            null,
            [closure.Name, where, DataSize.Text(heaviest.Bytes), DataSize.Text(context.CodeBase.Policy.NativeAssetBudget)],
            Weights(closure, packages, heaviest.Platform));
    }

    private static ImmutableArray<RelatedLocation> Weights(DotNetClosure closure, List<PackageNode> packages, string platform)
    {
        var heavy = packages
            .Select(node => (Node: node, Bytes: closure.NativeBytes([node], platform) ?? 0))
            .Where(static item => item.Bytes >= 1_000_000)
            .OrderByDescending(static item => item.Bytes)
            .ThenBy(static item => item.Node.Name, System.StringComparer.Ordinal)
            .Take(MaxListed);
        var related = ImmutableArray.CreateBuilder<RelatedLocation>();
        foreach (var (node, bytes) in heavy)
        {
            if (closure.Graph.PathsTo(other => other == node) is [var path, ..])
            {
                related.Add(new RelatedLocation(closure.PlaceOf(path), $"{DataSize.Text(bytes)}: {closure.Name} > {string.Join(" > ", path.Nodes.Select(static part => part.Name))}"));
            }
        }

        return related.ToImmutable();
    }
}
