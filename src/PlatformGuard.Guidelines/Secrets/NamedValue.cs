using System;
using PlatformGuard.Guidelines.Secrets.Formats;
using PlatformGuard.Guidelines.Secrets.Names;
using PlatformGuard.Guidelines.Secrets.Values;

namespace PlatformGuard.Guidelines.Secrets;

/// <summary>Judges a value by its name: the more the name says, the less the value has to prove.</summary>
internal static class NamedValue
{
    /// <summary>Longer values of named settings are documents, not credentials; formats inside them are found elsewhere.</summary>
    private const int Longest = 2048;

    public static SecretVerdict? Judge(string value, in SecretContext context)
    {
        if (context.Slot is SecretSlot.Text or SecretSlot.Test)
        {
            return null;
        }

        var strength = StrengthOf(context);
        if (strength == NameStrength.None)
        {
            return null;
        }

        var text = value.Trim();
        if (text.Length is < 4 or > Longest || IsHarmless(text, context))
        {
            return null;
        }

        return IsSecret(text, strength, context.Slot) ? new SecretVerdict(KindOf(strength), value.IndexOf(text, StringComparison.Ordinal), text.Length) : null;
    }

    private static NameStrength StrengthOf(in SecretContext context)
    {
        var strength = context.Name is null ? NameStrength.None : CredentialName.Classify(context.Name);
        return context.Slot switch
        {
            SecretSlot.Credential when strength is not NameStrength.Key => NameStrength.Password,
            SecretSlot.SecretStore when strength == NameStrength.None => NameStrength.SomeKey,
            _ => strength,
        };
    }

    /// <summary>Whether the value is no secret under any name.</summary>
    private static bool IsHarmless(string value, in SecretContext context) =>
        Placeholders.IsTemplate(value, 0, value.Length)
        || Placeholders.IsMonotonous(value, 0, value.Length)
        || ValueShapes.IsHarmless(value)
        || ValueShapes.IsPathOrUrl(value)
        || ValueShapes.IsPattern(value)
        || ValueShapes.IsEmail(value)
        || ValueShapes.IsExpression(value)
        || value.IndexOf("EXAMPLE", StringComparison.OrdinalIgnoreCase) >= 0
        || DocumentedExamples.Contains(value, 0, value.Length)
        || (context.Name is { } name && IsSameName(name, value));

    private static bool IsSecret(string value, NameStrength strength, SecretSlot slot)
    {
        var wording = Wording.Of(value, 0, value.Length);
        if (wording.IsPlaceholder || (wording.IsFiller && !IsWeakPassword(value, wording, strength, slot)))
        {
            return false;
        }

        if (!wording.IsFiller && wording.IsName && wording.NamesCredential)
        {
            return false;
        }

        // A machine draws no `1234567890` and no `abcdef`.
        if (strength != NameStrength.Password && Placeholders.LongestRun(value, 0, value.Length) >= 6)
        {
            return false;
        }

        return strength switch
        {
            NameStrength.Password => IsPassword(value, wording, slot),
            NameStrength.Key => IsKey(value, wording, slot),
            NameStrength.SecretOrItsName => IsSecretNotItsName(value, wording, slot),
            _ => Randomness.IsRandom(value, 0, value.Length, 20) && !ValueShapes.IsUuid(value) && !ValueShapes.IsHexDigest(value),
        };
    }

    /// <summary><c>Password123!</c> is made of ordinary words and yet somebody's password where the slot says so.</summary>
    private static bool IsWeakPassword(string value, in Wording wording, NameStrength strength, SecretSlot slot) =>
        strength == NameStrength.Password && slot != SecretSlot.SourceLiteral && value.Length >= 8 && (wording.Numbers > 0 || wording.HasSymbol);

    private static bool IsPassword(string value, in Wording wording, SecretSlot slot)
    {
        if (ValueShapes.IsNumeric(value))
        {
            return slot != SecretSlot.SourceLiteral && value.Length >= 8 && value.IndexOfAny(['.', ':', ' ', ',']) < 0;
        }

        var hasSpace = value.IndexOfAny([' ', '\n', '\t']) >= 0;
        return slot == SecretSlot.SourceLiteral
            ? !hasSpace && value.Length >= 5 && !wording.IsPlainWords && IsAscii(value)
            : !(hasSpace && (wording.IsPlainWords || value.Split(' ').Length >= 4)) && (IsAscii(value) || wording.Numbers > 0);
    }

    private static bool IsKey(string value, in Wording wording, SecretSlot slot)
    {
        if (value.Length < 8 || value.IndexOf(' ') >= 0 || !IsAscii(value) || ValueShapes.IsNumeric(value))
        {
            return false;
        }

        if (wording.IsName)
        {
            // A name with a number can be a weak key; plain words are one only where nothing but keys is kept.
            return value.IndexOfAny(['.', ':', '/', '(', '[', ',', '=']) < 0
                && ((wording.Numbers > 0 && !(wording.Numbers == 1 && EndsWithVersion(value))) || slot is SecretSlot.Credential or SecretSlot.SecretStore);
        }

        return wording.Numbers > 0 || wording.HasSymbol || value.Length >= 12;
    }

    /// <summary><c>options-cache-v1</c>, <c>app-key-2</c>: the number counts versions.</summary>
    private static bool EndsWithVersion(string value)
    {
        var start = value.Length;
        while (start > 0 && Ascii.IsDigit(value[start - 1]))
        {
            start--;
        }

        return value.Length - start is 1 or 2;
    }

    private static bool IsSecretNotItsName(string value, in Wording wording, SecretSlot slot)
    {
        if (value.Length < 8 || value.IndexOf(' ') >= 0 || !IsAscii(value) || ValueShapes.IsNumeric(value) || ValueShapes.IsUuid(value))
        {
            return false;
        }

        if (Base64.Decode(value, 0, value.Length) is { } pair && pair.IndexOf(':') > 0)
        {
            return AuthorizationHeaders.IsRealPair(pair);
        }

        return wording.IsName ? slot == SecretSlot.SecretStore && wording.Numbers > 0 : wording.Numbers > 0 || value.Length >= 16;
    }

    private static bool IsAscii(string value)
    {
        foreach (var c in value)
        {
            if (c > 127)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the value only repeats the name: <c>token: TOKEN</c>, <c>modelKey: "model-key"</c>.</summary>
    private static bool IsSameName(string name, string value)
    {
        var i = 0;
        var j = 0;
        while (true)
        {
            while (i < name.Length && !Ascii.IsLetterOrDigit(name[i]))
            {
                i++;
            }

            while (j < value.Length && !Ascii.IsLetterOrDigit(value[j]))
            {
                j++;
            }

            if (i == name.Length || j == value.Length)
            {
                return i == name.Length && j == value.Length;
            }

            if (Ascii.Lower(name[i++]) != Ascii.Lower(value[j++]))
            {
                return false;
            }
        }
    }

    private static string KindOf(NameStrength strength) => strength switch
    {
        NameStrength.Password => "password",
        NameStrength.Key => "secret key or token",
        NameStrength.SecretOrItsName => "secret or token",
        _ => "secret key",
    };
}
