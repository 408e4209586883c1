using System.Linq;
using PlatformGuard.Core.Findings;

namespace PlatformGuard.Core.Tests.Findings;

public sealed class FingerprintTests
{
    private static string[] Assign(string? key, params Finding[] findings) => [.. Fingerprint.Assign(findings, key).Select(finding => finding.Fingerprint)];

    private static string Of(Finding finding, string? key = null) => Assign(key, finding)[0];

    [Fact]
    public void Assign_WhenNothingChanges_IsTheSameAsInEarlierReleases() =>
        Assert.Equal("dbb72112e0aa74114bbf3701778c2184", Of(FindingOf.Rule("PG3004")));

    [Fact]
    public void Assign_WhenTheLineMoves_Survives() => Assert.Equal(Of(FindingOf.Rule("PG3004", line: 3)), Of(FindingOf.Rule("PG3004", line: 300)));

    [Fact]
    public void Assign_WhenOnlyTheMessageChanges_Survives() =>
        Assert.Equal(Of(FindingOf.Rule("PG3004")), Of(FindingOf.Rule("PG3004") with { Message = "other words", Severity = Guidelines.Severity.Note }));

    [Fact]
    public void Assign_WhenAnyPartOfTheIdentityChanges_Reopens()
    {
        var finding = FindingOf.Rule("PG3004");
        string[] all =
        [
            Of(finding),
            Of(FindingOf.Rule("PG1001")),
            Of(FindingOf.Rule("PG3004", file: "deploy/other.yaml")),
            Of(FindingOf.Rule("PG3004", path: "spec.other")),
            Of(FindingOf.Rule("PG3004", value: "w")),
            Of(FindingOf.Rule("PG3004", value: null)),
            Of(finding, key: "an installation's own key"),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void Assign_WhenPartsAreOnlyCutElsewhere_Differs() =>
        Assert.NotEqual(Of(FindingOf.Rule("PG3004", file: "ab", path: "c")), Of(FindingOf.Rule("PG3004", file: "a", path: "bc")));

    [Fact]
    public void Assign_WhenFindingsAreEqual_TellsThemApartByOrdinal()
    {
        var three = Assign(null, FindingOf.Rule("PG3004", line: 1), FindingOf.Rule("PG3004", line: 2), FindingOf.Rule("PG3004", line: 3));
        Assert.Equal(3, three.Distinct().Count());

        // The first two keep their identity when the third is mended.
        Assert.Equal(three[..2], Assign(null, FindingOf.Rule("PG3004", line: 1), FindingOf.Rule("PG3004", line: 2)));
    }

    [Fact]
    public void Assign_WhenAnotherFindingStandsBefore_ChangesNothing()
    {
        var alone = Of(FindingOf.Rule("PG3004"));
        Assert.Equal(alone, Assign(null, FindingOf.Rule("PG1001", line: 1), FindingOf.Rule("PG3004"))[1]);
    }

    [Fact]
    public void Assign_WhenThereAreMany_AreUniqueLowerCaseHexadecimal()
    {
        var all = Assign(null, [.. Enumerable.Range(0, 5000).Select(index => FindingOf.Rule("PG3004", path: "p" + (index % 50), value: "v" + (index % 7)))]);
        Assert.Equal(5000, all.Distinct().Count());
        Assert.All(all, fingerprint => Assert.Matches("^[0-9a-f]{32}$", fingerprint));
    }

    [Fact]
    public void Assign_WhenTheKeyIsEmpty_UsesTheBuiltInOne() => Assert.Equal(Of(FindingOf.Rule("PG3004")), Of(FindingOf.Rule("PG3004"), key: ""));

    [Fact]
    public void Assign_WhenValuesAreGuessed_ManyGuessesFit()
    {
        // Whoever knows the built-in key and everything but the value finds many candidates that fit: a fingerprint never confirms a guess.
        var secret = Of(FindingOf.Rule("PG3004", value: "hunter2"));
        var fitting = Enumerable.Range(0, 400_000).Count(guess => Of(FindingOf.Rule("PG3004", value: "guess" + guess)) == secret);
        Assert.InRange(fitting, 1, 40);
    }
}
