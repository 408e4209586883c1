using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests;

public sealed class HarnessTests
{
    [Fact]
    public void Markup_WithNestedSpans_KeepsSourceAndPositions()
    {
        var marked = Markup.Parse("var a = [|\"x\" + {|PG1001:\"y\"|}|];");

        Assert.Equal("var a = \"x\" + \"y\";", marked.Source);
        Assert.Equal(["PG1001:\"y\"", ":\"x\" + \"y\""], marked.Spans.Select(span => $"{span.Id}:{marked.Source[span.Span.Start..span.Span.End]}"));
    }

    [Fact]
    public void Stubs_Compile_WithoutErrors() => Assert.Empty(TestCode.ErrorsOf(TestCode.Compile("class C { Npgsql.NpgsqlConnection? c; }")));
}
