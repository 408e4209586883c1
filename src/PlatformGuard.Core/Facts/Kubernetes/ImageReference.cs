using System;
using System.Text;

namespace PlatformGuard.Core.Facts.Kubernetes;

/// <summary>What an image reference names the content by.</summary>
public enum ImageTagKind
{
    /// <summary>Neither tag nor digest.</summary>
    None,

    /// <summary>A tag that moves by its nature, such as <c>latest</c>, <c>main</c> or <c>alpine</c>.</summary>
    Moving,

    /// <summary>A tag that names a version or a build.</summary>
    Version,

    /// <summary>A digest, or a tag that is the hash of a commit.</summary>
    Fixed,

    /// <summary>A variable stands in the place of the tag.</summary>
    Unknown,
}

/// <summary>A container image reference: <c>[registry[:port]/]repository[:tag][@digest]</c>.</summary>
/// <param name="Tag">What it names the content by.</param>
/// <param name="TagText">The tag as written; empty without one.</param>
public sealed record ImageReference(ImageTagKind Tag, string TagText)
{
    // Stands for a variable while the reference is taken apart; no reference can contain it.
    private const char Variable = '\0';

    /// <summary>Reads a reference; null for an empty one.</summary>
    public static ImageReference? Parse(string text)
    {
        var masked = MaskVariables(text.Trim());
        if (masked.Length == 0)
        {
            return null;
        }

        // ko builds the image from this import path and puts in the digest itself.
        if (masked.Contains('@', StringComparison.Ordinal) || masked.StartsWith("ko://", StringComparison.Ordinal))
        {
            return new(ImageTagKind.Fixed, "");
        }

        // A colon before the last slash belongs to the registry's port.
        var repository = masked.LastIndexOf('/') + 1;
        var colon = masked.IndexOf(':', repository);
        if (colon < 0)
        {
            return new(masked[^1] == Variable ? ImageTagKind.Unknown : ImageTagKind.None, "");
        }

        var tag = masked[(colon + 1)..];
        return new(ImageTag.Classify(tag), tag);
    }

    private static string MaskVariables(string text)
    {
        var masked = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (VariableLength(text, i) is var length and > 0)
            {
                masked.Append(Variable);
                i += length - 1;
            }
            else
            {
                masked.Append(text[i]);
            }
        }

        return masked.ToString();
    }

    private static int VariableLength(string text, int start)
    {
        var rest = text.AsSpan(start);
        var close = rest switch
        {
            ['$', '{', ..] => "}",
            ['$', '(', ..] => ")",
            ['{', '{', ..] => "}}",
            ['#', '{', ..] => "}#",
            ['<', '%', ..] => "%>",
            ['<', ..] => ">",
            _ => null,
        };
        if (close is not null)
        {
            var end = rest.IndexOf(close, StringComparison.Ordinal);
            return end < 0 ? rest.Length : end + close.Length;
        }

        if (rest is not ['$', ..])
        {
            return 0;
        }

        var length = 1;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == '_'))
        {
            length++;
        }

        return length;
    }
}
