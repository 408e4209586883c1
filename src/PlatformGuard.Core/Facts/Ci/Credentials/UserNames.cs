using System;
using System.Linq;
using PlatformGuard.Core.Facts.Shell;
using PlatformGuard.Guidelines.Secrets.Pipelines;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>Tells the name of a user from the secret beside it: in a pair <c>user:password</c>, and as the value of an option.</summary>
internal static class UserNames
{
    /// <summary>What some services want for a password when the token stands in the user's place.</summary>
    private const string TokenIsUser = "x-oauth-basic";

    /// <summary>Programs whose <c>-u</c> is a user; that of <c>git push</c> and others is something else.</summary>
    private static readonly string[] ShortUser =
    [
        "docker", "podman", "buildah", "nerdctl", "skopeo", "oras", "regctl", "crane", "helm", "img", "az", "oc", "cf", "mysql", "mysqldump", "mysqladmin", "mariadb", "mongo", "mongosh", "mongodump", "mongorestore", "cqlsh", "twine", "uv", "sonar-scanner", "ldapsearch", "nexus", "jf", "jfrog", "rabbitmqadmin",
    ];

    private static readonly string[] ShortUpperUser = ["psql", "pg_dump", "pg_restore", "pg_dumpall", "createdb", "dropdb", "createuser", "pg_isready", "vacuumdb", "sqlcmd", "bcp", "isql"];

    /// <summary>Where the sign between user and password stands in a pair; null when the whole pair is one value.</summary>
    public static int? Separator(CredentialSlot slot) => slot.Word.Text.IndexOfAny([':', '%', ',']) is > 0 and var sign ? sign : null;

    /// <summary>Whether the part of a pair before the sign is the secret: nothing, or a fixed word, stands for the password.</summary>
    public static bool IsTokenFirst(CredentialSlot slot, int sign) => slot.Word.Text[(sign + 1)..] is "" or TokenIsUser;

    /// <summary>Whether a part of an argument is a user's name, which is no secret. One that is named like a credential is not.</summary>
    public static bool IsUser(CommandLine line, int index, ShellPart part)
    {
        var names = part.Kind switch
        {
            ShellPartKind.Variable => [part.Text],
            ShellPartKind.Expression => VariableReferences.OfExpression(part.Text).Select(static name => name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]),
            _ => [],
        };
        if (names.Any(PipelineVariable.IsCredential))
        {
            return false;
        }

        foreach (var slot in CredentialSlots.Find(line))
        {
            if (part.Start >= slot.Word.Start && part.End <= slot.Word.End)
            {
                return slot.Kind == SlotKind.Pair && IsUserOfPair(slot, part);
            }
        }

        var text = line.Arguments[index].Text;
        var sign = text.StartsWith('-') ? text.IndexOf('=', StringComparison.Ordinal) : -1;
        return IsUserOption(line.Program, sign > 0 ? text[..sign] : index > 0 ? line.Arguments[index - 1].Text : "") || (sign < 0 && text.Length > 2 && IsUserOption(line.Program, text[..2]));
    }

    /// <summary>Whether a part of a pair stands before the sign, where the user does.</summary>
    public static bool IsUserOfPair(CredentialSlot slot, ShellPart part)
    {
        if (Separator(slot) is not { } sign || IsTokenFirst(slot, sign))
        {
            return false;
        }

        var before = slot.Word.Parts.TakeWhile(other => !(other.Start <= part.Start && part.End <= other.End)).Where(static other => other.Kind == ShellPartKind.Literal);
        return !before.Any(static other => other.Text.AsSpan().IndexOfAny(":%,") >= 0);
    }

    private static bool IsUserOption(string program, string option) => option switch
    {
        "-u" => Array.IndexOf(ShortUser, program) >= 0,
        "-U" => Array.IndexOf(ShortUpperUser, program) >= 0,
        "--user" or "--login" or "--login-name" or "-username" or "-user" => true,
        _ => option.StartsWith("--", StringComparison.Ordinal) && (option.EndsWith("username", StringComparison.OrdinalIgnoreCase) || option.EndsWith("-user", StringComparison.Ordinal) || option.EndsWith("user-name", StringComparison.Ordinal)),
    };
}
