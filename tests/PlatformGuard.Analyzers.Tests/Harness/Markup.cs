using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace PlatformGuard.Analyzers.Tests.Harness;

/// <summary>Source with marked spans: <c>[|…|]</c> for the rule under test, <c>{|PG1001:…|}</c> for a named one. Spans may nest.</summary>
internal sealed record Markup(string Source, ImmutableArray<(string? Id, TextSpan Span)> Spans)
{
    public static Markup Parse(string text)
    {
        var source = new StringBuilder();
        var spans = ImmutableArray.CreateBuilder<(string? Id, TextSpan Span)>();
        var open = new Stack<(string? Id, int Start)>();
        for (var index = 0; index < text.Length; index++)
        {
            var rest = text.AsSpan(index);
            if (rest.StartsWith("[|"))
            {
                open.Push((null, source.Length));
                index++;
            }
            else if (rest.StartsWith("{|PG"))
            {
                open.Push((text.Substring(index + 2, 6), source.Length));
                index += 8;
            }
            else if (open.Count > 0 && (open.Peek().Id is null ? rest.StartsWith("|]") : rest.StartsWith("|}")))
            {
                var (id, start) = open.Pop();
                spans.Add((id, TextSpan.FromBounds(start, source.Length)));
                index++;
            }
            else
            {
                source.Append(text[index]);
            }
        }

        Assert.Empty(open);
        return new(source.ToString(), spans.ToImmutable());
    }
}
