using System;
using System.Collections.Generic;
using System.Text;

namespace PlatformGuard.Guidelines.Options;

/// <summary>
/// The analyzer options that carry what the platform's policy says into the compiler: severities as <c>PG1001:warning</c>, separated by commas, and
/// the accepted common libraries, a comma between the libraries of a set and a bar between sets.
/// </summary>
public static class PolicyOption
{
    /// <summary>Name of the option with the severities that the policy sets for the declared stage.</summary>
    public const string SeveritiesKey = "platformguard.severities";

    /// <summary>Name of the option with the sets of .NET libraries that are accepted in place of LabKit.</summary>
    public const string CommonLibrariesKey = "platformguard.common_libraries";

    /// <summary>Writes sets of libraries as the option's value. A set with a name that is no package's is left out: it cannot be there.</summary>
    public static string EncodeLibraries(IEnumerable<IReadOnlyList<string>> sets)
    {
        var text = new StringBuilder();
        foreach (var set in sets)
        {
            var libraries = string.Join(",", set);
            if (libraries.Length > 0 && libraries.IndexOfAny(['|', ';', '#', '\r', '\n']) < 0)
            {
                text.Append(text.Length > 0 ? "|" : "").Append(libraries);
            }
        }

        return text.ToString();
    }

    /// <summary>Reads the option's value. An empty name is left out, and an empty set.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> DecodeLibraries(string value)
    {
        var sets = new List<IReadOnlyList<string>>();
        foreach (var entry in value.Split('|'))
        {
            var libraries = new List<string>();
            foreach (var library in entry.Split(','))
            {
                if (library.Trim() is { Length: > 0 } name)
                {
                    libraries.Add(name);
                }
            }

            if (libraries.Count > 0)
            {
                sets.Add(libraries);
            }
        }

        return sets;
    }

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
