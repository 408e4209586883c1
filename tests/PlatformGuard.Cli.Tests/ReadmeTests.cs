using System;
using System.IO;
using System.Text.RegularExpressions;

namespace PlatformGuard.Cli.Tests;

/// <summary>What the README shows is what its reader gets.</summary>
public sealed class ReadmeTests
{
    private const string Prompt = "$ platformguard ";

    [Fact]
    public void BeforeAndAfter_RunAsShown_PrintWhatIsShown()
    {
        var readme = File.ReadAllText(RepositoryRoot.At("README.md"));
        var section = Section(readme, "Before and after");
        var code = Regex.Matches(section, "^```python\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline);
        var runs = Regex.Matches(section, "^```\n" + Regex.Escape(Prompt) + "(.*?)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline);
        var manifest = Manifest(readme);

        Assert.Equal((2, 2), (code.Count, runs.Count));
        for (var index = 0; index < 2; index++)
        {
            using var folder = new TemporaryFolder(("service.yaml", manifest), ("app/main.py", code[index].Groups[1].Value));
            var outcome = Outcome.Of([.. runs[index].Groups[1].Value.Split(' '), folder.Path]);
            var shown = runs[index].Groups[2].Value;

            Assert.Equal(shown, outcome.Output[..Math.Min(shown.Length, outcome.Output.Length)]);
            Assert.Equal(index == 0 ? 1 : 0, outcome.Status);
        }
    }

    /// <summary>A service with nothing but the example manifest passes the experiment gate, whatever text is beside it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Manifest_OfAServiceThatBegins_PassesTheExperimentGate(bool hasCode)
    {
        using var folder = new TemporaryFolder(("service.yaml", Manifest(File.ReadAllText(RepositoryRoot.At("README.md")))));
        if (hasCode)
        {
            folder.Write("app/main.py", "print('ready')\n");
            folder.Write("Dockerfile", "FROM python:3.13.1\nCOPY app app\nUSER 10001\nCMD [\"python\", \"app/main.py\"]\n");
        }

        var outcome = Outcome.Of("grade", folder.Path);

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.Contains("\nready for experiment, ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("(declared: experiment)", outcome.Output, StringComparison.Ordinal);
    }

    private static string Manifest(string readme)
    {
        var manifest = Regex.Match(Section(readme, "The manifest"), "^```yaml\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;
        Assert.StartsWith("apiVersion: platformguard/v1\n", manifest, StringComparison.Ordinal);
        return manifest;
    }

    private static string Section(string page, string title)
    {
        var start = page.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        return page[start..page.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];
    }
}
