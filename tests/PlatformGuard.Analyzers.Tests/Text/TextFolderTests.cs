using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Tests.Harness;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.Tests.Text;

public sealed class TextFolderTests
{
    private const string Members = """
        using System; using System.Globalization;
        static class Names { public const string Main = "patroni-main"; public static readonly string Ci = "patroni" + "-ci"; public static readonly string Other = Environment.MachineName; public static string Mutable = "m"; }
        class C
        {
            const int Port = 5432;
            void M(string unknown)
            {
                var once = "once"; var twice = "first"; twice = "second"; var byRef = "x"; Set(ref byRef);
                var loop1 = "a"; var loop2 = loop1 + loop1; var loop3 = loop2 + loop2;
                var probe = EXPRESSION;
            }
            static void Set(ref string s) { }
        }
        """;

    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("@\"C:\\dir\"", @"C:\dir")]
    [InlineData("\"\"\"raw \"quoted\" \"\"\"", "raw \"quoted\" ")]
    [InlineData("\"a\" + \"b\" + 'c' + 1", "abc1")]
    [InlineData("(\"a\" + \"b\") + (\"c\" + \"d\")", "abcd")]
    [InlineData("\"Host=\" + Names.Main", "Host=patroni-main")]
    [InlineData("\"Host=\" + Names.Ci", "Host=patroni-ci")]
    [InlineData("$\"Host={Names.Main};Port={Port}\"", "Host=patroni-main;Port=5432")]
    [InlineData("$\"{{{unknown}}}\"", "{${unknown}}")]
    [InlineData("$\"a{unknown}b{\"c\"}\"", "a${unknown}bc")]
    [InlineData("$\"{Port:N0}\"", "${unknown}")]
    [InlineData("$\"{Names.Main,20}\"", "${unknown}")]
    [InlineData("unknown + \"x\"", "${unknown}x")]
    [InlineData("\"x\" + Names.Other + Names.Mutable", "x${unknown}${unknown}")]
    [InlineData("nameof(Names) + \".y\"", "Names.y")]
    [InlineData("string.Format(\"{0}:{1}/{{}}\", Names.Main, unknown)", "patroni-main:${unknown}/{}")]
    [InlineData("string.Format(CultureInfo.InvariantCulture, \"{1}{0,5}{7}\", \"a\", \"b\")", "b${unknown}${unknown}")]
    [InlineData("string.Format(\"{0}\" + \"{1}\" + \"{2}\" + \"{3}\", \"a\", \"b\", \"c\", \"d\")", "abcd")]
    [InlineData("string.Format(\"{0\", unknown)", "${unknown}")]
    [InlineData("string.Concat(\"a\", Names.Main, unknown)", "apatroni-main${unknown}")]
    [InlineData("string.Concat(\"a\", \"b\", \"c\", \"d\", \"e\")", "abcde")]
    [InlineData("string.Join(\";\", \"Host=a\", \"Database=b\")", "Host=a;Database=b")]
    [InlineData("string.Join(';', new[] { \"a\", unknown })", "a;${unknown}")]
    [InlineData("string.Join(\";\", unknown.Split('x'))", "${unknown}")]
    [InlineData("string.Create(CultureInfo.InvariantCulture, $\"a{Port}\")", "${unknown}")]
    [InlineData("once + \"!\"", "once!")]
    [InlineData("twice + \"!\"", "${unknown}!")]
    [InlineData("byRef + \"!\"", "${unknown}!")]
    [InlineData("loop3", "aaaa")]
    [InlineData("unknown", "${unknown}")]
    [InlineData("unknown.Length > 3 ? \"a\" : \"b\"", "${unknown}")]
    public void Fold_OfExpression_GivesKnownPartsAndHoles(string expression, string expected)
    {
        Assert.Equal(expected, Fold(Members.Replace("EXPRESSION", expression, StringComparison.Ordinal)).Text);
    }

    [Fact]
    public void Fold_WithoutFollowingLocals_LeavesThemUnknown() =>
        Assert.Equal("${unknown}!", Fold(Members.Replace("EXPRESSION", "once + \"!\"", StringComparison.Ordinal), followLocals: false).Text);

    [Fact]
    public void Fold_OfVariablesThatDoubleEachOther_IsBounded()
    {
        var locals = string.Concat(Enumerable.Range(1, 40).Select(index => $"var v{index} = v{index - 1} + v{index - 1} + v{index - 1};\n"));

        var text = Fold($"class C {{ void M() {{ var v0 = \"0123456789\"; {locals} var probe = v40; }} }}");

        Assert.True(text.HasHoles);
        Assert.InRange(text.Text.Length, 1, 1 << 21);
    }

    [Fact]
    public void Fold_OfThousandsOfOperands_IsBounded()
    {
        var text = Fold($"class C {{ void M(string u) {{ var probe = {string.Join(" + ", Enumerable.Repeat("u + \"x\"", 1500))}; }} }}");

        Assert.StartsWith("${unknown}x${unknown}x", text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Fold_OfVariableThatNamesItself_IsBounded() =>
        Assert.True(Fold("class C { void M() { var probe = probe + probe + \"x\"; } }").HasHoles);

    [Fact]
    public void Locate_InConcatenation_PointsAtTheLiteralThatHoldsThePart()
    {
        var text = Fold("class C { void M(string u) { var probe = \"Host=\" + u + \";Database=gitlabhq\"; } }");

        var location = text.Locate(text.Text.IndexOf("gitlabhq", StringComparison.Ordinal), 8, Microsoft.CodeAnalysis.Location.None);

        Assert.Equal("\";Database=gitlabhq\"", location.SourceTree!.GetText().ToString(location.SourceSpan));
    }

    [Fact]
    public void Locate_InLiteralOfSeveralLines_PointsAtThePartItself()
    {
        var text = Fold("class C { void M() { var probe = \"\"\"\n    line one\n    Host=patroni-main\n    \"\"\"; } }");

        var location = text.Locate(text.Text.IndexOf("patroni-main", StringComparison.Ordinal), 12, Microsoft.CodeAnalysis.Location.None);

        Assert.Equal("patroni-main", location.SourceTree!.GetText().ToString(location.SourceSpan));
    }

    private static FoldedText Fold(string source, bool followLocals = true)
    {
        var compilation = TestCode.Compile(source);
        var tree = compilation.SyntaxTrees[0];
        var declarator = tree.GetRoot().DescendantNodes().OfType<VariableDeclaratorSyntax>().Single(static node => node.Identifier.Text == "probe");
        var operation = (IVariableDeclaratorOperation)compilation.GetSemanticModel(tree).GetOperation(declarator)!;
        return TextFolder.Fold(operation.Initializer!.Value, followLocals, CancellationToken.None);
    }
}
