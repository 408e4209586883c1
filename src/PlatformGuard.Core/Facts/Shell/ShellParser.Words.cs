using System;
using System.Collections.Generic;
using System.Text;

namespace PlatformGuard.Core.Facts.Shell;

/// <content>Words and what expands in them.</content>
public sealed partial class ShellParser
{
    private const string BreakSigns = " \t\r\n;&|()<>";

    /// <summary>Reads a word. Empty when no word begins here.</summary>
    private ShellWord ReadWord()
    {
        var start = at;
        var parts = new PartList();
        while (at < end)
        {
            var c = text[at];
            if (c == '\'')
            {
                ReadSingleQuoted(parts, at + 1);
            }
            else if (c == '"')
            {
                at++;
                ReadQuoted(parts, '"');
            }
            else if (c == '$' && at + 1 < end && text[at + 1] == '\'')
            {
                ReadAnsiQuoted(parts);
            }
            else if (c is '<' or '>' && at + 1 < end && text[at + 1] == '(')
            {
                at++;
                ReadSubstitution(parts, at - 1);
            }
            else if (BreakSigns.Contains(c, StringComparison.Ordinal))
            {
                break;
            }
            else if (c == '\\')
            {
                ReadEscape(parts);
            }
            else if (!ReadExpansion(parts))
            {
                parts.Append(c, at, at + 1);
                at++;
            }
        }

        return new ShellWord(parts.Take(), start, at);
    }

    private void ReadSingleQuoted(PartList parts, int content)
    {
        var from = content;
        var close = QuoteFrom(from);

        // An expression of a workflow is filled in before the shell sees the quotes.
        while (text.IndexOf("${{", from, close - from, StringComparison.Ordinal) is >= 0 and var open && text.IndexOf("}}", open, end - open, StringComparison.Ordinal) is > 0 and var behind)
        {
            parts.Add(new ShellPart(ShellPartKind.Literal, text[from..open], from, open));
            parts.Add(new ShellPart(ShellPartKind.Expression, text[(open + 3)..behind], open, behind + 2));
            from = behind + 2;
            close = close < from ? QuoteFrom(from) : close;
        }

        parts.Add(new ShellPart(ShellPartKind.Literal, text[from..close], from, close));
        at = Math.Min(end, close + 1);
    }

    private int QuoteFrom(int start) => text.IndexOf('\'', start, end - start) is >= 0 and var close ? close : end;

    /// <summary><c>$'…'</c>: its escapes matter to us only as far as they hide a quote.</summary>
    private void ReadAnsiQuoted(PartList parts)
    {
        at += 2;
        var start = at;
        while (at < end && text[at] != '\'')
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        at = Math.Min(at, end);
        parts.Add(new ShellPart(ShellPartKind.Literal, text[start..at], start, at));
        at = Math.Min(end, at + 1);
    }

    /// <summary>Reads to the closing quote, or for <c>\0</c> to the end: the body of a here-document.</summary>
    private void ReadQuoted(PartList parts, char close)
    {
        parts.Break();
        while (at < end && text[at] != close)
        {
            var c = text[at];
            if (c == '\\' && at + 1 < end && text[at + 1] is '"' or '\\' or '$' or '`' or '\n')
            {
                ReadEscape(parts);
            }
            else if (!ReadExpansion(parts))
            {
                parts.Append(c, at, at + 1);
                at++;
            }
        }

        at = Math.Min(end, at + 1);
        parts.Break();
    }

    private void ReadEscape(PartList parts)
    {
        if (at + 1 >= end)
        {
            parts.Append('\\', at, at + 1);
            at++;
            return;
        }

        if (IsLineBreak(at + 1))
        {
            parts.Break();
        }
        else
        {
            parts.Break();
            parts.Append(text[at + 1], at, at + 2);
            parts.Break();
        }

        at += 2;
    }

    /// <summary>Reads <c>$…</c>, a backquote or <c>%NAME%</c>. False when none stands here.</summary>
    private bool ReadExpansion(PartList parts)
    {
        var start = at;
        if (text[at] == '`')
        {
            return ReadBackquotes(parts);
        }

        if (text[at] == '%')
        {
            var closing = at + 1 + NameLength(at + 1);
            if (closing - at < 4 || closing >= end || text[closing] != '%' || text.AsSpan(at + 1, closing - at - 1).IndexOfAnyInRange('a', 'z') >= 0)
            {
                return false;
            }

            at = closing + 1;
            parts.Add(new ShellPart(ShellPartKind.Variable, text[(start + 1)..closing], start, at));
            return true;
        }

        if (text[at] != '$' || at + 1 >= end)
        {
            return false;
        }

        switch (text[at + 1])
        {
            case '(' when at + 2 < end && text[at + 2] == '(':
                at++;
                SkipArithmetic();
                parts.Add(new ShellPart(ShellPartKind.Substitution, "", start, at));
                return true;
            case '(':
                at++;
                ReadSubstitution(parts, start);
                return true;
            case '{' when at + 2 < end && text[at + 2] == '{':
                var close = text.IndexOf("}}", at, end - at, StringComparison.Ordinal);
                at = close < 0 ? end : close + 2;
                parts.Add(new ShellPart(ShellPartKind.Expression, text[Math.Min(start + 3, at)..(close < 0 ? at : close)], start, at));
                return true;
            case '{':
                return ReadBraces(parts);
            case '@' or '*' or '#' or '?' or '$' or '!' or '-' or (>= '0' and <= '9'):
                at += 2;
                parts.Add(new ShellPart(ShellPartKind.Variable, text[(start + 1)..at], start, at));
                return true;
            default:
                var length = NameLength(at + 1);
                if (length == 0)
                {
                    return false;
                }

                at += 1 + length;
                AddVariable(parts, start, start + 1, length);
                return true;
        }
    }

