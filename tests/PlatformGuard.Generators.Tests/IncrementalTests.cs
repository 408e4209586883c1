using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PlatformGuard.Generators.Tests.Harness;

namespace PlatformGuard.Generators.Tests;

/// <summary>A change elsewhere writes nothing again; a change of the class, its interface or the flag API does.</summary>
public sealed class IncrementalTests
{
    private const string Source = """
        public interface IReviewers { Task<string[]> SuggestAsync(int id); }
        [GuardedClient("f")] public partial class G : IReviewers;
        public sealed class Elsewhere { public int Number() => 1; }
        """;

    [Theory]
    [InlineData("public int Number() => 1;", "public int Number() => 1 + 1;")]
    [InlineData("public sealed class Elsewhere", "public sealed record Other(int Id); public sealed class Elsewhere")]
    [InlineData("SuggestAsync(int id);", "SuggestAsync(int id); /* a comment */")]
    [InlineData("public interface IReviewers", "\n\n\npublic interface IReviewers")]
    public void Change_Elsewhere_WritesNothingAgain(string before, string after)
    {
        var (first, second) = RunTwice(before, after);

        Assert.Equal(first, second.GeneratedSources.Select(static source => source.SourceText.ToString()));
        Assert.All(Outputs(second), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(Reasons(second, GuardedClientGenerator.PlanStep), static reason => Assert.Contains(reason, (IncrementalStepRunReason[])[IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged]));
        Assert.All(Reasons(second, GuardedClientGenerator.GuardedStep), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(Reasons(second, GuardedClientGenerator.FlagApiStep), static reason => Assert.Contains(reason, (IncrementalStepRunReason[])[IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged]));
    }

    [Theory]
    [InlineData("SuggestAsync(int id);", "SuggestAsync(int id, int more);")]
    [InlineData("[GuardedClient(\"f\")]", "[GuardedClient(\"g\")]")]
    [InlineData("public sealed class Elsewhere { ", "public sealed class Elsewhere { [FeatureFlagGuard] public bool IsOn(string flag) => flag.Length > 9; ")]
    public void Change_OfWhatTheTextDependsOn_WritesAgain(string before, string after)
    {
        var (first, second) = RunTwice(before, after);

        Assert.NotEqual(first, second.GeneratedSources.Select(static source => source.SourceText.ToString()));
        Assert.Equal([IncrementalStepRunReason.Modified], Outputs(second));
    }

    [Fact]
    public void Plans_HoldNoSymbols()
    {
        var types = typeof(GuardedClientGenerator).Assembly.GetTypes().Where(static type => type.Name.EndsWith("Plan", StringComparison.Ordinal) || type.Name is "FlagApi" or "FlagChoice" or "Kept");

        Assert.All(types.SelectMany(static type => type.GetProperties()), static property =>
            Assert.DoesNotContain("Microsoft.CodeAnalysis", property.PropertyType.FullName, StringComparison.Ordinal));
    }

    private static (ImmutableArray<string> First, GeneratorRunResult Second) RunTwice(string before, string after)
    {
        Assert.Contains(before, Source, StringComparison.Ordinal);
        var compilation = Generated.Compile(Source, Generated.WithFeatureManagement);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new GuardedClientGenerator().AsSourceGenerator()],
            parseOptions: Generated.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGenerators(compilation);
        ImmutableArray<string> first = [.. driver.GetRunResult().Results[0].GeneratedSources.Select(static source => source.SourceText.ToString())];
        Assert.Single(first);

        var tree = compilation.SyntaxTrees.Single(static tree => tree.FilePath == "Code.cs");
        var changed = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(Source.Replace(before, after, StringComparison.Ordinal), Generated.ParseOptions, "Code.cs", System.Text.Encoding.UTF8));
        return (first, driver.RunGenerators(changed).GetRunResult().Results[0]);
    }

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRunResult result) =>
        result.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static step => step.Outputs).Select(static output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult result, string step) =>
        result.TrackedSteps[step].SelectMany(static run => run.Outputs).Select(static output => output.Reason);
}
