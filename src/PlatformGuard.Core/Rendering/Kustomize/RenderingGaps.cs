using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;

namespace PlatformGuard.Core.Rendering;

/// <summary>What could not be rendered. A base that several overlays use is reported once.</summary>
internal sealed class RenderingGaps
{
    /// <summary>The rules that judge rendered objects.</summary>
    private static readonly ImmutableArray<string> Rules = ["PG4004", "PG7001", "PG7003", "PG7004", "PG7007", "PG7008", "PG7010"];

    private readonly HashSet<Gap> seen = [];

    public void Add(string what, string why, Location location) => seen.Add(new Gap(what, why, location));

    public IReadOnlyList<NotEvaluated> ToList() =>
    [
        .. seen.OrderBy(static gap => gap.Location.File, StringComparer.Ordinal)
            .ThenBy(static gap => gap.Location.Start)
            .ThenBy(static gap => gap.What, StringComparer.Ordinal)
            .ThenBy(static gap => gap.Why, StringComparer.Ordinal)
            .Select(static gap => new NotEvaluated(gap.What, gap.Why, gap.Location, Rules)),
    ];

    private sealed record Gap(string What, string Why, Location Location);
}
