using System;
using System.Buffers;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>Finds the columns that SQL and Rails migrations add to tables. Undone migrations are left out.</summary>
internal static class SchemaColumns
{
    private const int MaxColumns = 20_000;

    private static readonly SearchValues<string> Credentials = SearchValues.Create(["token", "secret", "key"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The columns of a file; none when nothing in it can hold a credential.</summary>
    public static IReadOnlyList<TableColumn> Read(string path, ReadOnlySpan<char> text)
    {
        if (path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase))
        {
            return IsUndone(path) || !text.ContainsAny(Credentials) || !text.Contains("table", StringComparison.OrdinalIgnoreCase) ? [] : new SqlStatements(path, text.ToString(), MaxColumns).Columns();
        }

        return path.EndsWith(".rb", StringComparison.Ordinal) && path.Contains("db/", StringComparison.Ordinal) && text.ContainsAny(Credentials) ? ReadRails(path, text) : [];
    }

    /// <summary>The half of a migration that takes it back.</summary>
    private static bool IsUndone(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.EndsWith(".down.sql", StringComparison.OrdinalIgnoreCase) || name.Equals("down.sql", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_down.sql", StringComparison.OrdinalIgnoreCase)
            || (name.StartsWith('U') && name.Contains("__", StringComparison.Ordinal));
    }

    /// <summary><c>create_table "users" do |t|</c>, <c>t.string :api_key</c>, <c>add_column :users, :api_key, :string</c>, <c>remove_column</c>; nothing of <c>def down</c>.</summary>
    private static List<TableColumn> ReadRails(string path, ReadOnlySpan<char> text)
    {
        var columns = new List<TableColumn>();
        var table = "";
        var isDown = false;
        var number = 0;
        foreach (var line in text.EnumerateLines())
        {
            number++;
            var content = line.TrimStart();
            if (content.StartsWith("def ", StringComparison.Ordinal))
            {
                isDown = content.StartsWith("def down", StringComparison.Ordinal);
            }

            if (isDown || content.IsEmpty || content[0] == '#')
            {
                continue;
            }

            if (content.StartsWith("create_table", StringComparison.Ordinal) || content.StartsWith("change_table", StringComparison.Ordinal))
            {
                table = Words(content, out _) is [var name, ..] ? name.Text : "";
                continue;
            }

            var words = Words(content, out var command);
            if (command is "add_column" or "remove_column" && words is [var of, var column, ..])
            {
                Add(of.Text, column, words.Count > 2 ? words[2].Text : "", command == "remove_column", line.Length - content.Length);
            }
            else if (command.StartsWith("t.", StringComparison.Ordinal) && words is [var first, ..])
            {
                Add(table, first, command[2..], command == "t.remove", line.Length - content.Length);
            }
        }

        return columns;

        void Add(string of, (string Text, int At) column, string type, bool isRemoved, int indent)
        {
            if (columns.Count < MaxColumns)
            {
                var start = new Position(number, indent + column.At + 1);
                columns.Add(new TableColumn(of, column.Text, type, isRemoved, new Location(path, start, new Position(number, start.Column + column.Text.Length))));
            }
        }
    }

    /// <summary>The symbols and strings behind the first word of a line of Ruby.</summary>
    private static List<(string Text, int At)> Words(ReadOnlySpan<char> content, out string command)
    {
        var end = content.IndexOfAny(' ', '(');
        command = (end < 0 ? content : content[..end]).ToString();
        var words = new List<(string, int)>();
        for (var at = Math.Max(end, 0); at < content.Length && words.Count < 3; at++)
        {
            if (content[at] is ':' or '"' or '\'')
            {
                var start = at + 1;
                at = start;
                while (at < content.Length && (char.IsAsciiLetterOrDigit(content[at]) || content[at] == '_'))
                {
                    at++;
                }

                if (at > start)
                {
                    words.Add((content[start..at].ToString(), start));
                }
            }
        }

        return words;
    }
}
