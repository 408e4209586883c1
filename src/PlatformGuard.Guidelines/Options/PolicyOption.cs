using System;
using System.Collections.Generic;
using System.Text;

namespace PlatformGuard.Guidelines.Options;

/// <summary>The analyzer option that carries the severities of the platform's policy into the compiler: <c>PG1001:warning</c>, separated by commas.</summary>
public static class PolicyOption
{
    /// <summary>Name of the option with the severities that the policy sets for the declared stage.</summary>
    public const string SeveritiesKey = "platformguard.severities";

    /// <summary>Writes severities as the option's value.</summary>
    public static string EncodeSeverities(IEnumerable<KeyValuePair<string, Severity>> severities)
    {
        var text = new StringBuilder();
        foreach (var pair in severities)
        {
            text.Append(text.Length > 0 ? "," : "").Append(pair.Key).Append(':').Append(pair.Value.ToString().ToLowerInvariant());
        }

        return text.ToString();
    }

    /// <summary>Reads the option's value. What names no rule or severity is left out.</summary>
    public static IReadOnlyDictionary<string, Severity> DecodeSeverities(string value)
    {
        var severities = new Dictionary<string, Severity>(StringComparer.Ordinal);
        foreach (var entry in value.Split(','))
        {
            var colon = entry.IndexOf(':');
            if (colon > 0 && RuleCatalogue.TryGet(entry.Substring(0, colon).Trim(), out var rule)
                && Enum.TryParse<Severity>(entry.Substring(colon + 1).Trim(), ignoreCase: true, out var severity) && severity is >= Severity.Off and <= Severity.Error)
            {
                severities[rule.Id] = severity;
            }
        }

        return severities;
    }
}
