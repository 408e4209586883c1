using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Catalogue;

/// <summary>Pages, catalogue, checks and indexes say the same.</summary>
public sealed class CatalogueTests
{
    private static readonly string[] Sections = ["What it finds", "Why", "How to fix", "Look-alikes it leaves alone", "Configuration"];

    public static TheoryData<string> Ids => [.. Contract.Ids];

    [Fact]
    public void Rules_OfTheCatalogue_AreThoseOfTheContract() =>
        Assert.Equal(Contract.Rows, RuleCatalogue.All.Select(rule =>
            $"{rule.Id} {rule.Name} [{rule.LooksAt.ToString().ToLowerInvariant()}] {rule.Requirement ?? "-"} {Letter(rule.Experiment)}/{Letter(rule.Beta)}/{Letter(rule.GenerallyAvailable)} {rule.Risk.ToString().ToLowerInvariant()}"));

    [Fact]
    public void Pages_AreExactlyOneForEachRule() =>
        Assert.Equal(Contract.Ids, Directory.GetFiles(RepositoryRoot.At("rules"), "*.md").Select(Path.GetFileNameWithoutExtension).Where(name => name != "README").Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_HasItsHeadingAndSectionsInOrder(string id)
    {
        var rule = RuleCatalogue.Get(id);
        var page = RepositoryRoot.Read("rules", id + ".md");
        var headings = Outside(page).Where(line => line.StartsWith('#')).ToList();

        Assert.Contains($"\nid: {id}\n", page, StringComparison.Ordinal);
        Assert.Equal($"# {id}: {rule.Title}", headings[0]);
        Assert.Equal(Sections, headings.Skip(1).Take(Sections.Length).Select(heading => heading[3..]));
        Assert.True(headings.Count == 6 || (headings.Count == 7 && headings[6] == "## Known limitations"), string.Join('\n', headings));
        Assert.Equal(page[(page.IndexOf("\n---\n", StringComparison.Ordinal) + 5)..], EmbeddedText.RulePage(rule));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_ShowsABadAndAGoodExample(string id)
    {
        var fix = Section(RepositoryRoot.Read("rules", id + ".md"), "How to fix");

        Assert.Matches("(?im)^bad\\b.*:$", fix);
        Assert.Matches("(?im)^good\\b.*:$", fix);
        Assert.True(Regex.Count(fix, "^```", RegexOptions.Multiline) >= 4);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_HasItsHelpLinkAndASpeakingMessage(string id)
    {
        var rule = RuleCatalogue.Get(id);

        Assert.Equal($"https://github.com/platformguard/platformguard/blob/main/rules/{id}.md", rule.HelpUri);
        Assert.Matches("^[a-z]+(-[a-z]+)*$", rule.Name);
        Assert.Matches("^[A-Z]", rule.Title);
        Assert.DoesNotMatch("[.!]$", rule.Title);
        Assert.DoesNotMatch("[.!]$", rule.Message);
        Assert.InRange(rule.Remediation.Length, 20, 600);
        _ = string.Format(System.Globalization.CultureInfo.InvariantCulture, rule.Message, [.. Enumerable.Repeat("x", 10)]);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void YamlAndJson_InAPage_CanBeRead(string id)
    {
        var page = RepositoryRoot.Read("rules", id + ".md");
        foreach (Match block in Regex.Matches(page, "^```(yaml|json)\\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline))
        {
            var text = block.Groups[2].Value;
            var problem = block.Groups[1].Value == "yaml"
                ? YamlReader.Read("page", text, new CheckOptions()).Problem
                : JsonReader.Read("page", System.Text.Encoding.UTF8.GetBytes(text), new CheckOptions()).Problem;

            Assert.True(problem is null, $"{problem}\n{text}");
        }
    }

    [Fact]
    public void Checks_AreExactlyOneForEachRuleImplementedOnFiles() =>
        Assert.Equal(
            RuleCatalogue.All.Where(rule => rule.Implemented.HasFlag(Surfaces.Files)).Select(rule => rule.Id),
            CheckList.All.Select(check => check.Rule.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Implemented_IsNeverMoreThanTheRuleLooksAt() =>
        Assert.All(RuleCatalogue.All, rule => Assert.Equal(Surfaces.None, rule.Implemented & ~rule.LooksAt));

    [Fact]
    public void Links_BetweenPages_LeadSomewhere()
    {
        foreach (var page in Directory.GetFiles(RepositoryRoot.At("rules"), "*.md").Append(RepositoryRoot.At("README.md")))
        {
            foreach (Match link in Regex.Matches(File.ReadAllText(page), @"\]\((?!https?:|#|mailto:)([^)#]+)"))
            {
                Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value)), $"{Path.GetFileName(page)} links to {link.Groups[1].Value}");
            }
        }
    }

    [Theory]
    [InlineData("", "rules", "README.md")]
    [InlineData("rules/", "README.md")]
    public void Index_ListsEveryRuleAsItIs(string prefix, params string[] file)
    {
        const string begin = "<!-- rules -->\n";
        const string end = "<!-- /rules -->";
        var text = RepositoryRoot.Read(file);
        var start = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var stop = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(start >= begin.Length && stop >= start, "the markers of the rule table are missing");
        var expected = text[..start] + Table(prefix) + text[stop..];
        if (RepositoryRoot.Update)
        {
            File.WriteAllText(RepositoryRoot.At(file), expected);
        }

        Assert.True(expected == text || RepositoryRoot.Update, $"{string.Join('/', file)} is not what the pages say; PLATFORMGUARD_UPDATE=1 dotnet test rewrites it");
    }

    private static string Table(string prefix)
    {
        var lines = new List<string>
        {
            "| Rule | Name | What it finds | Requirement | experiment | beta | ga | Risk | Evaluated on |",
            "|---|---|---|---|---|---|---|---|---|",
        };
        lines.AddRange(RuleCatalogue.All.Select(rule =>
            $"| [{rule.Id}]({prefix}{rule.Id}.md) | {rule.Name} | {rule.Title} | {rule.Requirement ?? "-"} | {Word(rule.Experiment)} | {Word(rule.Beta)} | {Word(rule.GenerallyAvailable)} | {Lower(rule.Risk)} | {rule.EvaluatedOn} |"));
        return string.Join('\n', lines) + "\n";
    }

    private static string Lower(Risk risk) => risk.ToString().ToLowerInvariant();

    private static string Word(Severity severity) => severity == Severity.Off ? "-" : severity.ToString().ToLowerInvariant();

    private static char Letter(Severity severity) => severity == Severity.Off ? '-' : severity.ToString()[0];

    /// <summary>The lines of a page that are in no code block and behind its front matter.</summary>
    private static IEnumerable<string> Outside(string page)
    {
        var inside = false;
        foreach (var line in page[(page.IndexOf("\n---\n", StringComparison.Ordinal) + 5)..].Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                inside = !inside;
            }
            else if (!inside)
            {
                yield return line;
            }
        }
    }

    private static string Section(string page, string title)
    {
        var start = page.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        var stop = page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return stop < 0 ? page[start..] : page[start..stop];
    }
}
