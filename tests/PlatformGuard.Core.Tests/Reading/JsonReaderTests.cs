using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Reading;

public sealed class JsonReaderTests
{
    private static readonly CheckOptions Options = new();

    [Fact]
    public void Values_OfEveryKind_HaveTheirTextStyleAndPlace()
    {
        var root = Read("{\n  \"a\": \"x\\n\\u00e9\",\r\n  \"b\": -1.5e3, \"c\": true,\n\t\"d\": null,\n  \"e\": [1, {}, []]\n}").Documents.Single();

        Assert.Equal("x\né", root["a"]!.Text);
        Assert.Equal(new Location("a.json", new(2, 8), new(2, 19)), root["a"]!.Location);
        Assert.Equal(-1500m, ((ScalarNode)root["b"]!).AsNumber());
        Assert.Equal(new Location("a.json", new(3, 8), new(3, 14)), root["b"]!.Location);
        Assert.True(((ScalarNode)root["c"]!).AsBoolean());
        Assert.True(((ScalarNode)root["d"]!).IsNull);
        Assert.Equal(new Position(4, 7), root["d"]!.Location.Start);
        Assert.Equal(new Location("a.json", new(5, 8), new(5, 19)), root["e"]!.Location);
        Assert.Equal(new Location("a.json", new(1, 1), new(6, 2)), root.Location);
        Assert.Equal(new Location("a.json", new(5, 3), new(5, 6)), ((MappingNode)root).FindKey("e")!.Location);
    }

    [Fact]
    public void Columns_BehindWideCharacters_CountUtf16Units()
    {
        var root = Read("{\"é𝄞\": \"😀\", \"b\": 1}").Documents.Single();

        Assert.Equal(new Location("a.json", new(1, 9), new(1, 13)), root["é𝄞"]!.Location);
        Assert.Equal(new Position(1, 20), root["b"]!.Location.Start);
        Assert.Equal(new Location("a.json", new(1, 2), new(1, 7)), ((MappingNode)root).FindKey("é𝄞")!.Location);
    }

    [Fact]
    public void Key_WithEscapes_EndsBehindItsQuote() =>
        Assert.Equal(new Location("a.json", new(1, 2), new(1, 14)), ((MappingNode)Read("{\"a\\n\\u00e9b\": 1}").Documents.Single()).FindKey("a\néb")!.Location);

    [Fact]
    public void CommentsAndTrailingCommas_AsDotNetConfigurationAllowsThem_AreRead()
    {
        var root = Read("// first\n{\n  /* block\n  */ \"a\": 1, // behind\n  \"b\": [1, 2,],\n}\n// last\n").Documents.Single();

        Assert.Equal("1", root["a"]!.Text);
        Assert.Equal(new Position(4, 6), ((MappingNode)root).FindKey("a")!.Location.Start);
        Assert.Equal(2, root["b"]!.Items.Count);
    }

    [Fact]
    public void DuplicateKey_LastCountsAndIsRemembered()
    {
        var root = (MappingNode)Read("{\"a\": 1, \"b\": 2, \"a\": 3, \"A\": 4}").Documents.Single();

        Assert.Equal("3", root["a"]!.Text);
        Assert.Equal("4", root["A"]!.Text);
        Assert.Equal(["a", "b", "A"], root.Values.Select(entry => entry.Key.Value));
        Assert.Equal(new Position(1, 18), Assert.Single(root.Duplicates).Location.Start);
    }

    [Theory]
    [InlineData("{\"a\": }", 1, 7)]
    [InlineData("{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3)]
    [InlineData("{\"é𝄞\": nope}", 1, 10)]
    [InlineData("[1, 2", 1, 6)]
    [InlineData("{\"a\": \"unterminated\n}", 1, 20)]
    [InlineData("{} {}", 1, 4)]
    [InlineData("{'a': 1}", 1, 2)]
    [InlineData("{\"a\": 01}", 1, 8)]
    [InlineData("{\"a\": \"\\ud800\"}", 1, 7)]
    [InlineData("{\"\\ud800\": 1}", 1, 2)]
    [InlineData("/* open", 1, 1)]
    public void Problem_InBrokenJson_IsAtItsPlace(string text, int line, int column)
    {
        var problem = Read(text).Problem;

        Assert.NotNull(problem);
        Assert.StartsWith("not valid JSON", problem.Reason, System.StringComparison.Ordinal);
        Assert.Equal(new Position(line, column), problem.Location.Start);
    }

    [Theory]
    [InlineData("{\"hunter2\": hunter2}")]
    [InlineData("{\"a\": \"hunter2")]
    [InlineData("hunter2")]
    [InlineData("{\"hunter2\" 1}")]
    [InlineData("{} hunter2")]
    public void Problem_BesideASecret_NeverQuotesIt(string text) =>
        Assert.DoesNotContain("hunter2", Read(text).Problem!.Reason, System.StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    [InlineData("// only a comment\n")]
    public void Text_WithoutAnyValue_IsNoDocumentAndNoProblem(string text)
    {
        var parsed = Read(text);

        Assert.Empty(parsed.Documents);
        Assert.Null(parsed.Problem);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Nesting_UpToTheLimit_IsReadAndBeyondIsAProblem(string open, string close)
    {
        Assert.Null(Read(string.Concat(Enumerable.Repeat(open, 100)) + "1" + string.Concat(Enumerable.Repeat(close, 100))).Problem);
        Assert.NotNull(Read(string.Concat(Enumerable.Repeat(open, 101)) + "1" + string.Concat(Enumerable.Repeat(close, 101))).Problem);
        Assert.NotNull(Read(string.Concat(Enumerable.Repeat(open, 100_000))).Problem);
    }

    [Fact]
    public void Values_MoreThanTheLimit_AreAProblem()
    {
        var parsed = JsonReader.Read("a.json", Encoding.UTF8.GetBytes("[1,2,3,4]"), Options with { MaxNodes = 4 });

        Assert.Equal("the file holds more than 4 values", parsed.Problem!.Reason);
        Assert.Equal(new Position(1, 8), parsed.Problem.Location.Start);
    }

    [Theory]
    [InlineData("{\"apiVersion\": \"v1\", \"kind\": \"Pod\"}", FileKind.Kubernetes, false)]
    [InlineData("{\"apiVersion\": \"v1\", \"kind\": \"Pod\"", FileKind.Kubernetes, true)]
    [InlineData("{\"name\": \"template {{x}}\", }}", FileKind.Json, false)]
    public void File_OfObjects_IsAProblemWhenBrokenAndAnyOtherIsItsOwnBusiness(string text, FileKind kind, bool isProblem)
    {
        var file = FileReader.Read("x.json", Encoding.UTF8.GetBytes(text), Options)!;

        Assert.Equal(kind, file.Kind);
        Assert.Equal(isProblem, file.Problem is not null);
    }

    private static ParsedDocuments Read(string text) => JsonReader.Read("a.json", Encoding.UTF8.GetBytes(text), Options);
}
