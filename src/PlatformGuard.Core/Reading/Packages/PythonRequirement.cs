using System;
using System.Buffers;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>Reads one requirement as pip writes it: <c>torch[opt]&gt;=2,&lt;3 ; python_version &gt; "3.9"</c>, <c>name @ https://…</c>.</summary>
internal static class PythonRequirement
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private static readonly SearchValues<char> EndOfVersion = SearchValues.Create(" ;,#\\\"'");

    /// <summary>The name at the start of <paramref name="text"/>; empty when there is none.</summary>
    public static ReadOnlySpan<char> Name(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExcept(NameCharacters);
        var name = end < 0 ? text : text[..end];
        if (name.IsEmpty || !char.IsAsciiLetterOrDigit(name[0]))
        {
            return [];
        }

        // What follows a name is a version, an extra, a marker, an address or a comment. A path or URL is no name.
        var rest = end < 0 ? [] : text[end..].TrimStart();
        return rest.IsEmpty || rest[0] is '=' or '<' or '>' or '!' or '~' or '[' or ';' or '@' or '#' or '(' or ',' or '\\' ? name : [];
    }

    /// <summary>The exact version behind <c>==</c>, or null.</summary>
    public static string? Version(ReadOnlySpan<char> text)
    {
        var pin = text.IndexOf("==", StringComparison.Ordinal);
        if (pin < 0)
        {
            return null;
        }

        var version = text[(pin + 2)..].TrimStart("= ");
        var end = version.IndexOfAny(EndOfVersion);
        return (end < 0 ? version : version[..end]).ToString();
    }
}
