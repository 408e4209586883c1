using System.Collections.Generic;
using System.Linq;

namespace PlatformGuard.Core.Checks;

/// <summary>Lists in sentences.</summary>
internal static class Enumeration
{
    /// <summary><c>a</c>, <c>a or b</c>, <c>a, b or c</c>.</summary>
    public static string Or(IReadOnlyList<string> items) =>
        items.Count < 2 ? string.Concat(items) : string.Join(", ", items.Take(items.Count - 1)) + " or " + items[^1];
}
