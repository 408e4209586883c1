using System;
using PlatformGuard.Guidelines.Secrets.Names;

namespace PlatformGuard.Guidelines.Secrets.Values;

/// <summary>Recognises values that are random or long and yet no secret, and values that only point to one.</summary>
internal static class ValueShapes
{
    /// <summary>Beginnings, in lower case, of references to a secret kept elsewhere, of digests, of what is encrypted or made to be public.</summary>
    private static readonly string[] HarmlessBeginnings =
    [
        "op://", "vault:", "vault://", "vault/", "bao:", "arn:", "aws-sm:", "awssm:", "aws-ssm:", "ssm:", "secretsmanager:", "gcpsm:", "gcp-sm:", "sm://", "azurekeyvault:", "akv:", "keyvault:", "kms:",
        "ref+", "secretref:", "secret://", "secrets://", "secrets/", "secret/", "kv/", "projects/", "env:", "env://", "file:", "keyring:", "keychain:", "doppler:", "infisical:", "bws:", "conjur:", "lastpass:", "resolve:", "urn:", "data:",
        "@microsoft.keyvault(", "$ansible_vault", "!vault", "!ref", "!sub", "!secret", "{{resolve:", "enc[", "enc(", "{cipher}", "{aes}", "secure:",
        "sha1-", "sha1:", "sha224:", "sha256-", "sha256:", "sha384-", "sha384:", "sha512-", "sha512:", "md5:", "md5-", "h1:", "blake3:", "crc32:",
        "$2a$", "$2b$", "$2y$", "$1$", "$5$", "$6$", "$7$", "$y$", "$apr1$", "$argon2", "$scrypt$", "$pbkdf2", "pbkdf2", "pbkdf2_", "bcrypt", "{ssha", "{sha", "{bcrypt}", "{pbkdf2", "{noop}", "scram-sha-",
        "phc_", "pk_live_", "pk_test_", "sk_test_", "rk_test_", "pk-lf-", "pk.eyj", "pub-", "pub_", "sb_publishable_",
        "ssh-rsa ", "ssh-ed25519 ", "ssh-dss ", "ecdsa-sha2-", "sk-ssh-", "-----begin public", "-----begin certificate", "-----begin rsa public", "-----begin ssh2 public", "-----begin pgp public", "-----begin pgp message", "-----begin pgp signature", "-----begin encrypted message", "-----begin age encrypted",
        "ls0tls1crudjtibdrvj", "ls0tls1crudjtibqvujmsum",
        "process.env", "os.environ", "os.getenv", "system.getenv", "environment.", "configuration[", "config[", "builder.configuration", "std::env", "$env:",
    ];

    /// <summary>Whether the whole value is a reference, a digest, a password hash, public key material or ciphertext.</summary>
    public static bool IsHarmless(string value)
    {
        foreach (var beginning in HarmlessBeginnings)
        {
            if (Ascii.Lower(value[0]) == beginning[0] && Ascii.StartsWithIgnoreCase(value, 0, beginning))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the value is a UUID, with or without braces.</summary>
    public static bool IsUuid(string value)
    {
        var start = value.Length == 38 && value[0] == '{' ? 1 : 0;
        if (value.Length - (2 * start) != 36)
        {
            return false;
        }

        for (var i = 0; i < 36; i++)
        {
            var c = value[start + i];
            if (i is 8 or 13 or 18 or 23 ? c != '-' : !Ascii.IsHex(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the value is hexadecimal and as long as a digest.</summary>
    public static bool IsHexDigest(string value)
    {
        if (value.Length is not (32 or 40 or 56 or 64 or 96 or 128))
        {
            return false;
        }

        foreach (var c in value)
        {
            if (!Ascii.IsHex(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the value is an address without user information, or a path of a file system, a route or an object.</summary>
    public static bool IsPathOrUrl(string value)
    {
        if (value.IndexOf("://", StringComparison.Ordinal) > 0 || value[0] == '/' || Ascii.StartsWith(value, 0, "~/") || Ascii.StartsWith(value, 0, "./") || Ascii.StartsWith(value, 0, "../"))
        {
            return value[0] != '/' || LooksLikePath(value);
        }

        if (value.Length > 3 && value[1] == ':' && value[2] is '\\' or '/' && Ascii.IsLetter(value[0]))
        {
            return true;
        }

        return value.IndexOf('/') > 0 && LooksLikePath(value);
    }

    /// <summary>Whether the value is a regular expression or a pattern.</summary>
    public static bool IsPattern(string value) =>
        value[0] == '^' || value.IndexOf("(?", StringComparison.Ordinal) >= 0 || value.IndexOf(".*", StringComparison.Ordinal) >= 0 || value.IndexOf("[^", StringComparison.Ordinal) >= 0
        || value.IndexOf("\\d", StringComparison.Ordinal) >= 0 || value.IndexOf("\\w", StringComparison.Ordinal) >= 0 || value.IndexOf("\\s", StringComparison.Ordinal) >= 0
        || value.IndexOf("a-z", StringComparison.OrdinalIgnoreCase) >= 0 || value.IndexOf("0-9", StringComparison.Ordinal) >= 0;

    /// <summary>Whether the value is written as code: a call, an index, a member of a name.</summary>
    public static bool IsExpression(string value)
    {
        var open = value.IndexOf('(');
        if (open > 0 && value[value.Length - 1] is ')' or ';' && Wording.Of(value, 0, open).IsName)
        {
            return true;
        }

        var dot = value.IndexOf('.');
        return dot > 0 && dot < value.Length - 1 && Wording.Of(value, 0, value.Length) is { IsName: true, Numbers: 0 };
    }

    /// <summary>Whether the value is an e-mail address.</summary>
    public static bool IsEmail(string value)
    {
        var at = value.IndexOf('@');
        return at > 0 && at == value.LastIndexOf('@') && value.IndexOf('.', at) > at + 1 && value.IndexOf(' ') < 0
            && Wording.Of(value, at + 1, value.Length - at - 1) is { IsName: true, Words: >= 2 };
    }

    /// <summary>Whether the value is a number, a version, a date or a duration.</summary>
    public static bool IsNumeric(string value)
    {
        var letters = 0;
        foreach (var c in value)
        {
            letters += Ascii.IsLetter(c) ? 1 : 0;
            if (!Ascii.IsLetterOrDigit(c) && c is not ('.' or ':' or '-' or '+' or '_' or ',' or ' '))
            {
                return false;
            }
        }

        return letters <= 1 || (letters <= 2 && value.Length <= 6);
    }

    private static bool LooksLikePath(string value)
    {
        // A key of base64 may hold slashes too, but its parts are no words.
        var segments = 0;
        var named = 0;
        var start = 0;
        for (var i = 0; i <= value.Length; i++)
        {
            if (i < value.Length && value[i] != '/')
            {
                continue;
            }

            if (i > start)
            {
                segments++;
                var wording = Wording.Of(value, start, i - start);
                named += wording.IsName || (wording.Words == 0 && wording.Numbers <= 1) || value[start] == '.' ? 1 : 0;
            }

            start = i + 1;
        }

        return segments > 0 && named * 2 > segments && value.IndexOf('=') < 0;
    }
}