    /// <summary>A variable; <c>$env:NAME</c> of PowerShell is the environment's.</summary>
    private void AddVariable(PartList parts, int start, int nameStart, int length)
    {
        if (length == 3 && at < end && text[at] == ':' && text.AsSpan(nameStart, 3).Equals("env", StringComparison.OrdinalIgnoreCase) && NameLength(at + 1) is > 0 and var inner)
        {
            nameStart = at + 1;
            length = inner;
            at = nameStart + length;
        }

        parts.Add(new ShellPart(ShellPartKind.Variable, text.Substring(nameStart, length), start, at));
    }

    /// <summary><c>${NAME}</c> with or without an operator.</summary>
    private bool ReadBraces(PartList parts)
    {
        var start = at;
        at += 2;
        var isLength = at < end && text[at] == '#';
        at += at < end && text[at] is '#' or '!' ? 1 : 0;
        var nameStart = at;
        at += NameLength(at);
        var length = at - nameStart;
        if (length == 3 && at < end && text[at] == ':' && text.AsSpan(nameStart, 3).Equals("env", StringComparison.OrdinalIgnoreCase))
        {
            nameStart = ++at;
            at += NameLength(at);
            length = at - nameStart;
        }

        var sign = at;
        while (at < end && text[at] is ':' or '-' or '+' or '=' or '?')
        {
            at++;
        }

        var operation = isLength ? "#" : text[sign..at];
        var operand = new PartList();
        var operandStart = at;
        if (depth < MaxDepth)
        {
            depth++;
            while (at < end && text[at] != '}')
            {
                if (text[at] == '"')
                {
                    at++;
                    ReadQuoted(operand, '"');
                }
                else if (text[at] == '\\')
                {
                    ReadEscape(operand);
                }
                else if (!ReadExpansion(operand))
                {
                    operand.Append(text[at], at, at + 1);
                    at++;
                }
            }

            depth--;
        }
        else
        {
            Stop();
        }

        var word = new ShellWord(operand.Take(), operandStart, at);
        at = Math.Min(end, at + 1);
        parts.Add(new ShellPart(ShellPartKind.Variable, text.Substring(nameStart, length), start, at)
        {
            Operator = operation,
            Operand = word.Parts.Count > 0 && operation is ":-" or "-" or ":=" or "=" or ":+" or "+" ? word : null,
        });
        return true;
    }

    /// <summary>At the opening bracket of <c>$(</c>.</summary>
    private void ReadSubstitution(PartList parts, int start)
    {
        at++;
        var first = commands.Count;
        if (depth < MaxDepth)
        {
            depth++;
            ReadCommands(')');
            depth--;
        }
        else
        {
            Stop();
        }

        at = Math.Min(end, at + 1);
        parts.Add(new ShellPart(ShellPartKind.Substitution, "", start, at) { Commands = commands.GetRange(first, commands.Count - first), Operator = text[start] == '$' ? "" : "<" });
    }

    private bool ReadBackquotes(PartList parts)
    {
        var start = at;
        var close = at + 1;
        while (close < end && text[close] != '`')
        {
            close += text[close] == '\\' ? 2 : 1;
        }

        if (close >= end)
        {
            return false;
        }

        var first = commands.Count;
        var outer = end;
        at++;
        end = close;
        depth++;
        ReadCommands('\0');
        depth--;
        end = outer;
        at = close + 1;
        parts.Add(new ShellPart(ShellPartKind.Substitution, "", start, at) { Commands = commands.GetRange(first, commands.Count - first) });
        return true;
    }

    private int NameLength(int from)
    {
        var stop = from;
        while (stop < end && (char.IsAsciiLetterOrDigit(text[stop]) || text[stop] == '_'))
        {
            stop++;
        }

        return from < end && char.IsAsciiDigit(text[from]) ? 0 : stop - from;
    }

    private void Stop()
    {
        isComplete = false;
        at = end;
    }

    /// <summary>Collects the parts of a word; text that was written as it is becomes one part.</summary>
    private sealed class PartList
    {
        private readonly List<ShellPart> parts = [];
        private readonly StringBuilder literal = new();
        private int start;
        private int stop;

        public void Append(char c, int from, int to)
        {
            start = literal.Length == 0 ? from : start;
            literal.Append(c);
            stop = to;
        }

        public void Break()
        {
            if (literal.Length > 0)
            {
                parts.Add(new ShellPart(ShellPartKind.Literal, literal.ToString(), start, stop));
                literal.Clear();
            }
        }

        public void Add(ShellPart part)
        {
            Break();
            parts.Add(part);
        }

        public List<ShellPart> Take()
        {
            Break();
            return parts;
        }
    }
}
