using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Guidelines.Secrets.Formats;

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
