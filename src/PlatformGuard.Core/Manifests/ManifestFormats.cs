using System;
using System.Globalization;
using System.Linq;

namespace PlatformGuard.Core.Manifests;

/// <summary>The formats of text that a manifest knows.</summary>
internal static class ManifestFormats
{
    /// <summary>Whether this is a day of the calendar, written <c>yyyy-MM-dd</c>.</summary>
    public static bool IsDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>Whether this has the form of a date, be it one or not.</summary>
    public static bool LooksLikeDate(string text) =>
        text.Length == 10 && text[4] == '-' && text[7] == '-' && text.All(static character => character == '-' || char.IsAsciiDigit(character));

    /// <summary>Whether this is an absolute address with its scheme.</summary>
    public static bool IsLink(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(static character => character > ' ') && Uri.TryCreate(text, UriKind.Absolute, out _);
}
