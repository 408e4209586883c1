using System;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Reading;

/// <summary>Where YAML values are, and where it goes wrong.</summary>
public sealed class YamlPositionTests
{
    private static readonly CheckOptions Options = new();

    [Theory]
    [InlineData("a: plain # c\n", 1, 4, 1, 9)]
    [InlineData("a: 'it''s'\n", 1, 4, 1, 11)]
    [InlineData("a: \"\\u00e9\"\n", 1, 4, 1, 12)]
    [InlineData("a:   \n", 1, 3, 1, 3)]
    [InlineData("a: two\n  lines\n", 1, 4, 2, 8)]
    [InlineData("a: !!str 1\n", 1, 4, 1, 11)]
    [InlineData("a: &x v\n", 1, 4, 1, 8)]
    [InlineData("a: [1, 2]\n", 1, 4, 1, 10)]
    [InlineData("a: {b: 1}\n", 1, 4, 1, 10)]
    [InlineData("a:\n  b: 1\n  c: 22\n\n# end\n", 2, 3, 3, 8)]
    [InlineData("a:\n  - 1\n  - 22\n", 2, 3, 3, 7)]
    [InlineData("a:\n- 1\n", 2, 1, 2, 4)]
    [InlineData("a: []\n", 1, 4, 1, 6)]
    [InlineData("? a\n: b\n", 2, 3, 2, 4)]
    public void Value_OfEveryShape_IsWhereItIsWritten(string text, int line, int column, int endLine, int endColumn) =>
        Assert.Equal(new Location("a.yaml", new(line, column), new(endLine, endColumn)), Root(text)["a"]!.Location);

