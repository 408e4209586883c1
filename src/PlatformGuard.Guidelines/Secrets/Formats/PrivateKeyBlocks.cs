using System;
using PlatformGuard.Guidelines.Secrets.Names;
using PlatformGuard.Guidelines.Secrets.Values;

namespace PlatformGuard.Guidelines.Secrets.Formats;

/// <summary>Finds PEM and PGP private keys with their key material, also when line ends are written as <c>\n</c> or the block is base64-encoded once more.</summary>
internal static class PrivateKeyBlocks
{
    /// <summary>How every block begins.</summary>
    public const string Begin = "-----BEGIN ";

    /// <summary>How far key material is looked at: more than the largest RSA key in use. Keeps hostile input linear.</summary>
    private const int LongestBlock = 32 * 1024;

    /// <summary>Fewest base64 characters that hold a private key: 32 bytes and their envelope.</summary>
    private const int LeastMaterial = 44;

    /// <summary>Fewest characters that stand together in key material, whose lines have 64: words of a text about keys are shorter.</summary>
    private const int LeastRun = 16;

    /// <summary>"-----BEGIN " in base64, as it begins in the files that hold encoded keys (kubeconfig, Kubernetes Secrets).</summary>
    public const string EncodedBegin = "LS0tLS1CRUdJTi";

    private static readonly (string Label, string Kind)[] Labels =
    [
        ("PRIVATE KEY-----", "private key"),
        ("RSA PRIVATE KEY-----", "RSA private key"),
        ("EC PRIVATE KEY-----", "EC private key"),
        ("DSA PRIVATE KEY-----", "DSA private key"),
        ("OPENSSH PRIVATE KEY-----", "OpenSSH private key"),
        ("ENCRYPTED PRIVATE KEY-----", "encrypted private key"),
        ("PGP PRIVATE KEY BLOCK-----", "PGP private key"),
    ];

    /// <summary>The first private key at or after <paramref name="from"/>, or null.</summary>
    public static SecretVerdict? Find(string text, int from)
    {
        for (var at = IndexOf(text, Begin, from); at >= 0; at = IndexOf(text, Begin, at + Begin.Length))
        {
            if (At(text, at) is { } found)
            {
                return found;
            }
        }

        for (var at = IndexOf(text, EncodedBegin, from); at >= 0; at = IndexOf(text, EncodedBegin, at + EncodedBegin.Length))
        {
            if (EncodedAt(text, at) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The private key whose header stands at <paramref name="at"/>, or null.</summary>
    public static SecretVerdict? At(string text, int at)
    {
        if (Ascii.StartsWith(text, at, EncodedBegin))
        {
            return EncodedAt(text, at);
        }

        if (!Ascii.StartsWith(text, at, Begin))
        {
            return null;
        }

        foreach (var (label, kind) in Labels)
        {
            if (Ascii.StartsWith(text, at + Begin.Length, label) && EndOfMaterial(text, at + Begin.Length + label.Length) is > 0 and var end)
            {
                return new SecretVerdict(kind, at, end - at) { IsKey = true };
            }
        }

        return null;
    }

    private static SecretVerdict? EncodedAt(string text, int at)
    {
        // 48 characters hold 36 bytes: enough for the label.
        if (text.Length - at < 100 || Base64.Decode(text, at, 48) is not { } head || head.IndexOf("PRIVATE KEY", StringComparison.Ordinal) < 0)
        {
            return null;
        }

        var end = at;
        while (end < text.Length && end - at < LongestBlock && Ascii.IsBase64(text[end]))
        {
            end++;
        }

        return end - at >= 100 ? new SecretVerdict("private key", at, end - at) { IsKey = true } : null;
    }

    /// <summary>End of the block when key material follows the header; 0 when the header stands alone.</summary>
    private static int EndOfMaterial(string text, int at)
    {
        var material = 0;
        var run = 0;
        var ofLine = 0;
        var distinct = 0UL;
        var ofRun = 0UL;
        var limit = Math.Min(text.Length, at + LongestBlock);
        for (var i = at; i < limit; i++)
        {
            var c = text[i];
            if (Ascii.IsLetterOrDigit(c) || c is '+' or '/' or '=')
            {
                run++;
                ofRun |= 1UL << (c & 63);
                continue;
            }

            EndRun();
            if (c == '\\' && i + 1 < text.Length && text[i + 1] is 'n' or 'r' or 't')
            {
                i++;
                ofLine = 0;
                continue;
            }

            if (c is ':' or ',')
            {
                // A header of the block (`Proc-Type: 4,ENCRYPTED`, `Version: …`), or a list of strings: what stood on this line is no key material.
                if (c == ':')
                {
                    material -= ofLine;
                    ofLine = 0;
                }

                continue;
            }

            if (c is '\n')
            {
                ofLine = 0;
            }
            else if (c == '-' && Ascii.StartsWith(text, i, Begin))
            {
                return IsKey(material, distinct) ? i : 0;
            }
            else if (c == '-' && Ascii.StartsWith(text, i, "-----END "))
            {
                var close = IndexOf(text, "-----", i + 9);
                return IsKey(material, distinct) ? (close < 0 ? i : close + 5) : 0;
            }
            else if (c is not ('\r' or ' ' or '\t' or '"' or '\'' or '+' or '\\' or '.' or '-' or '_' or '(' or ')' or '@' or '#' or '/' or '*'))
            {
                return IsKey(material, distinct) ? i : 0;
            }
        }

        EndRun();
        return IsKey(material, distinct) ? limit : 0;

        void EndRun()
        {
            if (run >= LeastRun)
            {
                material += run;
                ofLine += run;
                distinct |= ofRun;
            }

            run = 0;
            ofRun = 0;
        }
    }

    private static bool IsKey(int material, ulong distinct)
    {
        var kinds = 0;
        for (; distinct != 0; distinct &= distinct - 1)
        {
            kinds++;
        }

        return material >= LeastMaterial && kinds >= 16;
    }

    private static int IndexOf(string text, string part, int from) => text.IndexOf(part, from, StringComparison.Ordinal);
}
