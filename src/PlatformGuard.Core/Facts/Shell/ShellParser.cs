using System;
using System.Collections.Generic;
using System.Linq;

namespace PlatformGuard.Core.Facts.Shell;

/// <summary>Reads shell text (POSIX shells and bash; the variables of PowerShell and cmd too) into commands. Never fails; linear in the text's length.</summary>
/// <remarks>
/// Broken text is read as far as it makes sense: the scripts of a CI job are often parts of one script, so that a loop may begin in one text and
/// end in another.
/// </remarks>
public sealed partial class ShellParser
{
    /// <summary>Most commands of one text.</summary>
    private const int MaxCommands = 20_000;

    /// <summary>Deepest nesting of substitutions.</summary>
    private const int MaxDepth = 40;

    private const int MaxGroups = 200;

    private readonly string text;
    private readonly List<ShellCommand> commands = [];
    private readonly List<PendingDocument> documents = [];
    private readonly HashSet<string> functions = new(StringComparer.Ordinal);
    private int at;
    private int end;
    private int depth;
    private bool isComplete = true;

    private ShellParser(string text)
    {
        this.text = text;
        end = text.Length;
    }

    private enum GroupKind
    {
        Bracket,
        Brace,
        Condition,
        Loop,
        Case,
    }

    /// <summary>Parses a whole text.</summary>
    public static ShellScript Parse(string text)
    {
        var parser = new ShellParser(text);
        parser.ReadCommands('\0');
        return new ShellScript(parser.commands, parser.functions, parser.isComplete);
    }

    /// <summary>Reads commands up to the closing sign of a substitution, or the end.</summary>
    private void ReadCommands(char terminator)
    {
        var groups = new Stack<Group>();
        List<ShellCommand> tail = [];
        List<ShellCommand> feeders = [];
        while (at < end)
        {
            if (commands.Count >= MaxCommands)
            {
                isComplete = false;
                at = end;
                return;
            }

            var c = text[at];
            if (c is ' ' or '\t' or '\r')
            {
                at++;
            }
            else if (c == '\\' && IsLineBreak(at + 1))
            {
                at += 2;
            }
            else if (c == '\n')
            {
                at++;
                ReadDocuments();
                tail = feeders.Count > 0 ? tail : [];
            }
            else if (c == '#')
            {
                SkipComment();
            }
            else if (c == ')' && terminator == ')' && !groups.Any(static group => group.Kind == GroupKind.Bracket))
            {
                return;
            }
            else if (groups.TryPeek(out var open) && open is { Kind: GroupKind.Case, ExpectsPattern: true } && !IsWordAt("esac"))
            {
                SkipPattern();
                open.ExpectsPattern = false;
            }
            else if (c is ';' or '&')
            {
                var isDouble = at + 1 < end && text[at + 1] is ';' or '&';
                if (isDouble && c == ';' && groups.TryPeek(out var choice) && choice.Kind == GroupKind.Case)
                {
                    choice.ExpectsPattern = true;
                }

                at += isDouble ? 2 : 1;
                tail = [];
            }
            else if (c == '|')
            {
                var isOr = at + 1 < end && text[at + 1] == '|';
                at += isOr || (at + 1 < end && text[at + 1] == '&') ? 2 : 1;
                feeders = isOr ? [] : tail;
                tail = [];
            }
            else if (c == '(')
            {
                if (at + 1 < end && text[at + 1] == '(')
                {
                    SkipArithmetic();
                }
                else
                {
                    Push(groups, new Group(GroupKind.Bracket, commands.Count));
                    at++;
                }
            }
            else if (c == ')')
            {
                at++;
                tail = groups.TryPeek(out var bracket) && bracket.Kind == GroupKind.Bracket ? Close(groups) : tail;
            }
            else
            {
                var before = commands.Count;
                var closed = ReadCommand(groups);
                if (closed is not null)
                {
                    tail = closed;
                }
                else if (commands.Count > before)
                {
                    var command = commands[^1];
                    tail = [command];
                    foreach (var feeder in feeders)
                    {
                        feeder.PipedInto ??= command;
                    }

                    command.PipedFrom = feeders;
                    feeders = [];
                }
            }
        }

        ReadDocuments();
    }

