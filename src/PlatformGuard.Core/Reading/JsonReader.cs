using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>Reads JSON, with comments and trailing commas as .NET configuration allows them, into nodes with positions.</summary>
public static class JsonReader
{
    /// <summary>Reads the one document of <paramref name="utf8"/>.</summary>
    /// <param name="path">The file's path, for locations.</param>
    /// <param name="utf8">The text in UTF-8 without byte order mark.</param>
    /// <param name="options">The limits.</param>
    public static ParsedDocuments Read(string path, ReadOnlySpan<byte> utf8, CheckOptions options)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = options.MaxDepth });
        var composer = new JsonComposer(path, utf8, options);
        try
        {
            if (!reader.Read())
            {
                return new ParsedDocuments([], null);
            }

            var root = composer.Compose(ref reader);
            return reader.Read()
                ? new ParsedDocuments([root], new Unreadable(composer.PointAt(reader.TokenStartIndex), "not valid JSON: text after the end of the document"))
                : new ParsedDocuments([root], null);
        }
        catch (ReadingLimitException limit)
        {
            return new ParsedDocuments([], new Unreadable(new Location(path, limit.Position, limit.Position), limit.Message));
        }
        catch (JsonException error)
        {
            if (IsBlank(utf8))
            {
                return new ParsedDocuments([], null);
            }

            return new ParsedDocuments([], new Unreadable(composer.PointAt(error), "not valid JSON"));
        }
        catch (InvalidOperationException)
        {
            // GetString refuses text that is not valid UTF-16 after unescaping.
            return new ParsedDocuments([], new Unreadable(composer.PointAt(reader.TokenStartIndex), "not valid JSON: a string holds half a surrogate pair"));
        }
    }

    /// <summary>Whether there is nothing but white space and comments, which the reader takes for a document that ends too early.</summary>
    private static bool IsBlank(ReadOnlySpan<byte> utf8)
    {
        while (!(utf8 = utf8.TrimStart(" \t\r\n"u8)).IsEmpty)
        {
            var end = utf8.StartsWith("//"u8) ? utf8.IndexOf((byte)'\n') : utf8.StartsWith("/*"u8) ? utf8.IndexOf("*/"u8) + 1 : -1;
            if (utf8.StartsWith("//"u8) && end < 0)
            {
                return true;
            }

            if (end <= 0)
            {
                return false;
            }

            utf8 = utf8[(end + 1)..];
        }

        return true;
    }

    /// <summary>Builds nodes and keeps count of lines while the reader moves forward.</summary>
    private ref struct JsonComposer(string path, ReadOnlySpan<byte> utf8, CheckOptions options)
    {
        private readonly ReadOnlySpan<byte> utf8 = utf8;
        private long offset;
        private int line = 1;
        private int column = 1;
        private int nodes;

        public Node Compose(ref Utf8JsonReader reader)
        {
            var start = PositionAt(reader.TokenStartIndex);
            if (++nodes > options.MaxNodes)
            {
                throw new ReadingLimitException(start, string.Create(CultureInfo.InvariantCulture, $"the file holds more than {options.MaxNodes} values"));
            }

            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    return ComposeObject(ref reader, start);
                case JsonTokenType.StartArray:
                    var items = new List<Node>();
                    while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    {
                        items.Add(Compose(ref reader));
                    }

                    return new SequenceNode(path, start, PositionAt(reader.BytesConsumed), items, tag: null);
                default:
                    return ComposeScalar(ref reader, start);
            }
        }

        public Location PointAt(long byteOffset)
        {
            var position = PositionAt(byteOffset);
            return new Location(path, position, position);
        }

        public Location PointAt(JsonException error)
        {
            var targetLine = (int)(error.LineNumber ?? 0);
            var start = 0;
            for (var current = 0; current < targetLine; current++)
            {
                var newline = utf8[start..].IndexOf((byte)'\n');
                if (newline < 0)
                {
                    break;
                }

                start += newline + 1;
            }

            var length = (int)Math.Min(error.BytePositionInLine ?? 0, utf8.Length - start);
            var position = new Position(targetLine + 1, 1 + Encoding.UTF8.GetCharCount(utf8.Slice(start, length)));
            return new Location(path, position, position);
        }

        private MappingNode ComposeObject(ref Utf8JsonReader reader, Position start)
        {
            var entries = new EntryList();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var keyStart = PositionAt(reader.TokenStartIndex);
                var key = new ScalarNode(path, keyStart, PositionAt(reader.TokenStartIndex + reader.ValueSpan.Length + 2), RepeatedText.Of(reader), ScalarStyle.Quoted);
                _ = reader.Read();
                entries.Add(key, Compose(ref reader));
            }

            return entries.ToMapping(path, start, PositionAt(reader.BytesConsumed));
        }

        private ScalarNode ComposeScalar(ref Utf8JsonReader reader, Position start)
        {
            var isString = reader.TokenType == JsonTokenType.String;
            var text = isString ? RepeatedText.Of(reader) : PlainText(reader.ValueSpan);
            return new ScalarNode(path, start, PositionAt(reader.BytesConsumed), text, isString ? ScalarStyle.Quoted : ScalarStyle.Plain);
        }

        /// <summary>A number, or one of the three words of JSON.</summary>
        private static string PlainText(ReadOnlySpan<byte> utf8) =>
            utf8.SequenceEqual("true"u8) ? "true" : utf8.SequenceEqual("false"u8) ? "false" : utf8.SequenceEqual("null"u8) ? "null" : Encoding.UTF8.GetString(utf8);

        private Position PositionAt(long target)
        {
            if (target < offset)
            {
                (offset, line, column) = (0, 1, 1);
            }

            var passed = utf8[(int)offset..(int)target];
            while (passed.IndexOf((byte)'\n') is >= 0 and var newline)
            {
                line++;
                column = 1;
                passed = passed[(newline + 1)..];
            }

            column += Encoding.UTF8.GetCharCount(passed);
            offset = target;
            return new Position(line, column);
        }
    }
}
