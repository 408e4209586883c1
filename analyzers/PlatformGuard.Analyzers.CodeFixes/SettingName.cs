using System.Collections.Generic;
using System.Text;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>Makes the name under which a secret is read at run time from the name that it has in the code.</summary>
internal static class SettingName
{
    /// <summary>The environment variable: <c>apiKey</c> becomes <c>API_KEY</c>, a bare <c>password</c> in a class <c>Mailer</c> <c>MAILER_PASSWORD</c>.</summary>
    /// <param name="name">The name that the secret has in the code, or null.</param>
    /// <param name="typeName">The type that the secret stands in, or null.</param>
    public static string ForEnvironment(string? name, string? typeName)
    {
        var words = Words(name, typeName);
        return string.Join("_", words).ToUpperInvariant();
    }

    /// <summary>The configuration key: the key that the code has already, or else the name, as in <c>Mailer:Password</c>.</summary>
    /// <param name="name">The name that the secret has in the code, or null.</param>
    /// <param name="typeName">The type that the secret stands in, or null.</param>
    public static string ForConfiguration(string? name, string? typeName)
    {
        if (name is not null && name.IndexOf(':') > 0)
        {
            return name;
        }

        var key = new StringBuilder();
        var own = Split(name ?? "");
        var isBare = own.Count < 2;
        foreach (var word in Words(name, typeName))
        {
            if (isBare && key.Length > 0 && own.Count == 1 && word == own[0])
            {
                key.Append(':');
            }

            key.Append(char.ToUpperInvariant(word[0])).Append(word.Substring(1).ToLowerInvariant());
        }

        return key.ToString();
    }

    // A single word such as password says too little: every class may have one.
    private static List<string> Words(string? name, string? typeName)
    {
        var words = Split(name ?? "");
        if (words.Count == 0 || (words.Count == 1 && words[0].Length < 3))
        {
            words = ["secret"];
        }

        if (words.Count == 1 && typeName is not null)
        {
            words.InsertRange(0, Split(typeName));
        }

        return words;
    }

    private static List<string> Split(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var index = 0; index < name.Length; index++)
        {
            var c = name[index];
            var isPart = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
            var startsWord = isPart && word.Length > 0 && char.IsUpper(c)
                && (!char.IsUpper(name[index - 1]) || (index + 1 < name.Length && char.IsLower(name[index + 1])));
            if ((!isPart || startsWord) && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            // An environment variable must not begin with a digit.
            if (isPart && (words.Count > 0 || word.Length > 0 || !char.IsDigit(c)))
            {
                word.Append(c);
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
