using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Reading;

/// <summary>The texts that ship inside this assembly: rule pages, readiness criteria and schemas.</summary>
public static class EmbeddedText
{
    private const string SchemaPrefix = "schema/";
    private const string SchemaSuffix = ".schema.json";

    /// <summary>The names that <see cref="Schema"/> knows, such as <c>service</c>.</summary>
    public static IReadOnlyList<string> SchemaNames { get; } =
        [.. typeof(EmbeddedText).Assembly.GetManifestResourceNames().Where(static name => name.StartsWith(SchemaPrefix, StringComparison.Ordinal)).Select(static name => name[SchemaPrefix.Length..^SchemaSuffix.Length]).Order(StringComparer.Ordinal)];

    /// <summary>The page of a rule without its front matter, in Markdown.</summary>
    public static string RulePage(Rule rule)
    {
        var page = Read($"rules/{rule.Id}.md")!;
        return page[(page.IndexOf("\n---\n", StringComparison.Ordinal) + 5)..];
    }

    /// <summary>The JSON Schema of this name, or null.</summary>
    public static string? Schema(string name) => Read(SchemaPrefix + name + SchemaSuffix);

    /// <summary>The files with readiness criteria, in order of name: name and text.</summary>
    public static IReadOnlyList<(string Name, string Text)> ReadinessFiles() =>
        [.. typeof(EmbeddedText).Assembly.GetManifestResourceNames().Where(static name => name.StartsWith("readiness/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(static name => (name, Read(name)!))];

    private static string? Read(string resource)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(resource);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
