using System.Linq;
using System.Text;
using PlatformGuard.Core.Facts.Shell;

namespace PlatformGuard.Core.Tests.Ci;

/// <summary>How shell text is taken apart, and where its parts stand.</summary>
public sealed class ShellParserTests
{
    [Theory]
    [InlineData("echo one two", "echo|one|two")]
    [InlineData("echo 'a b' \"c $D\" e\\ f", "echo|a b|c ${D}|e f")]
    [InlineData("A=1 B=\"x y\" run", "[A=1][B=x y]run")]
    [InlineData("export A=1", "export|A=1")]
    [InlineData("one; two && three || four & five", "one\ntwo\nthree\nfour\nfive")]
    [InlineData("one | two", "one->two\ntwo")]
    [InlineData("one # two\nthree#four", "one\nthree#four")]
    [InlineData("x=$(inner arg)", "inner|arg\n[x=$(…)]")]
    [InlineData("x=`inner arg`", "inner|arg\n[x=$(…)]")]
    [InlineData("cat <<EOF\nbody $X\nEOF\nnext", "cat<<{body ${X}\n}\nnext")]
    [InlineData("cat <<'EOF'\nbody $X\nEOF", "cat<<{body $X\n}")]
    [InlineData("run > out.txt 2>&1 < in.txt", "run>{out.txt}2>&{1}<{in.txt}")]
    [InlineData("if test -f a; then one; else two; fi", "test|-f|a\none\ntwo")]
    [InlineData("for x in a b; do one $x; done", "for|x|in|a|b\none|${x}")]
    [InlineData("case $x in\n  a|b) one ;;\n  *) two ;;\nesac\nthree", "case|${x}|in\none\ntwo\nthree")]
    [InlineData("f() { one; }\nf", "one\nf")]
    [InlineData("one \\\n  two", "one|two")]
    [InlineData("echo $((1 + 2)) ${A:-b c} ${#D}", "echo|$(…)|${A}|${D}")]
    [InlineData("echo ${{ secrets.X }} %NAME% $env:OTHER", "echo|${{ }}|${NAME}|${OTHER}")]
    [InlineData("a=(one two)\nnext", "[a=onetwo]\nnext")]
    public void Parse_GivesTheCommandsThatTheShellRuns(string text, string expected)
    {
        var script = ShellParser.Parse(text);
        Assert.True(script.IsComplete);
        Assert.Equal(expected, string.Join('\n', script.Commands.Select(Write)));
    }

    [Theory]
    [InlineData("docker login -p 'Orange-Cat'", "Orange-Cat")]
    [InlineData("git clone https://bot:Orange-Cat@host/x", "Orange-Cat")]
    [InlineData("x --set \"a=b,c=Orange-Cat\"", "Orange-Cat")]
    [InlineData("x \"$USER:\"Orange-Cat", "Orange-Cat")]
    public void Place_OfAPartOfAWord_IsWhereItStands(string text, string part)
    {
        var word = ShellParser.Parse(text).Commands[0].Words[^1];
        var (start, end) = word.Place(word.Text.IndexOf(part, System.StringComparison.Ordinal), part.Length);
        Assert.Equal(part, text[start..end]);
    }

    private static string Write(ShellCommand command)
    {
        var text = new StringBuilder();
        foreach (var assignment in command.Assignments)
        {
            text.Append('[').Append(assignment.Name).Append('=').Append(assignment.Value.Text).Append(']');
        }

        text.AppendJoin('|', command.Words.Select(static word => word.Text));
        foreach (var redirection in command.Redirections)
        {
            text.Append(redirection.Operator).Append('{').Append(redirection.Target.Text).Append('}');
        }

        return command.PipedInto is { } next ? text.Append("->").Append(next.Words[0].Text).ToString() : text.ToString();
    }
}
