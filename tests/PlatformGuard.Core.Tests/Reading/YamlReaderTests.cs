using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Reading;

public sealed class YamlReaderTests
{
    private static readonly CheckOptions Options = new();

    [Fact]
    public void Documents_SeveralWithCommentsAndCrLf_EveryNodeHasItsPlace()
    {
        var parsed = YamlReader.Read("a.yaml", "# first\r\na:\r\n  - b: 'x'\r\n---\r\nc: {d: \"é𝄞\", e: 1}\r\n", Options);

        Assert.Null(parsed.Problem);
        Assert.Equal(2, parsed.Documents.Count);
        Assert.Equal(new Location("a.yaml", new(3, 8), new(3, 11)), parsed.Documents[0]["a"]!.Items[0]["b"]!.Location);
        Assert.Equal("é𝄞", parsed.Documents[1].At("c", "d")!.Text);
        Assert.Equal(new Position(5, 8), parsed.Documents[1].At("c", "d")!.Location.Start);
        Assert.Equal(new Position(5, 18), parsed.Documents[1].At("c", "e")!.Location.Start);
    }

    [Fact]
    public void MergeKey_AnchorAndOwnKey_OwnKeyWinsAndMergedValueKeepsItsPlace()
    {
        var root = YamlReader.Read("a.yaml", """
            base: &base
              x: 1
              y: 2
            other: &other {y: 3, z: 4}
            merged:
              <<: [*base, *other]
              x: 9
            """, Options).Documents.Single();

        Assert.Equal("9", root.At("merged", "x")!.Text);
        Assert.Equal("2", root.At("merged", "y")!.Text);
        Assert.Equal(new Position(3, 6), root.At("merged", "y")!.Location.Start);
        Assert.Equal("4", root.At("merged", "z")!.Text);
    }

    [Fact]
    public void BrokenDocument_BetweenTwoGoodOnes_IsOneProblemAndBothAreKept()
    {
        var parsed = YamlReader.Read("a.yaml", "a: 1\n---\nkind: [a\nspec: {\n---\nb: 2\n", Options);

        Assert.NotNull(parsed.Problem);
        Assert.Equal(["1", "2"], parsed.Documents.Select(document => document.Entries[0].Value.Text));
        Assert.Equal(6, parsed.Documents[1].Entries[0].Key.Location.Start.Line);
        Assert.InRange(parsed.Problem.Location.Start.Line, 3, 5);
    }

    [Fact]
    public void Alias_ThatContainsItself_IsAProblemWithPlace()
    {
        var parsed = YamlReader.Read("a.yaml", "a: &x [*x]\n", Options);

        Assert.Equal("an alias refers to a value that contains it", parsed.Problem!.Reason);
        Assert.Equal(new Position(1, 8), parsed.Problem.Location.Start);
    }

    [Fact]
    public void AliasBomb_BillionLaughs_IsStoppedByTheNodeLimit()
    {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var level = 1; level < 12; level++)
        {
            bomb.Append($"a{level}: &a{level} [").AppendJoin(',', Enumerable.Repeat($"*a{level - 1}", 10)).Append("]\n");
        }

        Assert.Contains("expands to more than", YamlReader.Read("a.yaml", bomb.ToString(), Options).Problem!.Reason, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_DeeperThanTheLimit_IsAProblem()
    {
        var parsed = YamlReader.Read("a.yaml", "a: " + new string('[', 50_000), Options);

        Assert.Equal("nested deeper than 100 levels", parsed.Problem!.Reason);
    }

    [Theory]
    [InlineData("a: 'SuperSecret\n")]
    [InlineData("a: b: SuperSecret\n")]
    [InlineData("a: *SuperSecret\n")]
    [InlineData("a: !<SuperSecret\n")]
    [InlineData("{SuperSecret\n")]
    public void Problem_InALineWithASecret_NeverQuotesIt(string text)
    {
        var problem = YamlReader.Read("a.yaml", text, Options).Problem;

        Assert.NotNull(problem);
        Assert.DoesNotContain("SuperSecret", problem.Reason, System.StringComparison.Ordinal);
    }
}
