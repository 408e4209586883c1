using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>Reads <c>CREATE TABLE</c> and <c>ALTER TABLE</c> of any dialect: names of columns and their types, nothing else. Linear; broken SQL gives what was read before.</summary>
internal sealed class SqlStatements(string path, string text, int maxColumns)
{
    // What begins an item of a table that is no column.
    private static readonly string[] Constraints = ["constraint", "primary", "foreign", "unique", "check", "key", "index", "exclude", "like", "period", "fulltext", "spatial"];

    private readonly TextLines lines = new(path, text);
    private readonly List<TableColumn> columns = [];
    private int at;
    private int start;
    private bool isDown;

    /// <summary>Reads the whole text.</summary>
    public IReadOnlyList<TableColumn> Columns()
    {
        while (Next() is { } word && columns.Count < maxColumns)
        {
            if (word.Equals("create", StringComparison.OrdinalIgnoreCase))
            {
                ReadCreate();
            }
            else if (word.Equals("alter", StringComparison.OrdinalIgnoreCase) && Is(Next(), "table"))
            {
                ReadAlter();
            }
        }

        return columns;
    }

    private static bool Is(string? word, string wanted) => word is not null && word.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private void ReadCreate()
    {
        var word = Next();
        var isTemporary = false;
        while (Is(word, "global") || Is(word, "local") || Is(word, "unlogged") || Is(word, "temporary") || Is(word, "temp") || Is(word, "or") || Is(word, "replace"))
        {
            isTemporary |= Is(word, "temporary") || Is(word, "temp");
            word = Next();
        }

        if (!Is(word, "table"))
        {
            return;
        }

        var table = ReadName(out var next);
        if (next == "(")
        {
            ReadList(table, isKept: !isTemporary);
        }
    }

    /// <summary>The items of a parenthesis: the first word of each is a column unless it begins a constraint.</summary>
    private void ReadList(string table, bool isKept)
    {
        var depth = 1;
        var isFirst = true;
        while (depth > 0 && Next() is { } word)
        {
            switch (word)
            {
                case "(":
                    depth++;
                    break;
                case ")":
                    depth--;
                    break;
                case ";":
                    return;
                case "," when depth == 1:
                    isFirst = true;
                    continue;
                default:
                    if (isFirst && depth == 1 && Array.FindIndex(Constraints, constraint => Is(word, constraint)) < 0)
                    {
                        var place = (start, at);
                        var type = Next();
                        depth += type == "(" ? 1 : type == ")" ? -1 : 0;
                        Add(table, word, type == "," ? "" : type, isRemoved: false, place, isKept);
                        if (type == ",")
                        {
                            continue;
                        }
                    }

                    break;
            }

            isFirst = false;
        }
    }

    private void ReadAlter()
    {
        var table = ReadName(out var word);
        while (word is not null and not ";")
        {
            if (Is(word, "add"))
            {
                word = ReadAdded(table);
                continue;
            }

            if (Is(word, "drop") && Is(word = Next(), "column"))
            {
                word = SkipExistence(Next());
                if (word is not null)
                {
                    Add(table, word, "", isRemoved: true, (start, at), isKept: true);
                }
            }

            word = Next();
        }
    }

    private string? ReadAdded(string table)
    {
        var word = Next();
        word = Is(word, "column") ? Next() : word;
        word = SkipExistence(word);
        if (word == "(")
        {
            ReadList(table, isKept: true);
            return Next();
        }

        if (word is null or ";" || Array.FindIndex(Constraints, constraint => Is(word, constraint)) >= 0)
        {
            return word;
        }

        var place = (start, at);
        var type = Next();
        Add(table, word, type, isRemoved: false, place, isKept: true);

        // SQL Server: ADD a int, b int. The next item begins behind a comma that is not inside a parenthesis.
        var depth = 0;
        for (var next = Next(); ; next = Next())
        {
            depth += next == "(" ? 1 : next == ")" ? -1 : 0;
            if (next is null or ";" || (next == "," && depth == 0))
            {
                return next == "," ? AfterComma(table) : next;
            }
        }
    }

    private string? AfterComma(string table)
    {
        var mark = at;
        var word = Next();
        if (word is null || Is(word, "add") || Is(word, "drop") || Is(word, "alter") || Is(word, "modify") || Is(word, "change") || Is(word, "rename"))
        {
            return word;
        }

        at = mark;
        return ReadAdded(table);
    }

    private string? SkipExistence(string? word)
    {
        while (Is(word, "if") || Is(word, "not") || Is(word, "exists"))
        {
            word = Next();
        }

        return word;
    }

    /// <summary>A table's name, its schema cut off; <paramref name="next"/> is the word behind it.</summary>
    private string ReadName(out string? next)
    {
        var word = SkipExistence(Next());
        word = Is(word, "only") ? Next() : word;
        var name = word ?? "";
        next = Next();
        while (next == ".")
        {
            name = Next() ?? "";
            next = Next();
        }

        return name;
    }

    private void Add(string table, string name, string? type, bool isRemoved, (int Start, int End) place, bool isKept)
    {
        if (isKept && !isDown && name.Length > 1 && columns.Count < maxColumns)
        {
            columns.Add(new TableColumn(table, name, (type ?? "").ToLowerInvariant(), isRemoved, lines.Range(place.Start, place.End)));
        }
    }

    /// <summary>The next word, quoted name or sign; comments and strings are passed over. Null at the end.</summary>
    private string? Next()
    {
        while (at < text.Length)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (c == '-' && at + 1 < text.Length && text[at + 1] == '-')
            {
                SkipLine();
            }
            else if (c == '/' && at + 1 < text.Length && text[at + 1] == '*')
            {
                at = text.IndexOf("*/", at + 2, StringComparison.Ordinal) is >= 0 and var close ? close + 2 : text.Length;
            }
            else if (c == '\'')
            {
                at = text.IndexOf('\'', at + 1) is >= 0 and var close ? close + 1 : text.Length;
            }
            else
            {
                return ReadWord(c);
            }
        }

        return null;
    }

    private string ReadWord(char c)
    {
        start = at;
        if (c is '"' or '`' or '[')
        {
            var close = text.IndexOf(c == '[' ? ']' : c, at + 1);
            if (close > at && close - at < 200)
            {
                start = at + 1;
                at = close + 1;
                return text[start..close];
            }
        }

        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '$'))
        {
            at++;
        }

        at += at == start ? 1 : 0;
        return text[start..at];
    }

    /// <summary>Comments that part a migration: <c>-- +goose Down</c>, <c>-- migrate:down</c>.</summary>
    private void SkipLine()
    {
        var end = text.IndexOf('\n', at) is >= 0 and var found ? found : text.Length;
        var comment = text.AsSpan(at, end - at).TrimEnd();
        if (comment.EndsWith("goose Down", StringComparison.OrdinalIgnoreCase) || comment.Contains("migrate:down", StringComparison.OrdinalIgnoreCase) || comment.Contains("rollback", StringComparison.OrdinalIgnoreCase))
        {
            isDown = true;
        }
        else if (comment.EndsWith("goose Up", StringComparison.OrdinalIgnoreCase) || comment.Contains("migrate:up", StringComparison.OrdinalIgnoreCase) || comment.Contains("changeset", StringComparison.OrdinalIgnoreCase))
        {
            isDown = false;
        }

        at = end;
    }
}