    [Theory]
    [InlineData("a: |\n  one\n  two\nb: 1\n", "one\ntwo\n")]
    [InlineData("a: >-\n  one\n  two\nb: 1\n", "one two")]
    [InlineData("a: |+2\n   one\n\nb: 1\n", " one\n\n")]
    public void Block_OfText_BeginsAtItsSignAndEndsBeforeTheNextKey(string text, string expected)
    {
        var root = Root(text);
        var node = (ScalarNode)root["a"]!;

        Assert.Equal(expected, node.Value);
        Assert.Equal(ScalarStyle.Block, node.Style);
        Assert.Equal(new Position(1, 4), node.Location.Start);
        Assert.True(node.Location.End <= ((MappingNode)root).FindKey("b")!.Location.Start);
        Assert.True(node.Location.End.Line >= 3);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_WithEveryBreak_AreCountedAlike(string lineBreak)
    {
        var text = "a: 1\n\nb:\n  # c\n  d: 'x'\n---\ne: 2\n".Replace("\n", lineBreak, StringComparison.Ordinal);
        var parsed = YamlReader.Read("a.yaml", text, Options);

        Assert.Null(parsed.Problem);
        Assert.Equal(new Location("a.yaml", new(5, 6), new(5, 9)), parsed.Documents[0].At("b", "d")!.Location);
        Assert.Equal(new Position(7, 4), parsed.Documents[1]["e"]!.Location.Start);
    }

    [Fact]
    public void NextLine_InsideText_IsTextAndNoLineOfTheFile()
    {
        var root = Root("a: 'x\u0085y'\nb: 'x\u2028y'\nc: 1\n");

        Assert.Equal(3, root["c"]!.Location.Start.Line);
    }

    [Fact]
    public void Columns_BehindWideCharacters_CountUtf16Units()
    {
        var root = Root("{\"😀é\": 1, b: 2}\n");

        Assert.Equal(new Position(1, 15), root["b"]!.Location.Start);
    }

    [Fact]
    public void Tag_OnAnyNode_IsKept()
    {
        var root = Root("a: !reference [x, y]\nb: !!str 1\nc: !Ref v\nd: ! 1\ne: !<tag:example.com,2000:x> 1\n");

        Assert.Equal("!reference", ((SequenceNode)root["a"]!).Tag);
        Assert.Equal(new Position(1, 4), root["a"]!.Location.Start);
        Assert.Equal("tag:yaml.org,2002:str", ((ScalarNode)root["b"]!).Tag);
        Assert.True(((ScalarNode)root["b"]!).IsString);
        Assert.Equal("!Ref", ((ScalarNode)root["c"]!).Tag);
        Assert.Null(((ScalarNode)root["d"]!).Tag);
        Assert.Equal("tag:example.com,2000:x", ((ScalarNode)root["e"]!).Tag);
    }

    [Theory]
    [InlineData("%YAML 1.1\n---\na: 1\n")]
    [InlineData("%YAML 1.2\n%TAG !e! tag:example.com,2000:\n---\na: !e!x 1\n...\n")]
    [InlineData("# only comments before\n\n---\na: 1\n...\n# and after\n")]
    [InlineData("---\n---\na: 1\n---\n")]
    [InlineData("\uFEFF# mark\na: 1\n")]
    [InlineData("--- {a: 1}\n")]
    [InlineData("---\n# comment only\n---\na: 1\n")]
    public void Stream_WithDirectivesMarkersAndEmptyDocuments_IsOneDocument(string text)
    {
        var parsed = YamlReader.Read("a.yaml", text.TrimStart('\uFEFF'), Options);

        Assert.Null(parsed.Problem);
        Assert.Equal("1", Assert.Single(parsed.Documents)["a"]!.Text);
    }

    [Fact]
    public void DuplicateKey_LastCountsAndEachRepetitionIsRemembered()
    {
        var root = (MappingNode)Root("a: 1\nb: 2\na: 3\n\"a\": 4\n");

        Assert.Equal("4", root["a"]!.Text);
        Assert.Equal(["a", "b"], root.Values.Select(entry => entry.Key.Value));
        Assert.Equal([3, 4], root.Duplicates.Select(key => key.Location.Start.Line));
    }

    [Fact]
    public void Key_ThatIsACollection_DoesNotHideItsValue()
    {
        var root = Root("? [a, b]\n: {c: inside}\nd: 1\n");

        Assert.Equal("inside", root.Entries[0].Value["c"]!.Text);
        Assert.Equal("1", root["d"]!.Text);
    }

    [Fact]
    public void TwoKeysThatAreCollections_AreBothSeen()
    {
        var root = (MappingNode)Root("? [a, b]\n: first\n? {c: d}\n: second\n");

        Assert.Equal(["first", "second"], root.Values.Select(entry => entry.Value.Text));
        Assert.Empty(root.Duplicates);
    }

    [Theory]
    [InlineData("m: {<<: *b, y: own}", "1", "own")]
    [InlineData("m: {y: own, <<: *b}", "1", "own")]
    [InlineData("m: {<<: [*b, *c], y: own}", "1", "own")]
    [InlineData("m: {<<: [*c, *b], y: own}", "9", "own")]
    [InlineData("m: {<<: {x: 5}, y: own}", "5", "own")]
    [InlineData("m: {<<: *b, <<: *c, y: own}", "1", "own")]
    public void MergeKey_OfEveryForm_GivesWhatTheMappingDoesNotWriteItself(string line, string x, string y)
    {
        var merged = Root("b: &b {x: 1, y: 2}\nc: &c {x: 9}\n" + line + "\n")["m"]!;

        Assert.Equal(x, merged["x"]!.Text);
        Assert.Equal(y, merged["y"]!.Text);
        Assert.Null(merged["<<"]);
    }

    [Theory]
    [InlineData("m: {'<<': {x: 1}}")]
    [InlineData("m: {<<: text}")]
    [InlineData("m: {<<: [1, 2]}")]
    [InlineData("m: {<<: []}")]
    public void MergeKey_ThatIsNone_IsAnOrdinaryKey(string line) => Assert.NotNull(Root(line + "\n")["m"]!["<<"]);

    [Fact]
    public void MergeKey_OfAMappingThatItselfMerges_GivesAll()
    {
        var root = Root("a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b, z: 3}\n");

        Assert.Equal(["3", "2", "1"], new[] { "z", "y", "x" }.Select(key => root.At("c", key)!.Text));
        Assert.Equal(new Position(1, 11), root.At("c", "x")!.Location.Start);
    }

    [Fact]
    public void Anchor_DefinedAgain_LastBeforeTheAliasCounts()
    {
        var root = Root("a: &x 1\nb: *x\nc: &x 2\nd: *x\n");

        Assert.Equal(("1", "2"), (root["b"]!.Text, root["d"]!.Text));
        Assert.Equal(new Position(3, 4), root["d"]!.Location.Start);
    }

    [Fact]
    public void Anchor_OfAnotherDocument_IsUnknown()
    {
        var parsed = YamlReader.Read("a.yaml", "a: &x 1\n---\nb: *x\n---\nc: 3\n", Options);

        Assert.Equal(new Position(3, 4), parsed.Problem!.Location.Start);
        Assert.Equal(["1", "3"], parsed.Documents.Select(document => document.Entries[0].Value.Text));
    }

    [Fact]
    public void Alias_UsedOften_CountsEachTimeAgainstTheLimit()
    {
        var options = Options with { MaxNodes = 1000 };
        var twenty = "a: &a [" + string.Join(',', Enumerable.Repeat("x", 20)) + "]\n";

        Assert.Null(YamlReader.Read("a.yaml", twenty + "b: [" + string.Join(',', Enumerable.Repeat("*a", 40)) + "]\n", options).Problem);
        Assert.NotNull(YamlReader.Read("a.yaml", twenty + "b: [" + string.Join(',', Enumerable.Repeat("*a", 60)) + "]\n", options).Problem);
    }

    [Theory]
    [InlineData("a: 1\n\tb: 2\n", 1, 2)]
    [InlineData("a: 'open\nb: 1\n", 1, 3)]
    [InlineData("a: [1, 2\nb: 3\n", 1, 3)]
    [InlineData("a: b: c\n", 1)]
    [InlineData("a: 1\n b: 2\n", 2)]
    [InlineData("a: *unknown\n", 1)]
    [InlineData("a: @x\n", 1)]
    [InlineData("a: \"\\q\"\n", 1)]
    [InlineData("ok: 1\n---\nok: 2\n---\na: }\n", 5)]
    [InlineData("{{ template }}\na: [\n", 1, 3)]
    public void Problem_InBrokenYaml_IsOnItsLine(string text, int line, int lastLine = 0)
    {
        var problem = YamlReader.Read("a.yaml", text, Options).Problem;

        Assert.NotNull(problem);
        Assert.InRange(problem.Location.Start.Line, line, Math.Max(line, lastLine));
        Assert.True(problem.Location.Start.Column >= 1);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Document_BehindABrokenOne_IsFoundWithEveryLineBreak(string lineBreak)
    {
        var parsed = YamlReader.Read("a.yaml", "a: [\n---\nb: 2\n".Replace("\n", lineBreak, StringComparison.Ordinal), Options);

        Assert.NotNull(parsed.Problem);
        Assert.Equal(new Position(3, 4), Assert.Single(parsed.Documents)["b"]!.Location.Start);
    }

    private static Node Root(string text)
    {
        var parsed = YamlReader.Read("a.yaml", text, Options);
        Assert.Null(parsed.Problem);
        return parsed.Documents.Single();
    }
}
