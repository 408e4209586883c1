using System;
using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Datastores;
using PlatformGuard.Guidelines.Secrets;

namespace PlatformGuard.Core.Reading;

/// <summary>
/// Finds the literals of a source file or prose that may be secrets or datastore addresses. Searches for what such a literal must contain before
/// it looks at anything, so that most files cost one pass over their text. Never fails; linear in the text's length.
/// </summary>
/// <remarks>
/// Secrets of unmistakable form are found anywhere, comments and prose included. Strings, and in shells bare words, are looked at by the name they
/// are given to. Minified and generated code, and languages whose strings are not known, are searched by form only.
/// </remarks>
public static class SourceScanner
{
    /// <summary>Most literals of one file.</summary>
    public const int MaxLiterals = 2_000;

    private const int LongestLiteral = 16 * 1024;
    private const string UrlMark = "://";
    private const int LongestAuthority = 1024;

    /// <summary>A line this long was not written by a person.</summary>
    private const int MinifiedLine = 5_000;

    /// <summary>In parts: above this number the vectorised search meets so many false candidates that several passes are faster (measured).</summary>
    private const int FormsInOnePass = 26;

    private static readonly SearchValues<string>[] Forms = [.. SecretAnchors.Forms.Chunk(FormsInOnePass).Select(static forms => SearchValues.Create(forms, StringComparison.Ordinal))];
    private static readonly SearchValues<string> NameParts = SearchValues.Create([.. SecretAnchors.NameParts], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> Credentials = SearchValues.Create(["bearer ", "basic ", "password", "pwd=", "accountkey", "sharedaccess", "identified by"], StringComparison.OrdinalIgnoreCase);
    private static readonly SearchValues<string> Datastores = SearchValues.Create(
        ["postgres", "pgsql", "psql", "mysql", "mariadb", "sqlserver", "mongodb", "redis", "valkey", "sentinel", "patroni", "pgbouncer", "gitlab", "jdbc:", "host=", "server=", "data source=", "datasource=", "dbname=", "main-db", "main_db", "maindb"],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> EndsUserInformation = SearchValues.Create([.. Enumerable.Range(0, ' ' + 1).Select(static c => (char)c), .. "@\"'`>|\\/?#"]);

    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + SecretAnchors.TokenSigns);

    private static readonly FrozenSet<string> Xml = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "xml", "csproj", "fsproj", "vbproj", "props", "targets", "pubxml", "nuspec", "plist");

    /// <summary>The literals worth keeping, in order of place.</summary>
    /// <param name="path">Path of the file: its name tells the language.</param>
    /// <param name="kind">What the file is; prose is searched by form only.</param>
    /// <param name="text">The text without byte order mark.</param>
    public static IReadOnlyList<Literal> Scan(string path, FileKind kind, ReadOnlySpan<char> text)
    {
        var places = new List<LiteralPlace>();
        if (kind == FileKind.Source && SourceLanguage.Of(path) is { } language && !IsMinified(path, text))
        {
            ReadStrings(text, language, places);
        }
        else if (MentionsCredential(text) || kind == FileKind.Dockerfile)
        {
            ReadNamedValues(path, kind, text, places);
        }

        var kept = WorthKeeping(text, places);
        AddForms(text, kept);
        return kept.Count == 0 ? [] : ToLiterals(path, text, kept);
    }

    /// <summary>Compiles the vectorised searches, for which the first file would have to wait.</summary>
    internal static void Prepare() => _ = Scan("prepare.py", FileKind.Source, "# The quick brown fox jumps over the lazy dog, and over the lazy dog again, until it is tired of it.\nname = \"the quick brown fox\"\npath = 'redis'\n");

    /// <summary>Whether a text has a part that every credential's name has.</summary>
    internal static bool MentionsCredential(ReadOnlySpan<char> text) => text.ContainsAny(NameParts);

