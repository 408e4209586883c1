using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Facts.Shell;
using PlatformGuard.Guidelines.Secrets.Pipelines;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>Follows secrets through the words of commands.</summary>
internal static class SecretFlow
{
    private static readonly HashSet<string> Readers = new(StringComparer.Ordinal) { "cat", "base64", "head", "tail", "tr", "xxd", "od", "less", "more", "openssl", "jq", "yq", "sed", "awk", "cut", "rev", "tac", "Get-Content", "type", "zcat", "gunzip" };
    private static readonly HashSet<string> Digests = new(StringComparer.Ordinal) { "sha256sum", "sha1sum", "sha512sum", "md5sum", "shasum", "wc", "grep", "test", "[" };

    /// <summary>What a part gives to the word it stands in.</summary>
    public static SecretForm FormOf(ShellPart part, JobNames names, IReadOnlyDictionary<string, string> inputs) => part.Kind switch
    {
        ShellPartKind.Variable when !part.HidesValue => Max(names.FormOf(part.Text), part.Operand?.Parts.Select(inner => FormOf(inner, names, inputs)) ?? []),
        ShellPartKind.Expression => names.FormOfExpression(part.Text, inputs),
        ShellPartKind.Substitution when part.Operator != "<" => FormOf(part.Commands, names, inputs),
        _ => SecretForm.None,
    };

    /// <summary>The strongest of a word's parts.</summary>
    public static SecretForm FormOf(ShellWord word, JobNames names, IReadOnlyDictionary<string, string> inputs) => Max(SecretForm.None, word.Parts.Select(part => FormOf(part, names, inputs)));

    /// <summary>Whether a command prints a secret when it runs.</summary>
    public static SecretForm Printed(CommandLine line, JobNames names, IReadOnlyDictionary<string, string> inputs)
    {
        if (line.Program is "echo" or "printf" or "Write-Host" or "Write-Output" or "Write-Error")
        {
            return Max(SecretForm.None, line.Arguments.Select(word => FormOf(word, names, inputs)).Where(static form => form != SecretForm.Path));
        }

        if (line.Program is "printenv" && line.Arguments.Count == 1 && line.Arguments[0].Literal is { } name)
        {
            return names.FormOf(name) is SecretForm.Path ? SecretForm.None : names.FormOf(name);
        }

        if (FetchesSecret(line))
        {
            return SecretForm.Content;
        }

        var reads = Readers.Contains(line.Program)
            && (line.Arguments.Any(word => FormOf(word, names, inputs) == SecretForm.Path)
                || line.Command.Redirections.Any(redirection => redirection.Operator is "<" && FormOf(redirection.Target, names, inputs) == SecretForm.Path)
                || line.Command.Redirections.Any(redirection => redirection.IsText && FormOf(redirection.Target, names, inputs) is SecretForm.Content));
        return reads ? SecretForm.Content : SecretForm.None;
    }

    /// <summary>Whether a program of a pipe hands on what it reads, rather than a digest or count of it.</summary>
    public static bool HandsOn(CommandLine line) => Readers.Contains(line.Program) || line.Program is "tee" or "sort" or "uniq" or "tr" or "fold" or "iconv" or "nl" or "rev";

    /// <summary>A command that gets a secret out of a store and prints it.</summary>
    public static bool FetchesSecret(CommandLine line) =>
        line.Is("vault", "kv", "get") || line.Is("vault", "read") || line.Is("vault", "write") && line.Arguments.Any(static word => word.Text.StartsWith("-field", StringComparison.Ordinal)) || line.Is("aws", "secretsmanager", "get-secret-value")
        || (line.Is("aws", "ssm", "get-parameter") && line.Has("--with-decryption")) || line.Is("gcloud", "secrets", "versions", "access") || line.Is("az", "keyvault", "secret", "show") || line.Is("op", "read") || line.Is("gcloud", "auth", "print-access-token");

    private static SecretForm FormOf(IReadOnlyList<ShellCommand> commands, JobNames names, IReadOnlyDictionary<string, string> inputs)
    {
        // What a substitution inside of this one prints is a word of the command around it, and judged there.
        var strongest = SecretForm.None;
        var depth = commands.Count == 0 ? 0 : commands.Min(static command => command.Depth);
        foreach (var command in commands.Where(command => command.Depth == depth))
        {
            var line = CommandLine.Of(command);
            var printed = Printed(line, names, inputs);
            for (var (reader, steps) = (command.PipedInto, 0); reader is not null && printed != SecretForm.None && steps < 20; reader = reader.PipedInto, steps++)
            {
                printed = Digests.Contains(CommandLine.Of(reader).Program) || !HandsOn(CommandLine.Of(reader)) ? SecretForm.None : printed;
            }

            strongest = printed > strongest ? printed : strongest;
        }

        return strongest;
    }

    private static SecretForm Max(SecretForm first, IEnumerable<SecretForm> others)
    {
        foreach (var other in others)
        {
            first = other > first ? other : first;
        }

        return first;
    }

    /// <summary>Whether a reference names a stored credential, by its own name or the slot's.</summary>
    public static bool IsUpperName(string name) => name.Length >= 3 && char.IsAsciiLetterUpper(name[0]) && name.All(static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_') && !name.StartsWith("CI_", StringComparison.Ordinal) && !name.StartsWith("GITLAB_", StringComparison.Ordinal) && !name.StartsWith("GITHUB_", StringComparison.Ordinal) && !name.StartsWith("RUNNER_", StringComparison.Ordinal) && !PipelineVariable.IsJobToken(name) && name is not ("HOME" or "PWD" or "PATH" or "USER" or "RANDOM" or "HOSTNAME" or "TMPDIR");
}
