using System;
using System.Collections.Generic;
using System.Linq;

namespace PlatformGuard.Build;

/// <summary>The PG rules among the ids of <c>NoWarn</c> and its relatives.</summary>
internal static class RuleList
{
    private static readonly char[] Separators = [';', ',', ' ', '\t', '\r', '\n'];

    /// <summary>The ids that are ours, upper case, sorted, each once, with <c>;</c> between them.</summary>
    public static string Of(string ids) => string.Join(';', Parse(ids));

    /// <inheritdoc cref="Of"/>
    public static IEnumerable<string> Parse(string ids) =>
        ids.Split(Separators, StringSplitOptions.RemoveEmptyEntries)
            .Select(static id => id.ToUpperInvariant())
            .Where(IsRule)
            .Distinct()
            .Order(StringComparer.Ordinal);

    private static bool IsRule(string id) => id is ['P', 'G', _, _, _, _] && id.AsSpan(2).IndexOfAnyExceptInRange('0', '9') < 0;
}
