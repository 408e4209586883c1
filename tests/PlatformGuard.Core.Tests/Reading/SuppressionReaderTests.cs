using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Reading;

public sealed class SuppressionReaderTests
{
    private const string Allow = "platformguard:allow PG3004 reason=\"x\"";

    [Theory]
    [InlineData("a: 1 # ALLOW\nb: 2\n", 1, 1)]
    [InlineData("# ALLOW\na: 1\nb: 2\n", 2, 2)]
    [InlineData("#ALLOW\na: 1\n", 2, 2)]
    [InlineData("a: # ALLOW\n  b: 1\n  c:\n    - 2\n\n# between\nd: 3\n", 1, 4)]
    [InlineData("a: # ALLOW\n- 1\n- 2\nb: 3\n", 1, 3)]
    [InlineData("a: | # ALLOW\n  one\n  # two\n\nb: 3\n", 1, 4)]
    [InlineData("a: [ # ALLOW\n  1,\n  2]\nb: 3\n", 1, 3)]
    [InlineData("a: { # ALLOW\n  c: 1\n}\nb: 3\n", 1, 3)]
    [InlineData("- a: # ALLOW\n    b: 1\n  c: 2\n", 1, 2)]
    [InlineData("- a: 1 # ALLOW\n  c: 2\n", 1, 1)]
    [InlineData("- # ALLOW\n  c: 2\n", 1, 1)]
    [InlineData("a: &x # ALLOW\n  b: 1\nc: 2\n", 1, 2)]
    [InlineData("a: &x {b: 1}\nc: *x # ALLOW\nd: 1\n", 2, 2)]
    [InlineData("a: 1\n---\nb: # ALLOW\n  c: 1\n", 3, 4)]
    [InlineData("a: 'it # is' # ALLOW\n", 1, 1)]
    [InlineData("a: 1\r\nb: # ALLOW\r\n  c: 1\r\n", 2, 3)]
    [InlineData("a: [\n---\nb: 1 # ALLOW\n", 3, 3)]
    public void Yaml_Comment_CoversItsLineTheNextOrTheWholeBlock(string text, int first, int last)
    {
        var suppression = Assert.Single(Read("a.yaml", text.Replace("ALLOW", Allow, StringComparison.Ordinal)));

        Assert.Equal((first, last), (suppression.FirstLine, suppression.LastLine));
        Assert.Equal(("PG3004", "x"), (suppression.Rule, suppression.Reason));
    }

