using System.Collections.Generic;
using System.Text;
using PlatformGuard.Guidelines.Options;

namespace PlatformGuard.Guidelines.FeatureFlags;

/// <summary>The feature flags that a manifest declares.</summary>
/// <param name="Manifest">The manifest's file name, for messages.</param>
/// <param name="Names">The flags' names.</param>
public sealed record DeclaredFlags(string Manifest, IReadOnlyCollection<string> Names);

/// <summary>The value of the analyzer option <c>platformguard.feature_flags</c>, which carries the manifest's <c>spec.featureFlags</c> into the compiler.</summary>
/// <remarks>It is <c>manifest|flag,flag</c>, every other sign percent-encoded UTF-8; without a manifest there is no such option.</remarks>
public static class DeclaredFlagOption
{
    /// <summary>Name of the option.</summary>
    public const string Key = "platformguard.feature_flags";

    /// <summary>Writes flags as the option's value: one line, ASCII only.</summary>
    public static string Encode(DeclaredFlags flags)
    {
        var text = new StringBuilder();
        OptionText.AppendEscaped(text, flags.Manifest);
        var separator = '|';
        foreach (var name in flags.Names)
        {
            OptionText.AppendEscaped(text.Append(separator), name);
            separator = ',';
        }

        return separator == '|' ? text.Append('|').ToString() : text.ToString();
    }

    /// <summary>Reads the option's value; null when it does not have the form that <see cref="Encode"/> writes.</summary>
    public static DeclaredFlags? Decode(string value)
    {
        var fields = value.Trim().Split('|');
        if (fields.Length != 2 || !OptionText.TryUnescape(fields[0], out var manifest))
        {
            return null;
        }

        var names = new HashSet<string>(System.StringComparer.Ordinal);
        foreach (var field in fields[1].Length == 0 ? [] : fields[1].Split(','))
        {
            if (!OptionText.TryUnescape(field, out var name))
            {
                return null;
            }

            names.Add(name);
        }

        return new(manifest, names);
    }
}
