using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Guidelines.Secrets.Formats;
using PlatformGuard.Guidelines.Secrets.Names;

namespace PlatformGuard.Guidelines.Secrets;

/// <summary>What a reader searches a large text for, before it looks closer. A text without any of these holds nothing that is judged a secret.</summary>
public static class SecretAnchors
{
    /// <summary>Fixed parts of all forms that tell by themselves, letter case included. Each hit is judged by <see cref="SecretClassifier.JudgeAt"/>.</summary>
    public static IReadOnlyList<string> Forms { get; } = AllForms();

    /// <summary>Parts of names, in lower case: every name that says that its value is a credential has one of them, in any letter case.</summary>
    public static IReadOnlyList<string> NameParts { get; } = ["pass", "pwd", "psw", "secret", "token", "key", "cred", "auth"];

    /// <summary>
    /// Fewest characters from an anchor to the end of the secret, the anchor included. All of them are letters, digits or <see cref="TokenSigns"/>,
    /// unless the anchor is that of a URL or a private key.
    /// </summary>
    public static int ShortestToken { get; } = TokenTable.All.Min(static format => format.ShortestLength);

    /// <summary>What a token may hold besides ASCII letters and digits.</summary>
    public static string TokenSigns => "_-.+/=:~";

    // In lower case, by their first character in either case.
    private static readonly string[]?[] Beginnings = IndexOfBeginnings();

    /// <summary>
    /// Whether a text, or a part of one, may hold a secret that its form gives away. A look that costs next to nothing, before anything is
    /// judged: where it answers no, nothing but a name can make the text a secret.
    /// </summary>
    public static bool MayHoldForm(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] < 128 && Beginnings[text[at]] is { } anchors && BeginsAt(text, at, anchors))
            {
                return true;
            }
        }

        return false;
    }

    private static bool BeginsAt(string text, int at, string[] anchors)
    {
        foreach (var anchor in anchors)
        {
            if (Ascii.StartsWithIgnoreCase(text, at, anchor))
            {
                return true;
            }
        }

        return false;
    }

    private static string[]?[] IndexOfBeginnings()
    {
        var lists = new List<string>?[128];
        foreach (var anchor in (string[])[.. Forms, .. AuthorizationHeaders.Schemes, ConnectionStringCredentials.Sign])
        {
            var lower = anchor.ToLowerInvariant();
            (lists[lower[0]] ??= []).Add(lower);
        }

        var index = new string[]?[128];
        for (var c = 0; c < index.Length; c++)
        {
            index[c] = lists[char.ToLowerInvariant((char)c)]?.ToArray();
        }

        return index;
    }

    private static string[] AllForms()
    {
        var forms = new SortedSet<string>(StringComparer.Ordinal)
        {
            UrlCredentials.Mark, PrivateKeyBlocks.Begin, PrivateKeyBlocks.EncodedBegin, JsonWebTokens.Begin, TokenFinder.AzureMark, TokenFinder.Terraform,
        };
        foreach (var format in TokenTable.All)
        {
            forms.Add(format.Prefix);
        }

        return [.. forms];
    }
}