    [Theory]
    [InlineData("a.yaml", "a: '# ALLOW'\n")]
    [InlineData("a.yaml", "a: |\n  # ALLOW\n")]
    [InlineData("a.yaml", "a: x#ALLOW\n")]
    [InlineData("a.yaml", "a: 1 # see ALLOW\n")]
    [InlineData("a.cs", "var a = \"// ALLOW\";\n")]
    [InlineData("a.cs", "var a = \"\"\"\n  // ALLOW\n  \"\"\";\n")]
    [InlineData("a.cs", "# ALLOW\n")]
    [InlineData("a.py", "a = '# ALLOW'\n")]
    [InlineData("a.py", "// ALLOW\n")]
    [InlineData("appsettings.json", "{\"a\": \"// ALLOW\"}")]
    [InlineData("appsettings.json", "{\"a\": 1} # ALLOW\n")]
    [InlineData(".env", "A=\"x # ALLOW\"\n")]
    [InlineData("README.md", "Write platformguard:allow PG3004 reason=\"x\" in a comment.\n")]
    public void Text_ThatIsNoCommentOfTheFilesOwn_IsNoSuppression(string path, string text) =>
        Assert.Empty(Read(path, text.Replace("ALLOW", Allow.Replace("\"", path.EndsWith("json", StringComparison.Ordinal) ? "'" : "\"", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal)));

    [Theory]
    [InlineData("a.cs", "var a = 1; // ALLOW\n", 1)]
    [InlineData("a.cs", "// ALLOW\nvar a = 1;\n", 2)]
    [InlineData("a.cs", "var a = \"x\"; /* ALLOW */\n", 1)]
    [InlineData("a.py", "a = 'x' # ALLOW\n", 1)]
    [InlineData("a.sql", "select 1 -- ALLOW\n", 1)]
    [InlineData("a.vb", "Dim a = 1 ' ALLOW\n", 1)]
    [InlineData("Dockerfile", "# ALLOW\nENV A=b\n", 2)]
    [InlineData(".env", "A=\"x\" # ALLOW\n", 1)]
    [InlineData("a.ini", "; ALLOW\na=b\n", 2)]
    [InlineData("a.properties", "! ALLOW\na=b\n", 2)]
    [InlineData("web.config", "<a/> <!-- ALLOW -->\n", 1)]
    [InlineData("a.tex", "x % ALLOW\n", 1)]
    [InlineData("appsettings.json", "{ // ALLOW\n\"a\": 1}", 1)]
    [InlineData("appsettings.json", "{\n  // ALLOW\n  \"é\": 1}", 3)]
    [InlineData("appsettings.json", "{\"é\": 1, /* ALLOW */ \"b\": 2}", 1)]
    [InlineData("appsettings.json", "{\"a\": 1,\r\n  \"b\": 2 // ALLOW\r\n}", 2)]
    public void Comment_OfEveryLanguage_IsASuppressionOfItsLine(string path, string text, int line)
    {
        var suppression = Assert.Single(Read(path, text.Replace("ALLOW", Allow, StringComparison.Ordinal)));

        Assert.Equal((line, line), (suppression.FirstLine, suppression.LastLine));
        Assert.Equal(("PG3004", "x"), (suppression.Rule, suppression.Reason));
        Assert.Null(suppression.Until);
    }

    [Theory]
    [InlineData("a.yaml", "a: 1 # ALLOW\n", 1, 6)]
    [InlineData("a.cs", "é = 1; // ALLOW\n", 1, 8)]
    [InlineData("appsettings.json", "{\"é𝄞\": 1, // ALLOW\n}", 1, 12)]
    public void Location_IsThatOfTheComment(string path, string text, int line, int column)
    {
        var location = Assert.Single(Read(path, text.Replace("ALLOW", Allow, StringComparison.Ordinal))).Location;

        Assert.Equal(new Position(line, column), location.Start);
        Assert.Equal(text.Split('\n')[0].Replace("ALLOW", Allow, StringComparison.Ordinal).Length + 1, location.End.Column);
    }

    [Fact]
    public void Comments_InAStack_AllCoverTheLineBelowThem()
    {
        var suppressions = Read("a.yaml", "# platformguard:allow PG7001 reason=\"a\"\n# platformguard:allow PG7003 reason=\"b\"\na: 1\n# platformguard:allow PG7004 reason=\"c\"\n# prose\nb: 1\n");

        Assert.Equal([("PG7001", 3), ("PG7003", 3), ("PG7004", 5)], suppressions.Select(suppression => (suppression.Rule, suppression.FirstLine)));
    }

    [Theory]
    [InlineData("PG3004 reason=\"two words\" until=2027-01-31", "PG3004", "two words", "2027-01-31")]
    [InlineData("PG3004 until=2027-01-31 reason=\"x\"", "PG3004", "x", "2027-01-31")]
    [InlineData("PG3004 reason='single'", "PG3004", "single", null)]
    [InlineData("PG3004 reason=word", "PG3004", "word", null)]
    [InlineData("PG3004 reason=\"not until=2020-01-01, see reason=x\" until=2027-01-31", "PG3004", "not until=2020-01-01, see reason=x", "2027-01-31")]
    [InlineData("PG3004", "PG3004", null, null)]
    [InlineData("PG3004 reason=\"\"", "PG3004", null, null)]
    [InlineData("PG3004 reason=\"  \"", "PG3004", null, null)]
    [InlineData("PG3004 reason=\"open", "PG3004", null, null)]
    [InlineData("PG3004 because of reasons", "PG3004", null, null)]
    [InlineData("PG3004 until=tomorrow reason=\"x\"", "PG3004", "x", "tomorrow")]
    [InlineData("secret-literal\treason=\"x\"", "secret-literal", "x", null)]
    public void Arguments_InAnyOrder_AreRead(string arguments, string rule, string? reason, string? until)
    {
        var suppression = Assert.Single(Read("a.yaml", "a: 1 # platformguard:allow " + arguments + "\n"));

        Assert.Equal((rule, reason, until), (suppression.Rule, suppression.Reason, suppression.Until));
    }

    [Fact]
    public void Rules_SeparatedByCommas_AreEachAccepted() =>
        Assert.Equal(["PG7001", "PG7003"], Read("a.yaml", "a: 1 # platformguard:allow PG7001,PG7003 reason=\"x\"\n").Select(suppression => suppression.Rule));

    [Fact]
    public void Rules_None_AreNoSuppression() => Assert.Empty(Read("a.yaml", "a: 1 # platformguard:allow\n"));

    /// <summary>Each of these took time with the square of its size at some point.</summary>
    [Theory]
    [InlineData("a.yaml", "# platformguard:allow PG7001 reason=\"x\"\n", "")]
    [InlineData("a.yaml", "a: # platformguard:allow PG7001 reason=\"x\"\n", "")]
    [InlineData("a.yaml", "[", "# platformguard:allow")]
    [InlineData("a.yaml", "---\n[\n", "# platformguard:allow")]
    [InlineData("a.txt", "#platformguard:allow\" ", "")]
    [InlineData("a.txt", "platformguard:allow ", "")]
    [InlineData("a.cs", "\"//platformguard:allow\" ", "")]
    [InlineData("appsettings.json", "/* platformguard:allow */", "")]
    public void Reading_OfAFileFullOfMarks_EndsSoon(string path, string unit, string end)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 4_000_000 / unit.Length)) + end;
        var watch = Stopwatch.StartNew();
        _ = Read(path, text);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
    }

    private static System.Collections.Generic.IReadOnlyList<Suppression> Read(string path, string text) =>
        FileReader.Read(path, Encoding.UTF8.GetBytes(text), new CheckOptions())!.Suppressions;
}
