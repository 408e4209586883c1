using System;
using System.Collections.Generic;
using System.Text;

namespace PlatformGuard.Guidelines.Logging;

/// <summary>The standard names of log fields, and the synonyms that searches do not find.</summary>
/// <remarks>The names are those of LabKit's field specification, version 1.0, with the synonyms that it lists as deprecated.</remarks>
public static class LogFields
{
    private static readonly Dictionary<string, StandardField> Synonyms = new(StringComparer.Ordinal)
    {
        ["userid"] = new("gl_user_id", IsSameUnit: true),
        ["statuscode"] = new("status", IsSameUnit: true),
        ["httpstatus"] = new("status", IsSameUnit: true),
        ["httpstatuscode"] = new("status", IsSameUnit: true),
        ["statustext"] = new("status", IsSameUnit: false),
        ["requrl"] = new("url", IsSameUnit: true),
        ["hostname"] = new("host", IsSameUnit: true),
        ["requesthost"] = new("host", IsSameUnit: true),
        ["ip"] = new("remote_ip", IsSameUnit: true),
        ["sourceip"] = new("remote_ip", IsSameUnit: true),
        ["ipaddress"] = new("remote_ip", IsSameUnit: true),
        ["duration"] = new("duration_s", IsSameUnit: false),
        ["durationms"] = new("duration_s", IsSameUnit: false),
        ["elapsedtime"] = new("duration_s", IsSameUnit: false),
        ["actualduration"] = new("duration_s", IsSameUnit: false),
        ["timems"] = new("duration_s", IsSameUnit: false),
        ["totaltime"] = new("duration_s", IsSameUnit: false),
    };

    /// <summary>The standard field that a name is a synonym of, or null. Case and underscores do not matter.</summary>
    public static StandardField? StandardOf(string name)
    {
        // The longest synonym has 14 letters; what is much longer is none.
        if (name.Length is < 2 or > 24)
        {
            return null;
        }

        var letters = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (c != '_')
            {
                letters.Append(char.ToLowerInvariant(c));
            }
        }

        return Synonyms.TryGetValue(letters.ToString(), out var field) ? field : null;
    }
}

/// <summary>A standard log field.</summary>
/// <param name="Name">Its name in the log line.</param>
/// <param name="IsSameUnit">Whether the synonym holds the same value, so that renaming alone mends it.</param>
public sealed record StandardField(string Name, bool IsSameUnit);
