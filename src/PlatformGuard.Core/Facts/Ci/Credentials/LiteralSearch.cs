using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Shell;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.Secrets;
using PlatformGuard.Guidelines.Secrets.Pipelines;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>Finds credentials' values in variables, scripts and inputs of a CI file. Whether a value is a secret is decided where it is for code and files.</summary>
internal sealed class LiteralSearch(CiFindings findings, ThrowAwayServices services)
{
    private static readonly HashSet<string> Printers = new(StringComparer.Ordinal) { "echo", "printf", "Write-Host", "Write-Output", "Write-Error", "logger", "figlet" };

    /// <summary>Inputs of actions that are scripts or other text of several lines.</summary>
    private static readonly HashSet<string> TextInputs = new(StringComparer.OrdinalIgnoreCase) { "script", "run", "command", "commands", "cmd", "args", "body", "message", "inlineScript", "azcliversion" };

    /// <summary>A variable's value.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="passwordsAtMost">Caps the severity of what is a password by its name alone.</param>
    public void Examine(CiVariable variable, Severity passwordsAtMost = Severity.Error)
    {
        var text = new ScalarText(variable.Value);
        Judge(text.Value, new SecretContext(SecretSlot.Setting, variable.Name, variable.Path), variable.Path, CloudProvider.None, (start, length) => text.Locate(start, start + length), passwordsAtMost);
    }

    /// <summary>An action's input.</summary>
    public void Examine(MappingEntry input, string path)
    {
        if (input.Value is ScalarNode value)
        {
            var text = new ScalarText(value);
            var isText = TextInputs.Contains(input.Key.Value) || value.Value.Contains('\n', StringComparison.Ordinal);
            Judge(text.Value, new SecretContext(isText ? SecretSlot.Text : SecretSlot.Setting, input.Key.Value), path + "/" + input.Key.Value, CloudProvider.None, (start, length) => text.Locate(start, start + length));
        }
    }

    /// <summary>A value whose role is no credential's: only what is a secret by its form.</summary>
    public void ExamineForm(ScalarNode value, string path)
    {
        var text = new ScalarText(value);
        Judge(text.Value, new SecretContext(SecretSlot.Text), path, CloudProvider.None, (start, length) => text.Locate(start, start + length));
    }

    /// <summary>A command of a script.</summary>
    public void Examine(CommandLine line, ScalarText text, string path)
    {
        if (IsLocal(line))
        {
            return;
        }

        foreach (var assignment in line.Environment)
        {
            if (!(line.Program is "docker" or "podman" && ThrowAwayServices.IsServerVariable(assignment.Name)))
            {
                Judge(assignment.Value, new SecretContext(SecretSlot.Setting, assignment.Name), text, path);
            }
        }

        foreach (var slot in CredentialSlots.Find(line))
        {
            Judge(slot, text, path);
        }

        if (Printers.Contains(line.Program))
        {
            var slot = FeedsCredential(line.Command) ? SecretSlot.Credential : SecretSlot.Text;
            foreach (var word in line.Arguments)
            {
                Judge(word, new SecretContext(slot), text, path);
            }
        }
        else
        {
            ExamineArguments(line, text, path);
        }

        foreach (var redirection in line.Command.Redirections)
        {
            var isPrinted = line.Program is "cat" or "" && !line.Command.IsCaptured && line.Command.PipedInto is null && !line.Command.Redirections.Any(static other => other.TakesOutput) && line.Command.GroupOutput is null;
            var slot = !redirection.IsText || isPrinted ? SecretSlot.Text : redirection.Operator == "<<<" && IsCredentialInput(line) ? SecretSlot.Credential : SecretSlot.Setting;
            Judge(redirection.Target, new SecretContext(slot), text, path);
        }
    }

