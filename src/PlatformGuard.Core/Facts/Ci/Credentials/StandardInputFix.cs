using System;
using System.Linq;
using PlatformGuard.Core.Facts.Shell;
using PlatformGuard.Core.Fixing;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary><c>docker login -p "$PASSWORD"</c> becomes <c>echo "$PASSWORD" | docker login --password-stdin</c>.</summary>
internal static class StandardInputFix
{
    private static readonly string[][] Logins =
        [["docker", "login"], ["podman", "login"], ["buildah", "login"], ["nerdctl", "login"], ["skopeo", "login"], ["oras", "login"], ["helm", "registry", "login"], ["crane", "auth", "login"]];

    /// <summary>The fix; null when the command is another one, reads something already, or the place in the file is not certain.</summary>
    /// <param name="line">The command.</param>
    /// <param name="part">The part of an argument that holds the secret.</param>
    /// <param name="text">The script's text.</param>
    public static Fix? Of(CommandLine line, ShellPart part, ScalarText text)
    {
        // With --password-stdin the user's name is required.
        if (!Array.Exists(Logins, login => line.Is(login)) || line.Option("-u", "--username") is null || part.Operand is not null || line.Has("--password-stdin")
            || line.Command.PipedFrom.Count > 0 || line.Command.Redirections.Any(static redirection => redirection.Operator.Contains('<', StringComparison.Ordinal)))
        {
            return null;
        }

        var written = text.Value[part.Start..part.End];
        var option = PasswordOption(line, part, text.Value);
        if (option is null || !IsShellReference(part, written) || text.Exact(option.Value.Start, option.Value.End) is not { } argument || text.Exact(line.Command.Start, line.Command.Start) is not { } start)
        {
            return null;
        }

        return new Fix("Hand the password over through standard input", [new ReplaceText(start, $"echo \"{written}\" | "), new ReplaceText(argument, "--password-stdin")]) { HoldsForAll = true };
    }

    /// <summary>Where the option and its value stand, when the secret is the whole value.</summary>
    private static (int Start, int End)? PasswordOption(CommandLine line, ShellPart part, string text)
    {
        for (var index = 0; index < line.Arguments.Count; index++)
        {
            var word = line.Arguments[index];
            if (word.Parts is [var only] && only == part)
            {
                return index > 0 && line.Arguments[index - 1].Literal is "-p" or "--password" ? (line.Arguments[index - 1].Start, word.End) : null;
            }

            if (word.Parts is [{ Kind: ShellPartKind.Literal, Text: "--password=" or "-p" or "-p=" }, var value] && value == part && text.AsSpan(word.Start).StartsWith("-", StringComparison.Ordinal))
            {
                return (word.Start, word.End);
            }
        }

        return null;
    }

    /// <summary><c>$NAME</c>, <c>${NAME}</c> or an expression of the CI system; not the forms of other shells.</summary>
    private static bool IsShellReference(ShellPart part, string written) =>
        part.Kind == ShellPartKind.Expression ? !written.Contains('"', StringComparison.Ordinal)
        : part.Kind == ShellPartKind.Variable && part.Operator.Length == 0 && (written == "$" + part.Text || written == "${" + part.Text + "}");
}
