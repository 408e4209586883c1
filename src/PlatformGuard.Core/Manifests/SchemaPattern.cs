using System;
using System.Text.RegularExpressions;

namespace PlatformGuard.Core.Manifests;

/// <summary>A regular expression of a schema. Built when it is first asked: most manifests need few of them, and start-up counts.</summary>
internal sealed class SchemaPattern
{
    private readonly Lazy<Regex> expression;

    /// <summary>In a schema <c>$</c> is the very end; in .NET it also fits before a final line break.</summary>
    public SchemaPattern(string pattern) =>
        expression = new Lazy<Regex>(() => new Regex(pattern.EndsWith('$') ? pattern[..^1] + @"\z" : pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));

    /// <summary>Whether the text fits. Our patterns are linear; one that was not would end after a second and not fit.</summary>
    public bool IsMatch(string text)
    {
        try
        {
            return expression.Value.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