    private void ExamineArguments(CommandLine line, ScalarText text, string path)
    {
        var isContainer = line.Program is "docker" or "podman" or "nerdctl";
        string? option = null;
        foreach (var word in line.Arguments)
        {
            var written = word.Text;
            var isOption = written.Length > 1 && written[0] == '-';
            var sign = written.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0 && IsName(written.AsSpan(0, sign)))
            {
                var name = NameOf(written[..sign]);
                if (!(isContainer && ThrowAwayServices.IsServerVariable(name)))
                {
                    JudgePairs(word, sign, name, text, path);
                }
            }
            else if (!isOption && (option is not null || written.StartsWith('{')))
            {
                Judge(word, new SecretContext(SecretSlot.Setting, option), text, path);
            }
            else
            {
                // A text with spaces is a program or a message of its own.
                Judge(word, new SecretContext(SecretSlot.Text), text, path);
                JudgeAddress(word, text, path);
            }

            option = isOption && sign < 0 && written.StartsWith("--", StringComparison.Ordinal) && written.Length > 3 ? written[2..] : null;
        }
    }

    /// <summary>The value behind a name, or the pairs in it: <c>-var=db_password=…</c>, <c>user=…&amp;password=…</c>.</summary>
    private void JudgePairs(ShellWord word, int sign, string name, ScalarText text, string path)
    {
        var written = word.Text;
        for (var pairs = 0; pairs < 100; pairs++)
        {
            var start = sign + 1;
            var end = written.IndexOf('&', start) is >= 0 and var next ? next : written.Length;

            // Without a further pair the sign belongs to the value.
            var isForm = end < written.Length && written.IndexOf('=', end) > end;
            end = isForm ? end : written.Length;
            JudgeRange(start, name);
            if (written.IndexOf('=', start, end - start) is > 0 and var inner && inner > start && inner + 1 < end && IsName(written.AsSpan(start, inner - start)))
            {
                JudgeRange(inner + 1, NameOf(written[start..inner]));
            }

            if (!isForm)
            {
                return;
            }

            sign = written.IndexOf('=', end);
            name = NameOf(written[(end + 1)..sign]);

            void JudgeRange(int from, string called) => Judge(written[from..end], new SecretContext(SecretSlot.Setting, called), path, CloudProvider.None, Locate(word.From(from), text));
        }
    }

    /// <summary>An address in an argument: the password in it is one, however it looks.</summary>
    private void JudgeAddress(ShellWord word, ScalarText text, string path)
    {
        if (word.Text.Contains("://", StringComparison.Ordinal))
        {
            Judge(word, new SecretContext(SecretSlot.Setting), text, path);
        }
    }

    private void Judge(CredentialSlot slot, ScalarText text, string path)
    {
        var written = slot.Word.Text;
        switch (slot.Kind)
        {
            case SlotKind.Value:
                Judge(slot.Word, new SecretContext(SecretSlot.Credential), text, path, slot.Provider);
                break;
            case SlotKind.Pair when UserNames.Separator(slot) is { } sign && UserNames.IsTokenFirst(slot, sign):
                Judge(written[..sign], new SecretContext(SecretSlot.Credential), path, slot.Provider, Locate(slot.Word, text));
                break;
            case SlotKind.Pair when UserNames.Separator(slot) is { } sign:
                Judge(slot.Word.From(sign + 1), new SecretContext(SecretSlot.Credential), text, path, slot.Provider);
                break;
            case SlotKind.Header when written.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon:
                var value = slot.Word.From(colon + 1);
                Judge(slot.Word, new SecretContext(SecretSlot.Setting, null), text, path);
                Judge(value.Text.StartsWith(' ') ? value.From(1) : value, new SecretContext(SecretSlot.Setting, written[..colon]), text, path);
                break;
            default:
                break;
        }
    }

    private void Judge(ShellWord word, in SecretContext context, ScalarText text, string path, CloudProvider provider = CloudProvider.None) =>
        Judge(word.Text, context, path, provider, Locate(word, text));

    private static Func<int, int, Location> Locate(ShellWord word, ScalarText text) => (start, length) =>
    {
        var place = word.Place(start, length);
        return text.Locate(place.Start, place.End);
    };

    private void Judge(string value, in SecretContext context, string path, CloudProvider provider, Func<int, int, Location> locate, Severity passwordsAtMost = Severity.Error)
    {
        foreach (var verdict in SecretClassifier.JudgeAll(value, context))
        {
            var secret = value.Substring(verdict.Start, verdict.Length);
            if (services.Owns(context.Name, value, secret))
            {
                continue;
            }

            var cloud = provider != CloudProvider.None ? provider : PipelineVariable.CloudOfKind(verdict.Kind);
            cloud = cloud == CloudProvider.None && context.Name is { } name ? PipelineVariable.CloudOf(name) : cloud;
            var shown = context.Name is { Length: > 0 and <= 80 } label && SecretClassifier.Judge(label, new SecretContext(SecretSlot.Text)) is null ? $"{verdict.Kind} ('{label}')" : verdict.Kind;
            if (cloud == CloudProvider.None)
            {
                findings.AddLiteral("PG3001", locate(verdict.Start, verdict.Length), path, secret, [shown], verdict.Kind == "password" ? passwordsAtMost : Severity.Error);
            }
            else
            {
                findings.AddLiteral("PG3003", locate(verdict.Start, verdict.Length), path, secret, [PipelineVariable.NameOf(cloud), $"literal {shown}"]);
            }
        }
    }

    /// <summary>Whether a client talks to a service of the job, or to this machine.</summary>
    private bool IsLocal(CommandLine line) =>
        line.Program is "psql" or "mysql" or "mysqladmin" or "mysqldump" or "mariadb" or "redis-cli" or "mongo" or "mongosh" or "sqlcmd" or "createdb" or "pg_isready" or "rabbitmqadmin" or "ldapsearch" or "ldapadd" or "cqlsh"
        && line.Option("-h", "--host", "-S", "-H", "--hostname")?.Literal is { } host && (services.IsHost(host) || host is "localhost" or "127.0.0.1");

    /// <summary>Whether what a command prints is read as a credential by the one behind it.</summary>
    private static bool FeedsCredential(ShellCommand command) => command.PipedInto is { } reader && IsCredentialInput(CommandLine.Of(reader));

    private static bool IsCredentialInput(CommandLine line) =>
        line.Has("--password-stdin") || line.Has("--passphrase-fd") || line.Has("--with-token") || line.Has("--token-stdin") || line.Program is "chpasswd"
        || (line.Is("vault", "login") && line.Arguments.Any(static argument => argument.Text == "-"));

    private static string NameOf(string written)
    {
        var name = written.TrimStart('-', '/');
        return name.Length > 1 && name[0] is 'D' or 'P' && written.StartsWith('-') && !written.StartsWith("--", StringComparison.Ordinal) ? name[1..] : name.StartsWith("d:", StringComparison.Ordinal) ? name[2..] : name;
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.' or ':' or '/'))
            {
                return false;
            }
        }

        return !text.Contains("://", StringComparison.Ordinal);
    }
}
