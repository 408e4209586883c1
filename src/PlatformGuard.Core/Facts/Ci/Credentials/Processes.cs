using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Facts.Shell;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>Which commands are processes of their own whose arguments others can read, and which arguments are no secret's content.</summary>
internal static class Processes
{
    private static readonly HashSet<string> Builtins = new(StringComparer.Ordinal)
    {
        "echo", "printf", "export", "read", "test", "[", "[[", ":", "true", "false", "cd", "set", "unset", "local", "declare", "typeset", "readonly", "return", "exit", "shift", "trap", "alias", "source", ".", "let", "wait", "umask", "pwd", "eval", "case", "for", "select",
        "Write-Host", "Write-Output", "Write-Error", "if", "mapfile", "readarray", "getopts", "pushd", "popd", "hash", "type",
    };

    /// <summary>Programs whose arguments are files: a credential's variable there is one of the type file.</summary>
    private static readonly HashSet<string> FilePrograms = new(StringComparer.Ordinal)
    {
        "cat", "cp", "mv", "rm", "ls", "chmod", "chown", "stat", "file", "install", "shred", "head", "tail", "base64", "ssh-add", "dos2unix", "mkdir", "touch", "ln", "wc", "du", "realpath", "readlink", "dirname", "basename", "tar", "zip", "gunzip", "openssl", "ssh-keygen", "printenv", "less", "more", "xxd", "od", "diff", "cmp", "md5sum", "sha256sum",
    };

    private static readonly string[] TokenOptions = ["identity-token", "id-token", "federated-token", "oidc-token", "jwt", "web-identity-token", "assertion", "subject-token", "subject_token", "client_assertion"];

    /// <summary>Whether the shell runs the command itself.</summary>
    public static bool StayInShell(string program) => Builtins.Contains(program);

    /// <summary>Whether the program's arguments are files.</summary>
    public static bool TakesFiles(string program) => FilePrograms.Contains(program);

    /// <summary>Whether a token is handed to the receiver it is meant for: the exchange that every provider documents in this form.</summary>
    public static bool IsExchange(CommandLine line, ShellWord word, string option)
    {
        var text = word.Text;
        var name = text.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign ? text[..sign] : option;
        if (TokenOptions.Any(known => name.TrimStart('-').Equals(known, StringComparison.OrdinalIgnoreCase) || name.EndsWith("-" + known, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        return (line.Is("vault", "write") || line.Is("vault", "login") ? text.StartsWith("jwt=", StringComparison.Ordinal) || text.StartsWith("token=", StringComparison.Ordinal) : line.Program is "curl" or "wget" or "http" or "https")
            && (line.Program == "vault" || line.Arguments.Any(static argument => IsExchangeAddress(argument.Text)));
    }

    /// <summary>Whether the argument is the path of a file, or the name of a variable to be filled.</summary>
    public static bool IsPath(ShellWord word, ShellPart part, string option)
    {
        var text = word.Text;
        var before = word.Parts.TakeWhile(other => other != part).LastOrDefault();
        if (before?.Kind == ShellPartKind.Literal && (before.Text.EndsWith('@') && !before.Text.Contains("://", StringComparison.Ordinal) || before.Text.EndsWith("file://", StringComparison.Ordinal) || before.Text.EndsWith("src=", StringComparison.Ordinal) || before.Text.EndsWith("file:", StringComparison.Ordinal)))
        {
            return true;
        }

        var name = text.Length > 2 && text[0] == '-' && text.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign ? text[..sign] : option;
        // A short option is followed by a path only where the whole word is one: `sed -i "s/x/$X/"` and `psql -c "…$X…"` are not.
        var isWhole = word.Parts.Count == 1 || (word.Parts[0] == part && word.Parts[1] is { Kind: ShellPartKind.Literal } rest && rest.Text.StartsWith('/'));
        return (name is "-i" or "-f" or "-c" && isWhole) || name is "--file" or "--from-file" or "--from-env-file"
            || name.EndsWith("file", StringComparison.OrdinalIgnoreCase) || name.EndsWith("path", StringComparison.OrdinalIgnoreCase) || name.EndsWith("config", StringComparison.OrdinalIgnoreCase) || name.EndsWith("cert", StringComparison.OrdinalIgnoreCase) || name.EndsWith("keystore", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("-dir", StringComparison.OrdinalIgnoreCase) || name is "--import" or "--cacert" or "--ca";
    }

    private static bool IsExchangeAddress(string text) =>
        text.Contains("sts.googleapis.com", StringComparison.Ordinal) || text.Contains("iamcredentials.googleapis.com", StringComparison.Ordinal) || text.Contains("sts.amazonaws.com", StringComparison.Ordinal) || text.Contains("login.microsoftonline.com", StringComparison.Ordinal)
        || (text.Contains("/v1/auth/", StringComparison.Ordinal) && text.Contains("login", StringComparison.Ordinal));
}
