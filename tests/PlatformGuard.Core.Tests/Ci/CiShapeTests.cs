using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Findings;

namespace PlatformGuard.Core.Tests.Ci;

/// <summary>
/// The labelled shapes of CI files. A line ends with <c># &lt;- PG3002</c> where a finding is expected and with <c># &lt;- not evaluated</c> where something could
/// not be decided (<c>+2</c> in front of the label: two lines below); every other line must stay silent. <c>=== path</c> begins a file.
/// </summary>
public sealed class CiShapeTests
{
    private const string Mark = "# <- ";
    private const string Gap = "not evaluated";

    private static readonly string[] Rules = ["PG3001", "PG3002", "PG3003", "PG3008", "PG3009", "PG3010", "PG3011"];

    public static TheoryData<string> Shapes => [.. Directory.EnumerateFiles(RepositoryRoot.At("tests", "PlatformGuard.Core.Tests", "Ci", "Shapes"), "*.txt").Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Shape_IsJudgedAsLabelled(string shape)
    {
        var files = Read(shape);
        var findings = new List<Finding>();
        var gaps = new List<NotEvaluated>();
        var codeBase = TestCodeBase.Of([.. files]);
        foreach (var check in CheckList.All.Where(static check => Rules.Contains(check.Rule.Id)))
        {
            check.Run(new CheckContext(codeBase, check.Rule, findings, gaps));
        }

        var found = findings.Select(static finding => $"{finding.Location.File}:{finding.Location.Start.Line} {finding.Rule.Id}")
            .Concat(gaps.Select(static gap => $"{gap.Location.File}:{gap.Location.Start.Line} {Gap}"));
        Assert.Equal(string.Join('\n', Expected(files).Order(StringComparer.Ordinal)), string.Join('\n', found.Distinct().Order(StringComparer.Ordinal)));
        Assert.All(findings, static finding => Assert.NotEmpty(finding.Message));
    }

    [Fact]
    public void Shapes_AreAtLeast120_AndHalfOfThemStaySilent()
    {
        var all = ((IEnumerable<object[]>)Shapes).Select(static row => (string)row[0]).ToList();
        var silent = all.Count(static shape => shape.Contains("-silent-", StringComparison.Ordinal));
        Assert.True(all.Count >= 120 && silent * 2 >= all.Count - 1, $"{all.Count} shapes, {silent} silent");
        Assert.All(Rules, rule => Assert.Contains(all, shape => shape.StartsWith(rule[2..] + "-violation-", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Expected(IEnumerable<(string Path, string Content)> files)
    {
        foreach (var (path, content) in files)
        {
            var lines = content.Split('\n');
            for (var index = 0; index < lines.Length; index++)
            {
                var mark = lines[index].IndexOf(Mark, StringComparison.Ordinal);
                var labels = mark < 0 ? [] : lines[index][(mark + Mark.Length)..].Trim() is Gap ? [Gap] : lines[index][(mark + Mark.Length)..].Trim().Split(' ');
                var below = labels.Length > 0 && labels[0][0] == '+' ? int.Parse(labels[0], CultureInfo.InvariantCulture) : 0;
                foreach (var label in below > 0 ? labels[1..] : labels)
                {
                    yield return $"{path}:{index + 1 + below} {label}";
                }
            }
        }
    }

    private static List<(string Path, string Content)> Read(string shape) => CaseFile.Read(RepositoryRoot.At("tests", "PlatformGuard.Core.Tests", "Ci", "Shapes", shape + ".txt"));
}
