using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.FeatureFlags;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.FeatureFlags;

/// <summary>The tables in <c>Shapes/</c>: every call in every shape has exactly the verdict that the table shows.</summary>
public sealed class ShapeTests
{
    private static readonly Lazy<Task<ILookup<string, string>>> Found = new(Analyze);

    public static TheoryData<string> Names { get; } = [.. Shape.All.Select(static shape => shape.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Shape_HasTheVerdictOfTheTable(string name)
    {
        var index = Shape.All.Select(static shape => shape.ToString()).ToList().IndexOf(name);
        var marked = Markup.Parse(Shape.All[index].ToMarkup(index));
        var expected = marked.Spans.Select(span => $"{span.Id} {span.Span.Start:D5} {marked.Source[span.Span.Start..span.Span.End]}").Order(StringComparer.Ordinal);

        Assert.Equal(expected, (await Found.Value)[FileName(index)].Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Tables_HaveManyShapes_AndHalfOfThemAreSilent()
    {
        var silent = Shape.All.Count(static shape => Markup.Parse(shape.ToMarkup(0)).Spans.IsEmpty);

        Assert.True(Shape.All.Count >= 150, $"{Shape.All.Count} shapes");
        Assert.InRange(silent, Shape.All.Count * 2 / 5, Shape.All.Count * 3 / 5);
        Assert.Equal(Shape.All.Count, Shape.All.Select(static shape => shape.ToString()).Distinct().Count());
    }

    internal static IEnumerable<(string Path, string Source)> Files() =>
        [("Prelude.cs", Shape.Prelude), .. Shape.All.Select(static (shape, index) => (FileName(index), Markup.Parse(shape.ToMarkup(index)).Source))];

    private static string FileName(int index) => $"Shape{index:D3}.cs";

    private static async Task<ILookup<string, string>> Analyze()
    {
        var compilation = TestCode.Compile(Files());
        var errors = TestCode.ErrorsOf(compilation);
        Assert.True(errors.Length == 0, string.Join('\n', errors.Take(20)));
        var found = await Verify.Run(compilation, options: null, new UnguardedServiceClient());
        return found.ToLookup(
            static finding => finding.Location.SourceTree!.FilePath,
            static finding => $"{finding.Id} {finding.Location.SourceSpan.Start:D5} {finding.Location.SourceTree!.ToString()[finding.Location.SourceSpan.Start..finding.Location.SourceSpan.End]}");
    }
}
