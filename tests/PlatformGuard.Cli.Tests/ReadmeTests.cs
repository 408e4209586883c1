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
        var manifest = Regex.Match(Section(readme, "The manifest"), "^```yaml\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;

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

    private static string Section(string page, string title)
    {
        var start = page.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        return page[start..page.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];
    }
}
