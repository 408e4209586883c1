using PlatformGuard.Guidelines.Secrets.Names;

namespace PlatformGuard.Guidelines.Secrets.Values;

/// <summary>Decides about a value whose slot already says that it is a password.</summary>
internal static class PasswordValue
{
    /// <summary>Whether a part of a text in a password's own slot (of a URL, a connection string) is a real password: no template, mask or label.</summary>
    public static bool IsRealInSlot(string text, int start, int length)
    {
        if (length < 3 || Placeholders.IsTemplate(text, start, length) || Placeholders.IsMonotonous(text, start, length))
        {
            return false;
        }

        var wording = Wording.Of(text, start, length);
        return !wording.IsPlaceholder && !(wording.IsFiller && wording.Numbers == 0 && !wording.HasSymbol) && !IsPrefixOfVariable(text, start, length);
    }

    /// <summary>A shell's or compiler's variable right at the start: <c>$pass</c>.</summary>
    private static bool IsPrefixOfVariable(string text, int start, int length) =>
        text[start] == '$' && length > 1 && (Ascii.IsLetter(text[start + 1]) || text[start + 1] == '_');
}
