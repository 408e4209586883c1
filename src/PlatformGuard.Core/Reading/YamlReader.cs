using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;
using YamlDotNet.Core;

namespace PlatformGuard.Core.Reading;

/// <summary>Reads YAML streams into nodes with positions. Aliases are resolved to the anchored node, merge keys applied.</summary>
public static class YamlReader
{
    /// <summary>Reads all documents of <paramref name="text"/>. A broken document does not hide the ones after it.</summary>
    /// <param name="path">The file's path, for locations.</param>
    /// <param name="text">The text without byte order mark.</param>
    /// <param name="options">The limits.</param>
    public static ParsedDocuments Read(string path, string text, CheckOptions options)
    {
        var documents = new List<Node>();
        Unreadable? problem = null;
        var budget = new NodeBudget(options);
        var part = new YamlPart(text);
        while (true)
        {
            var composer = new YamlComposer(path, part, budget, options);
            if (composer.Compose(documents, out var reason) is not { } position)
            {
                return new ParsedDocuments(documents, problem);
            }

            problem ??= new Unreadable(new Location(path, position, position), reason);
            if (budget.IsExhausted || budget.IsOverTime() || part.NextDocument(composer.DocumentLine) is not { } next)
            {
                return new ParsedDocuments(documents, problem);
            }

            part = next;
        }
    }

    /// <summary>What the parser throws on text that is no YAML: besides its own exception a few of its paths run into others.</summary>
    internal static bool IsParserFault(Exception error) =>
        error is YamlException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException or NullReferenceException;
}
