using System;
using System.Collections.Generic;

namespace PlatformGuard.Guidelines.Secrets;

/// <summary>Decides whether a column or mapped property of this name holds a token or key that stays valid for a long time (PG3007).</summary>
/// <remarks>
/// The last two words decide, so that <c>access_token_hash</c>, <c>token_count</c> and <c>api_key_id</c> are none. A word such as <c>token</c> alone is
/// none either: tables of one-time tokens are called so too.
/// </remarks>
public static class StoredToken
{
    private static readonly HashSet<string> TokenOwners = new(StringComparer.Ordinal)
    {
        "access", "refresh", "personal", "api", "auth", "oauth", "oauth2", "bearer", "deploy", "bot", "service", "integration", "webhook", "github", "gitlab", "slack", "user",
    };

    private static readonly HashSet<string> KeyOwners = new(StringComparer.Ordinal) { "api", "private", "secret", "signing", "encryption", "ssh", "access" };

    private static readonly HashSet<string> SecretOwners = new(StringComparer.Ordinal) { "client", "app", "application", "webhook", "oauth", "consumer", "shared", "signing", "totp", "otp" };

    /// <summary>Whether the name says so.</summary>
    public static bool IsLongLived(string name)
    {
        var words = Words(name);
        if (words.Count == 0)
        {
            return false;
        }

        var last = words[words.Count - 1];
        var before = words.Count > 1 ? words[words.Count - 2] : "";
        switch (last)
        {
            case "token" or "tokens":
                // A user token of a push service or a next page is no access; what goes before decides.
                return TokenOwners.Contains(before) && !(before == "user" && words.Count == 2);
            case "key" or "keys":
                return KeyOwners.Contains(before) && !(before == "access" && words.Count == 2 && last == "keys");
            case "secret" or "secrets":
                return SecretOwners.Contains(before);
            case "accesstoken" or "refreshtoken" or "apikey" or "apitoken" or "authtoken" or "clientsecret" or "privatekey" or "secretkey":
                return true;
            default:
                return false;
        }
    }

    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var index = 0; index <= name.Length; index++)
        {
            var isEnd = index == name.Length || !char.IsLetterOrDigit(name[index]);
            var isBoundary = !isEnd && index > start && char.IsUpper(name[index]) && (!char.IsUpper(name[index - 1]) || (index + 1 < name.Length && char.IsLower(name[index + 1])));
            if (isEnd || isBoundary)
            {
                if (index > start)
                {
                    words.Add(name.Substring(start, index - start).ToLowerInvariant());
                }

                start = isEnd ? index + 1 : index;
            }
        }

        return words;
    }
}