    /// <summary>Formats that are neither source nor read as settings, and the commands of a Dockerfile.</summary>
    private static void ReadNamedValues(string path, FileKind kind, ReadOnlySpan<char> text, List<LiteralPlace> places)
    {
        if (kind == FileKind.Dockerfile)
        {
            BareAssignments.ReadCommands(text, 0, text.Length, places);
        }
        else if (kind == FileKind.HelmTemplate || path.EndsWith(".tfstate", StringComparison.Ordinal))
        {
            BareAssignments.ReadLines(text, 0, text.Length, places);
        }
        else if (kind == FileKind.Text && Xml.Contains(path[(path.LastIndexOf('.') + 1)..]))
        {
            ElementValues.Read(text, places);
        }
    }

    private static void ReadStrings(ReadOnlySpan<char> text, SourceLanguage language, List<LiteralPlace> places)
    {
        var mentionsCredential = MentionsCredential(text) || text.ContainsAny(Credentials);
        if (!mentionsCredential && !text.ContainsAny(Datastores) && !text.Contains("://", StringComparison.Ordinal))
        {
            return;
        }

        var lexer = new SourceLexer(text, language);
        (int Start, int End) previous = default;
        while (lexer.MoveNext())
        {
            if (lexer.IsHereDocument)
            {
                BareAssignments.ReadLines(text, lexer.Start, lexer.End, places);
                continue;
            }

            if (lexer.End - lexer.Start is >= 4 and <= LongestLiteral)
            {
                var name = AssignedName.Find(text, lexer.Open, previous, language);
                var isIdentifiedBy = IsIdentifiedBy(text, name);
                if (isIdentifiedBy || MayBeSecret(text, name, lexer.Start..lexer.End) || text[lexer.Start..lexer.End].ContainsAny(Datastores))
                {
                    places.Add(new LiteralPlace(name, lexer.Start..lexer.End, IsQuoted: true, isIdentifiedBy ? "password" : null));
                }
            }

            previous = (lexer.Start, lexer.End);
        }

        if (language.HasBareWords)
        {
            BareAssignments.ReadCommands(text, 0, text.Length, places);
        }
    }

    /// <summary>SQL: <c>CREATE USER app IDENTIFIED BY 'x'</c>.</summary>
    private static bool IsIdentifiedBy(ReadOnlySpan<char> text, Range name) => text[name].Equals("identified by", StringComparison.OrdinalIgnoreCase);

    /// <summary>In the order in which they were read; of two at one place the first.</summary>
    private static List<LiteralPlace> WorthKeeping(ReadOnlySpan<char> text, List<LiteralPlace> places)
    {
        var kept = new List<LiteralPlace>();
        if (places.Count == 0)
        {
            return kept;
        }

        HashSet<int> starts = [];
        foreach (var place in places)
        {
            if (kept.Count < MaxLiterals && IsWorthKeeping(text, place) && starts.Add(place.Value.Start.Value))
            {
                kept.Add(place);
            }
        }

        return kept;
    }

    private static bool IsWorthKeeping(ReadOnlySpan<char> text, LiteralPlace place)
    {
        var value = text[place.Value];
        if ((place.KnownName is not null || MayBeSecret(text, place.Name, place.Value)) && SecretClassifier.Judge(value.ToString(), new SecretContext(SlotOf(place), place.NameIn(text))) is not null)
        {
            return true;
        }

        return value.Length <= ConnectionString.MaxLength && value.ContainsAny(Datastores) && IsDatastore(value.ToString());
    }

    /// <summary>Whether a literal has anything that a secret needs which its form does not give away.</summary>
    private static bool MayBeSecret(ReadOnlySpan<char> text, Range name, Range value) =>
        text[name].ContainsAny(NameParts) || text[value].ContainsAny(Credentials) || text[value].Contains(UrlMark, StringComparison.Ordinal);

    private static bool IsDatastore(string value) =>
        ConnectionString.Parse(value) is { Endpoints.Count: > 0 } or { Database: not null } || DatastoreClassifier.JudgeValue(value, DatastorePolicy.Default) is not null;

