using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Facts.Ci;
using PlatformGuard.Core.Facts.Shell;
using PlatformGuard.Core.Findings;

namespace PlatformGuard.Core.Tests.Ci;

/// <summary>What is written to break a reader ends, soon, and is said to be not evaluated.</summary>
public sealed class HostilePipelineTests
{
    /// <summary>Far beyond what any of them takes, so that a busy machine does not fail the test; what multiplies takes longer than any machine has.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static TheoryData<string, string> Pipelines => new()
    {
        { "include of itself", "include: {local: .gitlab-ci.yml}\njob: {script: [echo]}\n" },
        { "extends itself", "job: {extends: job, script: [echo]}\n" },
        { "extends in a circle", ".a: {extends: .b}\n.b: {extends: .c}\n.c: {extends: .a}\njob: {extends: .a, script: [echo]}\n" },
        { "extends too deeply", string.Concat(Enumerable.Range(0, 40).Select(static level => $".l{level}: {{extends: .l{level + 1}, variables: {{V{level}: x}}}}\n")) + ".l40: {script: [echo]}\njob: {extends: .l0}\n" },
        { "reference to itself", ".a: {script: [!reference [.a, script]]}\njob: {script: [!reference [.a, script]]}\n" },
        { "references that multiply", References(10, 12) },
        { "more jobs than anybody has", string.Concat(Enumerable.Range(0, 4_000).Select(static job => $"job{job}: {{script: [echo]}}\n")) },
    };

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Pipeline_WhenItIsHostile_IsNotEvaluated(string name, string content)
    {
        var watch = Stopwatch.StartNew();
        var gaps = new List<NotEvaluated>();
        var codeBase = TestCodeBase.Of((".gitlab-ci.yml", content));
        var check = new CiStoredCredential();
        check.Run(new CheckContext(codeBase, check.Rule, [], gaps));

        Assert.True(gaps.Count > 0, name);
        Assert.True(watch.Elapsed < Longest, $"{name}: {watch.Elapsed}");
    }

    [Fact]
    public void Extends_WhenTemplatesShareTemplates_IsResolvedOnce()
    {
        var text = new StringBuilder(".l0: {variables: {V0: x}, script: [echo]}\n");
        for (var level = 1; level < 11; level++)
        {
            text.Append(".l").Append(level).Append(": {extends: [").AppendJoin(", ", Enumerable.Repeat(".l" + (level - 1), 50)).Append("], variables: {V").Append(level).Append(": x}}\n");
        }

        var pipeline = TestCodeBase.Of((".gitlab-ci.yml", text + "job: {extends: .l10}\n")).Facts<CiFacts>().Pipelines.Single();
        Assert.Equal(11, pipeline.Jobs.Single(static job => job.Name == "job").Variables.Count);
    }

    public static TheoryData<string, string> Scripts => new()
    {
        { "nested substitutions", string.Concat(Enumerable.Repeat("echo $(", 5_000)) + new string(')', 5_000) },
        { "nested groups", string.Concat(Enumerable.Repeat("{ ( ", 20_000)) + "echo x" },
        { "open quotes", string.Concat(Enumerable.Repeat("echo \"' ` ${ $(( <<E \n", 20_000)) },
        { "many commands", string.Concat(Enumerable.Repeat("echo $A | cat; ", 60_000)) },
        { "many here-documents", string.Concat(Enumerable.Repeat("cat <<A\n", 50_000)) },
        { "long pipe", string.Concat(Enumerable.Repeat("cat | ", 50_000)) + "cat" },
        { "braces in braces", string.Concat(Enumerable.Repeat("${A:-", 20_000)) },
    };

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_WhenItIsHostile_EndsSoon(string name, string script)
    {
        var watch = Stopwatch.StartNew();
        _ = ShellParser.Parse(script);
        var yaml = "job:\n  script:\n    - |\n      " + script.ReplaceLineEndings("\n      ") + "\n";
        foreach (var check in CheckList.All.Where(static check => check is CiCheck))
        {
            check.Run(new CheckContext(TestCodeBase.Of((".gitlab-ci.yml", yaml)), check.Rule, [], []));
        }

        Assert.True(watch.Elapsed < Longest, $"{name}: {watch.Elapsed}");
    }

    [Fact]
    public void Actions_WhenTheyUseOneAnotherOverAndOver_AreNotEvaluated()
    {
        var steps = string.Concat(Enumerable.Repeat("    - uses: ./.github/actions/a\n", 100));
        var gaps = new List<NotEvaluated>();
        var check = new CiStoredCredential();
        check.Run(new CheckContext(
            TestCodeBase.Of((".github/workflows/ci.yml", "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n" + steps), (".github/actions/a/action.yml", "name: a\nruns:\n  using: composite\n  steps:\n" + steps)),
            check.Rule, [], gaps));
        Assert.NotEmpty(gaps);
    }

    private static string References(int levels, int width)
    {
        var text = new StringBuilder(".l0: {script: [echo]}\n");
        for (var level = 1; level <= levels; level++)
        {
            text.Append(".l").Append(level).Append(": {script: [").AppendJoin(", ", Enumerable.Repeat($"!reference [.l{level - 1}, script]", width)).Append("]}\n");
        }

        return text.Append("job: {script: [!reference [.l").Append(levels).Append(", script]]}\n").ToString();
    }
}
