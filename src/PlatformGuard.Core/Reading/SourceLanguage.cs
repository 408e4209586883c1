using System;
using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;

namespace PlatformGuard.Core.Reading;

/// <summary>How a family of languages writes comments and strings: enough to tell them from code, no more.</summary>
internal sealed record SourceLanguage
{
    private static readonly SourceLanguage C = new() { LineComments = ["//"], BlockComments = [("/*", "*/")], Quotes = "\"", CharacterQuote = true };

    private static readonly SourceLanguage Python = new() { LineComments = ["#"], Quotes = "\"'", LongQuotes = ["\"\"\"", "'''"] };

    private static readonly SourceLanguage Shell = new() { LineComments = ["#"], Quotes = "\"'", MultilineQuotes = "\"'", RawQuotes = "'", HereDocuments = true, HasBareWords = true };

    private static readonly SourceLanguage Hash = new() { LineComments = ["#"], Quotes = "\"'", MultilineQuotes = "\"'" };

    private static readonly FrozenDictionary<string, SourceLanguage> ByExtension = Extensions();

    private SearchValues<char>? stops;

    /// <summary>What begins a comment up to the end of the line.</summary>
    public string[] LineComments { get; init; } = [];

    /// <summary>What begins and ends a comment of any length.</summary>
    public (string Open, string Close)[] BlockComments { get; init; } = [];

    /// <summary>Characters that begin and end a string.</summary>
    public string Quotes { get; init; } = "";

    /// <summary>Those of them whose strings may go over several lines; others end at the end of the line at the latest.</summary>
    public string MultilineQuotes { get; init; } = "";

    /// <summary>Those of them in whose strings a backslash is a character like any other.</summary>
    public string RawQuotes { get; init; } = "";

    /// <summary>Strings in several quotes, over several lines.</summary>
    public string[] LongQuotes { get; init; } = [];

    /// <summary>Whether a quote is written twice to stand in a string.</summary>
    public bool DoubledQuotes { get; init; }

    /// <summary>Whether <c>'</c> begins a character, a lifetime or a prime, never a string.</summary>
    public bool CharacterQuote { get; init; }

    /// <summary>Whether strings have C#'s forms: verbatim and raw, interpolated or not.</summary>
    public bool IsCSharp { get; init; }

    /// <summary>Whether <c>&lt;&lt;WORD</c> begins a text that ends with a line of that word.</summary>
    public bool HereDocuments { get; init; }

    /// <summary>Whether values stand without quotes: <c>NAME=value</c>, <c>--name value</c>.</summary>
    public bool HasBareWords { get; init; }

    /// <summary>Whether a name and its value may stand side by side: <c>password 'x'</c>.</summary>
    public bool HasAdjacentNames { get; init; }

    /// <summary>Every character at which the lexer has to look closer.</summary>
    public SearchValues<char> Stops => stops ??= SearchValues.Create([.. FirstCharacters().Distinct()]);

    /// <summary>The language of a source file by its name; null when it is not known.</summary>
    public static SourceLanguage? Of(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        return ByExtension.GetValueOrDefault(dot > 0 ? name[dot..] : name);
    }

    private IEnumerable<char> FirstCharacters()
    {
        foreach (var open in LineComments.Concat(BlockComments.Select(static comment => comment.Open)).Concat(LongQuotes))
        {
            yield return open[0];
        }

        foreach (var quote in Quotes)
        {
            yield return quote;
        }

        if (CharacterQuote)
        {
            yield return '\'';
        }

        if (HereDocuments)
        {
            yield return '<';
        }
    }

    private static FrozenDictionary<string, SourceLanguage> Extensions()
    {
        var languages = new Dictionary<string, SourceLanguage>(StringComparer.OrdinalIgnoreCase);
        Add(".c .h .cc .cpp .hpp .m .mm .proto .java", C with { LongQuotes = ["\"\"\""] });
        Add(".kt .kts .scala .swift", C with { LongQuotes = ["\"\"\""] });
        Add(".rs", C with { MultilineQuotes = "\"" });
        Add(".cs .csx .cshtml .razor", C with { IsCSharp = true });
        Add(".fs .fsx", C with { BlockComments = [("(*", "*)")], LongQuotes = ["\"\"\""], MultilineQuotes = "\"" });
        Add(".go", C with { Quotes = "\"`", MultilineQuotes = "`", RawQuotes = "`" });
        Add(".js .mjs .cjs .jsx .ts .mts .cts .tsx .vue .svelte", C with { Quotes = "\"'`", MultilineQuotes = "`", CharacterQuote = false });
        Add(".dart", C with { Quotes = "\"'", LongQuotes = ["\"\"\"", "'''"], CharacterQuote = false });
        Add(".groovy .gradle jenkinsfile", C with { Quotes = "\"'", LongQuotes = ["\"\"\"", "'''"], CharacterQuote = false, HasAdjacentNames = true });
        Add(".php", C with { LineComments = ["//", "#"], Quotes = "\"'", MultilineQuotes = "\"'", CharacterQuote = false });
        Add(".tf .tfvars .hcl .cue .jsonnet .libsonnet .bicep", C with { LineComments = ["//", "#"], Quotes = "\"'", LongQuotes = ["'''", "\"\"\""], CharacterQuote = false, HereDocuments = true });
        Add(".py .pyi", Python);
        Add(".graphql", Python with { Quotes = "\"", LongQuotes = ["\"\"\""] });
        Add(".rego .nix", Hash with { Quotes = "\"`", MultilineQuotes = "\"`" });
        Add(".rb rakefile gemfile vagrantfile", Hash with { HereDocuments = true, HasAdjacentNames = true });
        Add(".pl .pm .r .jl .ex .exs", Hash with { HereDocuments = true, LongQuotes = ["\"\"\""] });
        Add(".sh .bash .zsh .ksh .fish", Shell);
        Add(".mk makefile", Shell with { MultilineQuotes = "", HereDocuments = false });
        Add(".ps1 .psm1 .psd1", Hash with { BlockComments = [("<#", "#>")], RawQuotes = "\"'", DoubledQuotes = true, HasAdjacentNames = true });
        Add(".bat .cmd", Hash with { LineComments = [], Quotes = "\"", MultilineQuotes = "", RawQuotes = "\"", HasBareWords = true });
        Add(".sql", new SourceLanguage { LineComments = ["--"], BlockComments = [("/*", "*/")], Quotes = "'\"", MultilineQuotes = "'", RawQuotes = "'\"", DoubledQuotes = true, HasAdjacentNames = true });
        Add(".lua", new SourceLanguage { LineComments = ["--"], BlockComments = [("--[[", "]]")], Quotes = "\"'" });
        Add(".hs", C with { LineComments = ["--"], BlockComments = [("{-", "-}")] });
        Add(".erl", C with { LineComments = ["%"], BlockComments = [], MultilineQuotes = "\"" });
        Add(".clj", C with { LineComments = [";"], BlockComments = [], MultilineQuotes = "\"" });
        Add(".vb", new SourceLanguage { LineComments = ["'"], Quotes = "\"", RawQuotes = "\"", DoubledQuotes = true });
        return languages.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(string names, SourceLanguage language)
        {
            foreach (var name in names.Split(' '))
            {
                languages.Add(name, language);
            }
        }
    }
}
