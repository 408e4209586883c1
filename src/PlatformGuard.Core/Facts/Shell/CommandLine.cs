using System;
using System.Collections.Generic;
using System.Linq;

namespace PlatformGuard.Core.Facts.Shell;

/// <summary>The program that a command runs, behind <c>sudo</c>, <c>env</c> and the like, with its arguments.</summary>
internal sealed class CommandLine
{
    private static readonly HashSet<string> Wrappers = new(StringComparer.Ordinal)
    {
        "sudo", "env", "command", "exec", "nohup", "time", "xargs", "nice", "ionice", "npx", "doas", "stdbuf", "setsid", "builtin", "retry", "unbuffer", "winpty", "-", "&",
    };

    private static readonly string[][] Runners = [["bundle", "exec"], ["poetry", "run"], ["pipenv", "run"], ["uv", "run"], ["python", "-m"], ["python3", "-m"], ["dotnet", "tool", "run"], ["yarn", "run"], ["pnpm", "exec"], ["npm", "exec"], ["mise", "exec"]];

    private static readonly HashSet<string> Declarations = new(StringComparer.Ordinal) { "export", "local", "declare", "typeset", "readonly", "env", "set", "setx", "SET" };

    private CommandLine(ShellCommand command, string program, IReadOnlyList<ShellWord> arguments, IReadOnlyList<ShellAssignment> environment)
    {
        Command = command;
        Program = program;
        Arguments = arguments;
        Environment = environment;
    }

    /// <summary>The command as written.</summary>
    public ShellCommand Command { get; }

    /// <summary>Name of the program without folder and <c>.exe</c>; empty when there is none, or it is not known.</summary>
    public string Program { get; }

    /// <summary>The program's arguments.</summary>
    public IReadOnlyList<ShellWord> Arguments { get; }

    /// <summary>Variables that are set here: for this command, or by <c>export</c> and the like for the ones behind it.</summary>
    public IReadOnlyList<ShellAssignment> Environment { get; }

    /// <summary>What the command runs; worked out once for each command, as many ask.</summary>
    public static CommandLine Of(ShellCommand command) => command.Line ??= Read(command);

    private static CommandLine Read(ShellCommand command)
    {
        var words = command.Words;
        var environment = command.Assignments.ToList();
        var at = 0;
        while (at < words.Count)
        {
            var word = words[at].Literal is { } text ? text[(text.LastIndexOf('/') + 1)..] : null;
            if (word is not null && Declarations.Contains(word))
            {
                var next = AddAssignments(words, at + 1, environment, isEnv: word == "env");
                if (word != "env" || next >= words.Count)
                {
                    return new CommandLine(command, word, [.. words.Skip(at + 1)], environment);
                }

                at = next;
            }
            else if (word is "timeout")
            {
                at++;
                at = SkipOptions(words, at) + 1;
            }
            else if (word is not null && Wrappers.Contains(word))
            {
                at = SkipOptions(words, at + 1, hasUser: word is "sudo" or "doas");
                at = AddAssignments(words, at, environment, isEnv: true);
            }
            else if (Runners.FirstOrDefault(runner => Begins(words, at, runner)) is { } found)
            {
                at += found.Length;
            }
            else
            {
                break;
            }
        }

        if (at >= words.Count)
        {
            return new CommandLine(command, "", [], environment);
        }

        var name = words[at].Literal ?? "";
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        name = name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
        return new CommandLine(command, name, [.. words.Skip(at + 1)], environment);
    }

    /// <summary>Whether the arguments that are no options begin with these words.</summary>
    public bool Is(params ReadOnlySpan<string> words)
    {
        if (words.Length == 0 || Program != words[0])
        {
            return false;
        }

        var at = 1;
        var isValue = false;
        foreach (var argument in Arguments)
        {
            if (at == words.Length)
            {
                break;
            }

            var text = argument.Literal;
            if (text == words[at])
            {
                at++;
                isValue = false;
            }
            else if (text is { Length: > 1 } && text[0] == '-')
            {
                isValue = !text.Contains('=', StringComparison.Ordinal);
            }
            else if (!isValue)
            {
                return false;
            }
            else
            {
                isValue = false;
            }
        }

        return at == words.Length;
    }

    /// <summary>The value of an option, written <c>--name value</c> or <c>--name=value</c>, or null.</summary>
    public ShellWord? Option(params ReadOnlySpan<string> names)
    {
        for (var index = 0; index < Arguments.Count; index++)
        {
            var text = Arguments[index].Text;
            foreach (var name in names)
            {
                if (text == name)
                {
                    return index + 1 < Arguments.Count ? Arguments[index + 1] : null;
                }

                if (name.Length > 2 && text.Length > name.Length && text[name.Length] == '=' && text.StartsWith(name, StringComparison.Ordinal))
                {
                    return Arguments[index].From(name.Length + 1);
                }
            }
        }

        return null;
    }

    /// <summary>Whether an option stands there, with or without a value.</summary>
    public bool Has(string name) => Arguments.Any(argument => argument.Text == name || (name.Length > 2 && argument.Text.StartsWith(name + "=", StringComparison.Ordinal)));

    private static bool Begins(IReadOnlyList<ShellWord> words, int at, string[] runner)
    {
        for (var index = 0; index < runner.Length; index++)
        {
            if (at + index >= words.Count || words[at + index].Literal != runner[index])
            {
                return false;
            }
        }

        return at + runner.Length < words.Count;
    }

    private static int SkipOptions(IReadOnlyList<ShellWord> words, int at, bool hasUser = false)
    {
        while (at < words.Count && words[at].Literal is { Length: > 0 } text && text[0] == '-')
        {
            at += hasUser && text is "-u" or "-g" or "--user" ? 2 : 1;
        }

        return at;
    }

    private static int AddAssignments(IReadOnlyList<ShellWord> words, int at, List<ShellAssignment> environment, bool isEnv)
    {
        while (at < words.Count)
        {
            var text = words[at].Text;
            var sign = text.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0 && IsName(text.AsSpan(0, sign)))
            {
                environment.Add(new ShellAssignment(text[..sign], words[at].From(sign + 1), words[at].Start));
            }
            else if (isEnv && !text.StartsWith('-'))
            {
                break;
            }

            at++;
        }

        return at;
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return !char.IsAsciiDigit(text[0]);
    }
}
