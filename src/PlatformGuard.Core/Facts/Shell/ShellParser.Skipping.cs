using System;
using System.Linq;

namespace PlatformGuard.Core.Facts.Shell;

/// <content>Redirections, here-documents, and what is passed over.</content>
public sealed partial class ShellParser
{
    /// <summary>A redirection at the current place, or null. The body of a here-document is read at the end of the line.</summary>
    private ShellRedirection? ReadRedirection()
    {
        var start = at;
        if (at >= end)
        {
            return null;
        }

        if (text[at] is >= '0' and <= '9' && at + 1 < end && text[at + 1] is '<' or '>')
        {
            at++;
        }
        else if (text[at] == '&' && at + 1 < end && text[at + 1] == '>')
        {
            at++;
        }

        if (at >= end || text[at] is not ('<' or '>') || (at == start && at + 1 < end && text[at + 1] == '('))
        {
            at = start;
            return null;
        }

        var sign = text[at++];
        while (at < end && at - start < 4 && (text[at] == sign || text[at] is '|' or '&'))
        {
            at++;
        }

        var operation = text[start..at].TrimEnd('&');
        if (operation == "<<")
        {
            return ReadDocumentStart();
        }

        SkipBlanks();
        return new ShellRedirection(text[at - 1] == '&' ? operation + "&" : operation, ReadWord());
    }

    private ShellRedirection ReadDocumentStart()
    {
        var stripsTabs = at < end && text[at] == '-';
        at += stripsTabs ? 1 : 0;
        SkipBlanks();
        var isLiteral = at < end && text[at] is '\'' or '"' or '\\';
        var delimiter = ReadWord();
        documents.Add(new PendingDocument(string.Concat(delimiter.Parts.Select(static part => part.Text)), stripsTabs, isLiteral, null));
        return new ShellRedirection("<<", delimiter);
    }

    /// <summary>Reads the bodies of the here-documents that began on the line before.</summary>
    private void ReadDocuments()
    {
        if (documents.Count == 0)
        {
            return;
        }

        PendingDocument[] begun = [.. documents];
        documents.Clear();
        foreach (var document in begun)
        {
            var bodyStart = at;
            var bodyEnd = FindDelimiter(document, out var next);
            var parts = new PartList();
            if (document.IsLiteral)
            {
                parts.Add(new ShellPart(ShellPartKind.Literal, text[bodyStart..bodyEnd], bodyStart, bodyEnd));
            }
            else
            {
                var outer = end;
                end = bodyEnd;
                depth++;
                ReadQuoted(parts, '\0');
                depth--;
                end = outer;
            }

            at = next;
            document.Command?.Add(new ShellRedirection("<<", new ShellWord(parts.Take(), bodyStart, bodyEnd)));
        }
    }

    private int FindDelimiter(PendingDocument document, out int next)
    {
        var line = at;
        while (line < end)
        {
            var lineEnd = text.IndexOf('\n', line, end - line);
            lineEnd = lineEnd < 0 ? end : lineEnd;
            var content = text.AsSpan(line, lineEnd - line).TrimEnd('\r');
            if ((document.StripsTabs ? content.TrimStart() : content).SequenceEqual(document.Delimiter))
            {
                next = lineEnd;
                return line;
            }

            line = lineEnd + 1;
        }

        next = end;
        return end;
    }

    private void SkipBlanks()
    {
        while (at < end && (text[at] is ' ' or '\t' or '\r' || (text[at] == '\\' && IsLineBreak(at + 1))))
        {
            at += text[at] == '\\' ? 2 : 1;
        }
    }

    private void SkipComment()
    {
        var lineEnd = text.IndexOf('\n', at, end - at);
        at = lineEnd < 0 ? end : lineEnd;
    }

    /// <summary>The pattern of a <c>case</c> with its bracket.</summary>
    private void SkipPattern()
    {
        while (at < end && text[at] != ')')
        {
            at++;
        }

        at = Math.Min(end, at + 1);
    }

    /// <summary><c>((…))</c>: numbers only.</summary>
    private void SkipArithmetic()
    {
        var open = 0;
        do
        {
            open += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            at++;
        }
        while (at < end && open > 0);
    }

    private bool IsLineBreak(int index) => index < end && (text[index] == '\n' || (text[index] == '\r' && index + 1 < end && text[index + 1] == '\n'));

    private bool IsWordAt(string word) =>
        end - at >= word.Length && text.AsSpan(at, word.Length).SequenceEqual(word) && (at + word.Length == end || BreakSigns.Contains(text[at + word.Length], StringComparison.Ordinal));
}