    /// <summary>Reads one simple command or keyword. Returns the commands of a group that it closed, otherwise null.</summary>
    private List<ShellCommand>? ReadCommand(Stack<Group> groups)
    {
        var command = new ShellCommand { Start = at };
        while (at < end)
        {
            SkipBlanks();
            if (at >= end || text[at] is '\n' or ';' or '|' or ')' || (text[at] == '&' && !(at + 1 < end && text[at + 1] == '>')))
            {
                break;
            }

            if (text[at] == '#' && (at == 0 || text[at - 1] is ' ' or '\t' or '\r'))
            {
                SkipComment();
                break;
            }

            if (ReadRedirection() is { } redirection)
            {
                AddRedirection(command, redirection);
                continue;
            }

            if (text[at] == '(')
            {
                // A function's definition, an array, or text that is no shell.
                if (command.Words.Count is 1 or 2 && IsEmptyBrackets())
                {
                    functions.Add(command.Words[^1].Text);
                    return null;
                }

                at++;
                continue;
            }

            if (command.Words.Count == 0 && command.Assignments.Count == 0 && ReadKeyword(groups, out var closed))
            {
                if (closed is not null)
                {
                    return closed;
                }

                SkipBlanks();
                command.Start = at;
                continue;
            }

            if (command.Words.Count == 0 && ReadAssignment() is { } assignment)
            {
                command.Add(assignment);
                continue;
            }

            var word = ReadWord();
            if (word.End == word.Start)
            {
                at++;
                continue;
            }

            command.Add(word);
        }

        command.End = at;
        if (command.Words.Count > 0 || command.Assignments.Count > 0 || command.Redirections.Count > 0)
        {
            command.Depth = depth;
            commands.Add(command);
            if (command.Words.Count > 0 && command.Words[0].Literal is "for" or "select" or "case")
            {
                var isCase = command.Words[0].Literal == "case";
                Push(groups, new Group(isCase ? GroupKind.Case : GroupKind.Loop, commands.Count) { ExpectsPattern = isCase });
            }
        }

        return null;
    }

    /// <summary>Passes over a keyword. False when there is none here.</summary>
    private bool ReadKeyword(Stack<Group> groups, out List<ShellCommand>? closed)
    {
        closed = null;
        var length = 0;
        while (at + length < end && (char.IsAsciiLetterLower(text[at + length]) || text[at + length] is '{' or '}' or '!'))
        {
            length++;
        }

        if (length == 0 || (at + length < end && text[at + length] is not (' ' or '\t' or '\n' or '\r' or ';' or '&' or '|' or '(' or ')' or '<' or '>')))
        {
            return false;
        }

        switch (text.AsSpan(at, length))
        {
            case "if":
                Push(groups, new Group(GroupKind.Condition, commands.Count));
                break;
            case "while" or "until":
                Push(groups, new Group(GroupKind.Loop, commands.Count));
                break;
            case "{":
                Push(groups, new Group(GroupKind.Brace, commands.Count));
                break;
            case "then" or "else" or "elif" or "do" or "!" or "time":
                break;
            case "fi" or "done" or "esac" or "}":
                at += length;
                closed = Close(groups);
                return true;
            default:
                return false;
        }

        at += length;
        return true;
    }

    /// <summary>The commands of the group that ends here, after what its output is redirected to was given to them.</summary>
    private List<ShellCommand> Close(Stack<Group> groups)
    {
        var inner = groups.TryPop(out var group) ? commands.Skip(group.First).Where(command => command.PipedInto is null && command.Depth == depth).ToList() : [];
        for (SkipBlanks(); ReadRedirection() is { } redirection; SkipBlanks())
        {
            foreach (var command in inner)
            {
                command.GroupOutput ??= redirection.TakesOutput ? redirection : null;
            }

            if (redirection.IsText && inner.Count > 0)
            {
                AddRedirection(inner[0], redirection);
            }
        }

        return inner;
    }

    /// <summary>Groups nested deeper than anybody writes them are not told apart.</summary>
    private static void Push(Stack<Group> groups, Group group)
    {
        if (groups.Count < MaxGroups)
        {
            groups.Push(group);
        }
    }

    private void AddRedirection(ShellCommand command, ShellRedirection redirection)
    {
        if (redirection.Operator == "<<")
        {
            documents[^1] = documents[^1] with { Command = command };
        }
        else
        {
            command.Add(redirection);
        }
    }

    private ShellAssignment? ReadAssignment()
    {
        var length = NameLength(at);
        var sign = at + length;
        if (length == 0 || sign >= end)
        {
            return null;
        }

        if (text[sign] == '[')
        {
            sign = text.IndexOf(']', sign, Math.Min(end - sign, 200)) + 1;
        }

        sign += sign > 0 && sign + 1 < end && text[sign] == '+' ? 1 : 0;
        if (sign <= 0 || sign >= end || text[sign] != '=')
        {
            return null;
        }

        var (name, start) = (text.Substring(at, length), at);
        at = sign + 1;
        return new ShellAssignment(name, at < end && text[at] == '(' ? ReadArray() : ReadWord(), start);
    }

    private ShellWord ReadArray()
    {
        var start = at++;
        var parts = new List<ShellPart>();
        while (at < end && text[at] != ')')
        {
            if (text[at] is ' ' or '\t' or '\n' or '\r')
            {
                at++;
                continue;
            }

            var word = ReadWord();
            parts.AddRange(word.Parts);
            at += word.End == word.Start ? 1 : 0;
        }

        at = Math.Min(end, at + 1);
        return new ShellWord(parts, start, at);
    }

    private bool IsEmptyBrackets()
    {
        var close = at + 1;
        while (close < end && text[close] is ' ' or '\t')
        {
            close++;
        }

        if (close >= end || text[close] != ')')
        {
            return false;
        }

        at = close + 1;
        return true;
    }

    private sealed class Group(GroupKind kind, int first)
    {
        public GroupKind Kind => kind;

        public int First => first;

        public bool ExpectsPattern { get; set; }
    }

    private sealed record PendingDocument(string Delimiter, bool StripsTabs, bool IsLiteral, ShellCommand? Command);
}
