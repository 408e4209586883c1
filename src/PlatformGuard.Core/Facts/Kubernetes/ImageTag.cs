using System;
using System.Buffers;
using System.Collections.Frozen;
using System.Linq;

namespace PlatformGuard.Core.Facts.Kubernetes;

/// <summary>Tells tags that name a version from tags that move.</summary>
internal static class ImageTag
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    // Names of branches: with a build number or hash beside them they name one build.
    private static readonly FrozenSet<string> Branches = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "main", "master", "trunk", "head", "develop", "development", "dev", "devel", "staging", "stage", "production", "prod", "release", "test", "testing", "qa");

    // Names of channels: "lts-22" and "stable-3" still move; only a date, a hash or a whole version beside them fixes the content.
    private static readonly FrozenSet<string> Channels = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "latest", "stable", "oldstable", "unstable", "edge", "nightly", "canary", "lts", "current", "next", "rolling", "mainline", "snapshot", "preview", "experimental", "insiders");

    /// <summary>Judges a tag in which variables are replaced by <c>\0</c>.</summary>
    public static ImageTagKind Classify(string tag)
    {
        if (tag.Length == 0)
        {
            return ImageTagKind.None;
        }

        var words = tag.Split('-', '_');
        if (!tag.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_') || (IsPlaceholder(tag) && !words.Any(IsMovingName)))
        {
            return ImageTagKind.Unknown;
        }

        if (words.Any(IsCommit))
        {
            return ImageTagKind.Fixed;
        }

        // Without any digit it names a line of images ("alpine", "slim-bookworm", "feature-x"), not one of them.
        if (!tag.Any(char.IsAsciiDigit))
        {
            return ImageTagKind.Moving;
        }

        if (words.Any(Channels.Contains))
        {
            return words.Any(IsPrecise) ? ImageTagKind.Version : ImageTagKind.Moving;
        }

        if (words.Any(Branches.Contains))
        {
            return words.Any(static word => word.Length > 0 && word.All(char.IsAsciiDigit)) || words.Any(IsPrecise) ? ImageTagKind.Version : ImageTagKind.Moving;
        }

        return ImageTagKind.Version;
    }

    private static bool IsMovingName(string word) => Channels.Contains(word) || Branches.Contains(word);

    // What people leave for a pipeline to replace: __TAG__, IMAGE_TAG, REPLACE_ME.
    private static bool IsPlaceholder(string tag) =>
        tag.StartsWith("__", StringComparison.Ordinal) || (tag.Length >= 3 && tag.All(static letter => char.IsAsciiLetterUpper(letter) || letter is '_' or '-'));

    private static bool IsCommit(string word)
    {
        // "git describe" writes g before the hash. Without it, a number may be a date or a build.
        var isMarked = word.Length > 0 && word[0] == 'g';
        var hash = isMarked ? word.AsSpan(1) : word;
        return hash.Length is >= 7 and <= 64
            && hash.IndexOfAnyExcept(HexDigits) < 0
            && (isMarked || hash.IndexOfAnyExceptInRange('0', '9') >= 0);
    }

    // A date, a build number of four digits or more, or a version of three parts.
    private static bool IsPrecise(string word)
    {
        var digits = word.StartsWith('v') || word.StartsWith('V') ? word[1..] : word;
        return (digits.Length >= 4 && digits.All(char.IsAsciiDigit)) || (digits.Length > 0 && digits.Split('.') is { Length: >= 3 } parts && parts.All(static part => part.Any(char.IsAsciiDigit)));
    }
}
