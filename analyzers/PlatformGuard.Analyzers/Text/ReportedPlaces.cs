using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PlatformGuard.Analyzers.Text;

/// <summary>The places of one compilation that a rule reported: a value that reaches two clients is reported once, where it is written.</summary>
internal sealed class ReportedPlaces
{
    private readonly ConcurrentDictionary<(SyntaxTree?, TextSpan), byte> places = new();

    /// <summary>Whether the place was not reported yet; it counts as reported from now on.</summary>
    public bool Add(Location location) => places.TryAdd((location.SourceTree, location.SourceSpan), 0);
}
