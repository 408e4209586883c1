using System;

namespace PlatformGuard.Core.Reading;

/// <summary>Finds the name that a string literal is assigned or passed to, by the characters before it.</summary>
internal static class AssignedName
{
    private const int Farthest = 200;

    /// <summary>Words that stand between a name and its value's type: <c>var password string = "x"</c>.</summary>
    private static readonly string[] TypeWords = ["string", "String", "str", "char", "text", "Text", "varchar", "NVARCHAR", "VARCHAR"];

    /// <summary>Words after which a value stands that is not theirs.</summary>
    private static readonly string[] Keywords = ["return", "case", "in", "and", "or", "if", "unless", "echo", "print", "puts", "import", "from", "else", "elif", "raise", "throw", "new", "await", "is", "not", "when", "like", "LIKE", "THEN", "ELSE", "AND", "OR", "IN", "VALUES", "AS", "SELECT", "WHERE"];

    /// <summary>Beginnings of methods that take the value of what they name.</summary>
    private static readonly string[] Setters = ["set", "with", "use", "add", "put", "assign"];

    private static readonly string[] Nouns = ["password", "passwd", "apikey", "api_key", "accesstoken", "access_token", "authtoken", "clientsecret", "client_secret", "bearertoken", "secretkey", "secret_key"];

    /// <summary>The range of the name in the text; empty when there is none.</summary>
    /// <param name="text">The source text.</param>
    /// <param name="open">Where the literal begins, quotes included.</param>
    /// <param name="previous">The literal before it: its content and the end of its quotes; empty at the beginning.</param>
    /// <param name="language">The language.</param>
    public static Range Find(ReadOnlySpan<char> text, int open, (int Start, int End) previous, SourceLanguage language)
    {
        var at = SkipPrefix(text, open - 1);
        var separator = SkipSpace(text, at);
        if (separator < 0 || open - separator > Farthest)
        {
            return default;
        }

        switch (text[separator])
        {
            case '=':
                return Before(text, SkipOperator(text, separator), isAssignment: true);
            case '>' when separator > 0 && text[separator - 1] == '=':
                return Before(text, separator - 2, isAssignment: false);
            case ':' when separator > 0 && text[separator - 1] != ':':
                return Before(text, separator - 1, isAssignment: false);
            case '(':
                return Callee(text, separator - 1);
            case ',':
                return PreviousArgument(text, separator, previous);
            default:
                return Adjacent(text, separator, at, language);
        }
    }

    /// <summary>Passes over what a literal may begin with: <c>f</c>, <c>rb</c>, <c>$@</c>.</summary>
    private static int SkipPrefix(ReadOnlySpan<char> text, int at)
    {
        var from = at;
        while (at >= 0 && from - at < 2 && text[at] is 'f' or 'F' or 'r' or 'R' or 'b' or 'B' or 'u' or 'U' or 'L' or '$' or '@' or 'N')
        {
            at--;
        }

        return at >= 0 && IsPart(text[at]) ? from : at;
    }

    private static int SkipSpace(ReadOnlySpan<char> text, int at)
    {
        var limit = Math.Max(-1, at - Farthest);
        while (at > limit && text[at] is ' ' or '\t' or '\r' or '\n')
        {
            at--;
        }

        return at;
    }

    private static int SkipOperator(ReadOnlySpan<char> text, int at)
    {
        while (at >= 0 && text[at] is '=' or '!' or ':' or '+' or '|' or '?' or '<' or '>')
        {
            at--;
        }

        return at;
    }

    /// <summary>The name that ends before an operator: an identifier, a quoted key, or the key in brackets.</summary>
    private static Range Before(ReadOnlySpan<char> text, int at, bool isAssignment)
    {
        at = SkipSpace(text, at);
        if (at < 0)
        {
            return default;
        }

        if (text[at] is '"' or '\'' or '`')
        {
            return Quoted(text, at);
        }

        if (text[at] == ']')
        {
            var open = LastIndexOf(text, '[', at, Math.Min(at, Farthest));
            if (open < 0)
            {
                return default;
            }

            return at > open + 2 && text[at - 1] is '"' or '\'' ? Quoted(text, at - 1) : Before(text, open - 1, isAssignment);
        }

        var name = Identifier(text, at);
        if (name.Equals(default) || !isAssignment)
        {
            return name;
        }

        // A type may stand between: `password: str = "x"`, `password string = "x"`.
        var (start, length) = name.GetOffsetAndLength(text.Length);
        var isType = IsOneOf(TypeWords, text.Slice(start, length));
        var before = start - 1;
        while (before >= 0 && text[before] is ' ' or '&' or '*' or '?')
        {
            before--;
        }

        if (isType && Lifetime(text, before) is { } quote)
        {
            before = quote;
        }

        if (before > 0 && text[before] == ':' && text[before - 1] != ':')
        {
            before--;
            while (before >= 0 && text[before] is ' ' or '?' or '!')
            {
                before--;
            }

            return before < 0 || !IsPart(text[before]) ? name : Identifier(text, before);
        }

        return before >= 0 && before < start - 1 && IsPart(text[before]) && isType ? Identifier(text, before) : name;
    }