    private static SecretSlot SlotOf(LiteralPlace place) => place.IsQuoted ? SecretSlot.SourceLiteral : SecretSlot.Setting;

    /// <summary>Adds the secrets that their form alone gives away, wherever they stand, unless they are part of a literal that is kept already.</summary>
    private static void AddForms(ReadOnlySpan<char> text, List<LiteralPlace> kept)
    {
        var strings = kept.Count;
        string? whole = null;
        foreach (var forms in Forms)
        {
            var from = 0;
            while (kept.Count < MaxLiterals && text[from..].IndexOfAny(forms) is >= 0 and var skip)
            {
                var at = from + skip;
                from = at + 1;
                if (!MayBeSecret(text, at) || SecretClassifier.JudgeAt(whole ??= text.ToString(), at) is not { } verdict)
                {
                    continue;
                }

                from = Math.Max(from, verdict.Start + verdict.Length);
                var range = text[at] == ':' ? WholeUrl(text, at) : verdict.Start..(verdict.Start + verdict.Length);
                if (!OverlapsAny(kept, range))
                {
                    kept.Add(new LiteralPlace(default, range, IsQuoted: false));
                }
            }
        }

        if (strings < kept.Count)
        {
            kept.Sort(static (left, right) => left.Value.Start.Value.CompareTo(right.Value.Start.Value));
        }
    }

    /// <summary>Whether the place is worth a copy of the text: of all anchors, URLs without user information and words that begin like a token are by far the most.</summary>
    private static bool MayBeSecret(ReadOnlySpan<char> text, int at)
    {
        if (text[at] == ':')
        {
            var authority = text.Slice(at + UrlMark.Length, Math.Min(LongestAuthority, text.Length - at - UrlMark.Length));
            var sign = authority.IndexOfAny(EndsUserInformation);
            return sign >= 0 && authority[sign] == '@';
        }

        // The word that a token is has a length; a private key has spaces.
        return text[at] == '-' || text.Slice(at, Math.Min(SecretAnchors.ShortestToken, text.Length - at)).IndexOfAnyExcept(TokenCharacters) < 0;
    }

    private static bool OverlapsAny(List<LiteralPlace> places, Range range)
    {
        foreach (var place in places)
        {
            if (place.Value.Start.Value < range.End.Value && range.Start.Value < place.Value.End.Value)
            {
                return true;
            }
        }

        return false;
    }

    private static Range WholeUrl(ReadOnlySpan<char> text, int mark)
    {
        var start = mark;
        while (start > 0 && mark - start < 32 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '.' or '-'))
        {
            start--;
        }

        var end = mark;
        while (end < text.Length && end - mark < 2048 && text[end] is > ' ' and not ('"' or '\'' or '`' or '>' or '|' or '\\'))
        {
            end++;
        }

        return start..end;
    }

    /// <summary>Whether nobody wrote the text as it stands: names in it say nothing.</summary>
    private static bool IsMinified(string path, ReadOnlySpan<char> text)
    {
        if (path.Contains(".min.", StringComparison.Ordinal) || path.EndsWith(".bundle.js", StringComparison.Ordinal))
        {
            return true;
        }

        var firstLine = text.IndexOf('\n');
        return (firstLine < 0 ? text.Length : firstLine) > MinifiedLine;
    }

    private static List<Literal> ToLiterals(string path, ReadOnlySpan<char> text, List<LiteralPlace> places)
    {
        var literals = new List<Literal>(places.Count);
        var lines = new TextLines(path, text.ToString());
        foreach (var place in places)
        {
            var (start, length) = place.Value.GetOffsetAndLength(text.Length);
            literals.Add(new Literal(place.NameIn(text), text.Slice(start, length).ToString(), place.IsQuoted, lines.Range(start, start + length)));
        }

        return literals;
    }
}
