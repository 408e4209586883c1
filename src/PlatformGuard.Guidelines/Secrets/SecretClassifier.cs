using System;
using System.Collections.Generic;
using PlatformGuard.Guidelines.Secrets.Formats;

namespace PlatformGuard.Guidelines.Secrets;

/// <summary>Decides whether a literal is a secret. The same for code and files.</summary>
/// <remarks>
/// In this order: the role of the value (ciphertext and references are none), unmistakable formats (tokens of known issuers, private keys, signed
/// tokens, passwords in URLs and connection strings), then what the name says, together with what the value looks like. Linear in the value's length.
/// </remarks>
public static class SecretClassifier
{
    /// <summary>Shortest value that any rule here calls a secret.</summary>
    private const int Shortest = 4;

    /// <summary>Parts of a path below which values are encrypted, or only tell where a secret is kept.</summary>
    private static readonly string[] HarmlessPathParts = ["encryptedData", "secretKeyRef", "configMapKeyRef", "secretRef", "remoteRef", "sops/", "sops:"];

    /// <summary>Judges a value. Null when it is no secret.</summary>
    public static SecretVerdict? Judge(string value, in SecretContext context) =>
        value.Length < Shortest || IsHarmlessPath(context.Path) ? null : FindFormat(value, 0, context.Slot) ?? NamedValue.Judge(value, context);

    /// <summary>Every secret in a value that may hold several, such as a whole file in a ConfigMap, in order.</summary>
    public static IReadOnlyList<SecretVerdict> JudgeAll(string value, in SecretContext context)
    {
        var first = Judge(value, context);
        if (first is null)
        {
            return [];
        }

        var all = new List<SecretVerdict> { first };
        while (FindFormat(value, all[all.Count - 1].Start + all[all.Count - 1].Length, context.Slot) is { } next)
        {
            all.Add(next);
        }

        return all;
    }

    /// <summary>
    /// Judges the one place of a text where one of <see cref="SecretAnchors.Forms"/> stands, by form alone. Readers that search large texts for
    /// the anchors themselves need not look at anything else.
    /// </summary>
    public static SecretVerdict? JudgeAt(string text, int at) => text[at] switch
    {
        ':' => UrlCredentials.At(text, at, isProse: true),
        '-' => PrivateKeyBlocks.At(text, at),
        'Q' when at + 1 < text.Length && text[at + 1] == '~' => TokenFinder.At(text, at + 1, 0),
        'e' when Names.Ascii.StartsWith(text, at, JsonWebTokens.Begin) => JsonWebTokens.At(text, at),
        'L' when Names.Ascii.StartsWith(text, at, PrivateKeyBlocks.EncodedBegin) => PrivateKeyBlocks.At(text, at),
        _ => TokenFinder.At(text, at, 0),
    };

    /// <summary>The first secret at or after <paramref name="from"/> that its form alone gives away.</summary>
    private static SecretVerdict? FindFormat(string value, int from, SecretSlot slot)
    {
        var found = TokenFinder.Find(value, from);
        if (value.Length - from >= 60)
        {
            found = Earlier(found, PrivateKeyBlocks.Find(value, from));
            found = Earlier(found, JsonWebTokens.Find(value, from));
        }

        found = Earlier(found, UrlCredentials.Find(value, from, slot == SecretSlot.Text));
        if (slot == SecretSlot.Text || value.Length - from < 12)
        {
            return found;
        }

        found = Earlier(found, AuthorizationHeaders.Find(value, from));
        return from == 0 ? Earlier(found, ConnectionStringCredentials.Find(value)) : found;
    }

    private static SecretVerdict? Earlier(SecretVerdict? left, SecretVerdict? right) =>
        left is null ? right : right is null || left.Start <= right.Start ? left : right;

    private static bool IsHarmlessPath(string? path)
    {
        if (path is null)
        {
            return false;
        }

        foreach (var part in HarmlessPathParts)
        {
            if (path.IndexOf(part, StringComparison.Ordinal) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
