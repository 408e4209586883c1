using System;
using System.Collections.Generic;
using System.Linq;
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
        value.Length < Shortest || IsHarmlessPath(context.Path) ? null : FindFormat(value, context.Slot) ?? NamedValue.Judge(value, context);

    /// <summary>Every secret in a value that may hold several, such as a whole file in a ConfigMap, in order.</summary>
    public static IReadOnlyList<SecretVerdict> JudgeAll(string value, in SecretContext context)
    {
        if (value.Length < Shortest || IsHarmlessPath(context.Path))
        {
            return [];
        }

        List<SecretVerdict>? all = null;
        var slot = context.Slot;
        AddAll(ref all, value, TokenFinder.Find);
        AddAll(ref all, value, PrivateKeyBlocks.Find);
        if (slot == SecretSlot.Test)
        {
            return all is null ? Array.Empty<SecretVerdict>() : WithoutOverlaps(all);
        }

        AddAll(ref all, value, JsonWebTokens.Find);
        AddAll(ref all, value, slot == SecretSlot.Text ? static (text, from) => UrlCredentials.Find(text, from, isProse: true) : static (text, from) => UrlCredentials.Find(text, from, isProse: false));
        if (slot != SecretSlot.Text)
        {
            AddAll(ref all, value, AuthorizationHeaders.Find);
            AddAll(ref all, value, static (text, from) => from == 0 ? ConnectionStringCredentials.Find(text) : null);
        }

        if (slot is SecretSlot.Setting or SecretSlot.SecretStore && EmbeddedDocument.Is(value))
        {
            EmbeddedDocument.Judge(value, context, all ??= []);
        }
        else if (all is null && NamedValue.Judge(value, context) is { } named)
        {
            return [named];
        }

        if (all is null)
        {
            return [];
        }

        return WithoutOverlaps(all);
    }

    private static void AddAll(ref List<SecretVerdict>? all, string value, Func<string, int, SecretVerdict?> find)
    {
        for (var next = find(value, 0); next is not null; next = find(value, next.Start + next.Length))
        {
            (all ??= []).Add(next);
        }
    }

    /// <summary>In order of place. Of two at the same place the first counts: a form says more than a name.</summary>
    private static List<SecretVerdict> WithoutOverlaps(List<SecretVerdict> verdicts)
    {
        if (verdicts.Count < 2)
        {
            return verdicts;
        }

        var kept = new List<SecretVerdict>(verdicts.Count);
        var end = 0;
        foreach (var verdict in verdicts.OrderBy(static verdict => verdict.Start))
        {
            if (verdict.Start >= end)
            {
                kept.Add(verdict);
                end = verdict.Start + verdict.Length;
            }
        }

        return kept;
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

    /// <summary>The first secret that its form alone gives away.</summary>
    private static SecretVerdict? FindFormat(string value, SecretSlot slot)
    {
        var found = TokenFinder.Find(value, 0);
        if (value.Length >= 60)
        {
            found = Earlier(found, PrivateKeyBlocks.Find(value, 0));
            found = slot == SecretSlot.Test ? found : Earlier(found, JsonWebTokens.Find(value, 0));
        }

        if (slot == SecretSlot.Test)
        {
            return found;
        }

        found = Earlier(found, UrlCredentials.Find(value, 0, slot == SecretSlot.Text));
        if (slot == SecretSlot.Text || value.Length < 12)
        {
            return found;
        }

        found = Earlier(found, AuthorizationHeaders.Find(value, 0));
        return Earlier(found, ConnectionStringCredentials.Find(value));
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
