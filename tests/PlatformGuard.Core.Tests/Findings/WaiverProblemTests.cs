using System;
using System.Linq;

namespace PlatformGuard.Core.Tests.Findings;

/// <summary>PG8004 in whole runs: what is wrong with an exception, and what is not.</summary>
public sealed class WaiverProblemTests
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b}\nspec: {hostNetwork: true, containers: [{name: a, image: \"a:1\"}]}\n";

    private static string Manifest(string waivers) =>
        $"apiVersion: platformguard/v1\nkind: Service\nmetadata: {{name: sample, owner: group::test}}\nspec:\n  stage: beta\n  image: registry.example.com/app:1.0.0\n  waivers:\n    - {waivers}\n";

    private static string Problems(params (string Path, string Content)[] files) => Problems(new CheckOptions(), files);

    private static string Problems(CheckOptions options, params (string Path, string Content)[] files)
    {
        using var folder = new TemporaryFolder(files);
        var policy = files.Any(static file => file.Path == "given.yaml") ? folder.At("given.yaml") : null;
        var result = Checker.Check(folder.Path, options with { Today = new DateOnly(2027, 1, 31), Jobs = 2, PolicyPath = policy, Grades = false });
        Assert.Empty(result.Faults);
        return string.Join('\n', result.Findings.Where(static finding => finding.Rule.Id == "PG8004").Select(static finding => $"{finding.Location}: {finding.Severity}: {finding.Message}"));
    }

    [Theory]
    [InlineData("{id: PG7008, reason: demo, owner: a, approvedBy: b, until: 2027-01-31}")]
    [InlineData("{id: insecure-pod, reason: demo, owner: a, approvedBy: b, until: 2027-03-01}")]
    [InlineData("{id: PG7008, path: deploy/**, reason: demo, owner: a, approvedBy: b, until: 2027-03-01}")]
    [InlineData("{id: runbook, reason: demo, owner: a, approvedBy: b, until: 2027-03-01}")]
    public void AWaiver_ThatIsCompleteCurrentAndNeeded_IsSilent(string waiver) => Assert.Equal("", Problems(("service.yaml", Manifest(waiver)), ("deploy/a.yaml", Pod)));

    [Theory]
    [InlineData("{id: PG7008}", "Waiver of 'PG7008' lacks 'reason', 'owner', 'approvedBy' and 'until'")]
    [InlineData("{id: PG7008, reason: demo, owner: a, until: 2027-03-01}", "Waiver of 'PG7008' lacks 'approvedBy'")]
    [InlineData("{id: PG7008, reason: '', owner: a, approvedBy: b, until: 2027-03-01}", "Waiver of 'PG7008' lacks 'reason'")]
    [InlineData("{id: PG7008, reason: demo, owner: a, approvedBy: b, until: 2027-01-30}", "Waiver of 'PG7008' ended on 2027-01-30")]
    [InlineData("{id: PG7009x, reason: demo, owner: a, approvedBy: b, until: 2027-03-01}", "Waiver of 'PG7009x' names neither a rule nor a criterion; did you mean 'PG7009'?")]
    [InlineData("{id: runbok, reason: demo, owner: a, approvedBy: b, until: 2027-03-01}", "Waiver of 'runbok' names neither a rule nor a criterion; did you mean 'runbook'?")]
    [InlineData("{id: PG7001, reason: demo, owner: a, approvedBy: b, until: 2027-03-01}", "Waiver of 'PG7001' has nothing left to waive: remove it")]
    [InlineData("{id: PG7008, path: other/**, reason: demo, owner: a, approvedBy: b, until: 2027-03-01}", "Waiver of 'PG7008' has nothing left to waive: remove it")]
    [InlineData("{id: owned, reason: demo, owner: a, approvedBy: b, until: 2027-03-01}", "Waiver of 'owned' has nothing left to waive: remove it")]
    [InlineData("{id: PG8004, reason: demo, owner: a, approvedBy: b, until: 2027-03-01}", "Waiver of 'PG8004' does not count: it cannot be waived")]
    [InlineData("{id: runbook, path: a, reason: demo, owner: a, approvedBy: b, until: 2027-03-01}", "Waiver of 'runbook' does not count: a criterion is waived as a whole, without 'path' and 'fingerprint'")]
    public void AWaiver_WithAProblem_IsReportedAtItsPlace(string waiver, string expected) =>
        Assert.Equal("service.yaml:8:7: Error: " + expected, Problems(("service.yaml", Manifest(waiver)), ("deploy/a.yaml", Pod)));

    [Theory]
    [InlineData("waivers: {approvers: [infrastructure]}\n", "does not count: 'b' may not approve; these may: infrastructure")]
    [InlineData("waivers: {approvers: [B]}\n", "")]
    [InlineData("waivers: {notWaivable: [insecure-pod]}\n", "does not count: it cannot be waived")]
    [InlineData("waivers: {maxDays: 28}\n", "does not count: it ends in 29 days, and the policy allows 28")]
    [InlineData("waivers: {maxDays: 29}\n", "")]
    public void AWaiver_KeepsTheRulesOfThePolicy(string policy, string expected)
    {
        (string, string)[] files = [("service.yaml", Manifest("{id: PG7008, reason: demo, owner: a, approvedBy: b, until: 2027-03-01}")), ("deploy/a.yaml", Pod), ("platformguard.yaml", policy)];

        Assert.Equal(expected.Length == 0 ? "" : "service.yaml:8:7: Error: Waiver of 'PG7008' " + expected, Problems(files));
        using var folder = new TemporaryFolder(files);
        Assert.All(Checker.Check(folder.Path, new CheckOptions { Today = new DateOnly(2027, 1, 31) }).Findings.Where(static finding => finding.Rule.Id == "PG7008"), finding => Assert.Equal(expected.Length == 0, finding.Waiver is not null));
    }

    [Theory]
    [InlineData("# platformguard:allow PG7008 reason=\"demo\" until=2027-01-31", "")]
    [InlineData("# platformguard:allow PG7008 reason=\"demo\"", "")]
    [InlineData("# platformguard:allow PG7008", "Waiver of 'PG7008' has no reason and does not count")]
    [InlineData("# platformguard:allow PG7008 reason=\"demo\" until=2027-01-30", "Waiver of 'PG7008' ended on 2027-01-30")]
    [InlineData("# platformguard:allow PG7008 reason=\"demo\" until=soon", "Waiver of 'PG7008' has an 'until' that is no date (YYYY-MM-DD), and does not count")]
    [InlineData("# platformguard:allow PG7098 reason=\"demo\"", "Waiver of 'PG7098' names no rule; did you mean 'PG7008'?")]
    [InlineData("# platformguard:allow PG7001 reason=\"demo\"", "Waiver of 'PG7001' has nothing left to waive: remove it")]
    [InlineData("# platformguard is used here", "")]
    public void AComment_IsHeldToTheSame(string comment, string expected) =>
        Assert.Equal(
            expected.Length == 0 ? "" : $"deploy/a.yaml:4:1: Error: {expected}",
            Problems(("service.yaml", Manifest("{id: runbook, reason: demo, owner: a, approvedBy: b, until: 2027-03-01}")), ("deploy/a.yaml", Pod.Replace("spec:", comment + "\nspec:", StringComparison.Ordinal))));

    [Fact]
    public void AnException_ThatOnlyALaterStageNeeds_IsNotCalledUnneeded() =>
        Assert.Equal("", Problems(("service.yaml", Manifest("{id: PG7010, reason: the digest comes with the mirror, owner: a, approvedBy: b, until: 2027-03-01}"))));

    [Fact]
    public void AnException_OfARuleThatWasJudgedInPart_IsNotCalledUnneeded()
    {
        const string waiver = "{id: PG3004, reason: demo, owner: a, approvedBy: b, until: 2027-03-01}";

        Assert.NotEqual("", Problems(("service.yaml", Manifest(waiver))));
        Assert.Equal("", Problems(("service.yaml", Manifest(waiver)), ("app.csproj", "<Project><ItemGroup><PackageReference Include=\"PlatformGuard\" /></ItemGroup></Project>")));
        Assert.Equal("", Problems(("service.yaml", Manifest(waiver)), ("deploy/b.yaml", "a: [\n")));
        Assert.Equal("", Problems(new CheckOptions { Exclude = ["x/**"] }, ("service.yaml", Manifest(waiver))));
    }

    [Fact]
    public void AnException_OfPG8004_DoesNotHideTheQuestion() =>
        Assert.Contains("lacks 'approvedBy'", Problems(("service.yaml", Manifest("{id: PG7008, reason: demo, owner: a, until: 2027-03-01} # platformguard:allow PG8004 reason=\"later\"")), ("deploy/a.yaml", Pod)), StringComparison.Ordinal);
}
