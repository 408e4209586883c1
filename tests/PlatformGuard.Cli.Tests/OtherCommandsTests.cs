using System;
using System.Linq;
using System.Text.Json;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Cli.Tests;

public sealed class OtherCommandsTests
{
    [Fact]
    public void Rules_ListsEveryRuleOnALineInAColumnedTable()
    {
        var outcome = Outcome.Of("rules");
        var lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.Equal(RuleCatalogue.All.Select(rule => rule.Id), lines.Skip(1).Select(line => line[..6]));
        Assert.All(lines, line => Assert.Equal(lines[0].IndexOf("risk", StringComparison.Ordinal) - 2, line.AsSpan(0, lines[0].IndexOf("risk", StringComparison.Ordinal)).LastIndexOf("  ")));
    }

    [Theory]
    [InlineData("PG7001")]
    [InlineData("pg7001")]
    [InlineData("external-exposure")]
    public void Explain_ByIdOrName_PrintsThePage(string asked)
    {
        var outcome = Outcome.Of("explain", asked);

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.StartsWith("# PG7001: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("\n## How to fix\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_OfEveryRule_PrintsItsPage() =>
        Assert.All(RuleCatalogue.All, rule => Assert.StartsWith("# " + rule.Id, Outcome.Of("explain", rule.Id).Output, StringComparison.Ordinal));

    [Theory]
    [InlineData("PG701", "did you mean 'PG7001'?")]
    [InlineData("external-exposition", "did you mean 'external-exposure'?")]
    [InlineData("nonsense", "'platformguard rules' lists them")]
    public void Explain_OfAnUnknownRule_IsStatus2WithASuggestion(string asked, string message)
    {
        var outcome = Outcome.Of("explain", asked);

        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Schema_OfTheManifest_IsAJsonSchema()
    {
        var outcome = Outcome.Of("schema", "service");

        using var schema = JsonDocument.Parse(outcome.Output);
        Assert.Equal(0, outcome.Status);
        Assert.True(schema.RootElement.TryGetProperty("$schema", out _));
        Assert.True(schema.RootElement.TryGetProperty("$defs", out _) || schema.RootElement.TryGetProperty("properties", out _) || schema.RootElement.TryGetProperty("oneOf", out _));
    }

    [Fact]
    public void Schema_ThatDoesNotExist_IsStatus2()
    {
        var outcome = Outcome.Of("schema", "servic");

        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.Contains("did you mean 'service'?", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("check", "--help")]
    [InlineData("rules", "-h")]
    public void Help_IsAResultAndStatus0(params string[] arguments)
    {
        var outcome = Outcome.Of(arguments);

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.Contains("Usage:", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_OfCheck_NamesEveryOptionOfTheContract()
    {
        var help = Outcome.Of("check", "--help").Output;

        Assert.All(
            (string[])["--format", "--report", "--manifest", "--stage", "--role", "--rule", "--fail-on", "--exclude", "--today", "--jobs", "--quiet", "--verbose", "--no-color"],
            option => Assert.Contains(option, help, StringComparison.Ordinal));
    }

    [Fact]
    public void NoCommand_IsStatus2()
    {
        var outcome = Outcome.Of();

        Assert.Equal(2, outcome.Status);
        Assert.NotEqual("", outcome.Error);
    }
}