    /// <summary>What stands before Rust's <c>&amp;'static</c>; null when there is none.</summary>
    private static int? Lifetime(ReadOnlySpan<char> text, int at)
    {
        var word = at < 0 || !IsPart(text[at]) ? default : Identifier(text, at);
        var start = word.Start.Value - 1;
        return start >= 0 && text[start] == '\'' ? SkipSpace(text, start - (start > 0 && text[start - 1] == '&' ? 2 : 1)) : null;
    }

    private static Range Quoted(ReadOnlySpan<char> text, int close)
    {
        var open = close == 0 ? -1 : LastIndexOf(text, text[close], close - 1, Math.Min(close, Farthest));
        return open < 0 ? default : (open + 1)..close;
    }

    private static Range Callee(ReadOnlySpan<char> text, int at)
    {
        var name = Identifier(text, SkipSpace(text, at));
        var word = text[name];
        foreach (var setter in Setters)
        {
            if (word.Length > setter.Length && word.StartsWith(setter, StringComparison.OrdinalIgnoreCase))
            {
                return (name.Start.Value + setter.Length)..name.End;
            }
        }

        foreach (var noun in Nouns)
        {
            if (word.Equals(noun, StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }
        }

        return default;
    }

    /// <summary><c>put("password", "x")</c>, <c>["--password", "x"]</c>: the literal right before names this one.</summary>
    private static Range PreviousArgument(ReadOnlySpan<char> text, int comma, (int Start, int End) previous)
    {
        if (previous.End <= previous.Start || previous.End >= comma || comma - previous.End > Farthest || previous.End - previous.Start > 100)
        {
            return default;
        }

        return text[(previous.End + 1)..comma].IsWhiteSpace() ? previous.Start..previous.End : default;
    }

    /// <summary><c>password 'x'</c> where the language allows it, <c>-Password "x"</c> and <c>--password "x"</c> in any.</summary>
    private static Range Adjacent(ReadOnlySpan<char> text, int at, int space, SourceLanguage language)
    {
        if (at == space || !IsPart(text[at]) || text[at..space].Contains('\n'))
        {
            return default;
        }

        var name = Identifier(text, at);
        var (start, length) = name.GetOffsetAndLength(text.Length);
        if (start > 0 && text[start - 1] == '-' && (language.HasBareWords || language.HasAdjacentNames))
        {
            return name;
        }

        if (!language.HasAdjacentNames || length == 0 || IsOneOf(Keywords, text.Slice(start, Math.Min(length, 10))))
        {
            return default;
        }

        // SQL: CREATE USER app IDENTIFIED BY 'x'.
        const string By = "identified by";
        var from = start + length - By.Length;
        return from >= 0 && text.Slice(from, By.Length).Equals(By, StringComparison.OrdinalIgnoreCase) ? from..(from + By.Length) : name;
    }

    private static Range Identifier(ReadOnlySpan<char> text, int last)
    {
        var start = last;
        var limit = Math.Max(-1, last - Farthest);
        while (start > limit && (IsPart(text[start]) || (text[start] == '-' && start < last && start > 0 && IsPart(text[start - 1]))))
        {
            start--;
        }

        return start == last ? default : (start + 1)..(last + 1);
    }

    /// <summary>The last place of a character among the <paramref name="count"/> characters that end at <paramref name="last"/>.</summary>
    private static int LastIndexOf(ReadOnlySpan<char> text, char c, int last, int count)
    {
        var start = last - count + 1;
        var found = text.Slice(start, count).LastIndexOf(c);
        return found < 0 ? -1 : start + found;
    }

    private static bool IsOneOf(string[] words, ReadOnlySpan<char> word)
    {
        foreach (var candidate in words)
        {
            if (word.SequenceEqual(candidate))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_' || (c > 127 && char.IsLetter(c));
}
