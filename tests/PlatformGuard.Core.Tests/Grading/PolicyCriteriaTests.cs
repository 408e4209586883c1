using System;
using System.Linq;
using PlatformGuard.Core.Grading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Grading;

/// <summary>Criteria that a platform's policy moves, announces and adds.</summary>
public sealed class PolicyCriteriaTests
{
    private const string Manifest = """
        apiVersion: platformguard/v1
        kind: Service
        metadata: {name: sample, owner: group::test}
        spec: {stage: experiment, image: registry.example.com/app:1.0.0}

        """;

    private static CheckResult Check(string policy, bool isGiven, string today = "2027-01-31")
    {
        using var folder = new TemporaryFolder(("service.yaml", Manifest), ("CODEOWNERS", "* @a"), (isGiven ? "out/given.yaml" : "platformguard.yaml", policy));
        return Checker.Check(folder.Path, new CheckOptions { Today = DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture), PolicyPath = isGiven ? folder.At("out/given.yaml") : null });
    }

    private static GradedCriterion Graded(CheckResult result, string id) => result.Readiness!.Criteria.Single(graded => graded.Criterion.Id == id);

    private static string Problems(CheckResult result) => string.Join('\n', result.Findings.Where(static finding => finding.Rule.Id == "PG8007").Select(static finding => finding.Message));

    [Theory]
    [InlineData("runbook", "beta", "", false, Stage.Beta)]
    [InlineData("network-policy", "beta", "", false, Stage.Experiment)]
    [InlineData("network-policy", "beta", "", true, Stage.Experiment)]
    [InlineData("network-policy", "beta", "allowWeaker: true\n", false, Stage.Experiment)]
    [InlineData("network-policy", "beta", "allowWeaker: true\n", true, Stage.Beta)]
    public void ACriterion_CanBeMovedEarlierAndLaterOnlyByAPolicyThatMay(string id, string stage, string allow, bool isGiven, Stage expected)
    {
        var result = Check($"{allow}criteria: [{{id: {id}, requiredFrom: {stage}}}]\n", isGiven);

        Assert.Equal("", Problems(result));
        Assert.Equal(expected, Graded(result, id).Criterion.RequiredFrom);
        Assert.Equal(id == "network-policy" && expected == Stage.Experiment, result.Policy.Ignored.Any(static setting => setting.Path == "criteria[0].requiredFrom"));
    }

    [Theory]
    [InlineData("2027-01-30", Stage.GenerallyAvailable)]
    [InlineData("2027-01-31", Stage.Beta)]
    public void AMove_TakesEffectOnItsDay(string today, Stage expected) =>
        Assert.Equal(expected, Graded(Check("criteria: [{id: runbook, requiredFrom: beta, countsFrom: 2027-01-31}]\n", isGiven: false, today), "runbook").Criterion.RequiredFrom);

    [Fact]
    public void AMove_IsAnnouncedBefore()
    {
        var before = Graded(Check("criteria: [{id: runbook, requiredFrom: beta, countsFrom: 2027-01-31}]\n", isGiven: false, "2027-01-30"), "runbook");
        var after = Graded(Check("criteria: [{id: runbook, requiredFrom: beta, countsFrom: 2027-01-31}]\n", isGiven: false, "2027-01-31"), "runbook");

        Assert.Equal(("required from beta as of 2027-01-31", false), (Core.Reports.ReadinessWords.Announcement(before), before.IsAnnounced));
        Assert.Null(Core.Reports.ReadinessWords.Announcement(after));
    }

    private const string Added = "criteria: [{id: has-changelog, title: A changelog, requiredFrom: experiment, countsFrom: 2027-01-31, risk: critical, answeredBy: {file: [CHANGELOG.md]}}]\n";

    [Fact]
    public void AnAnnouncedCriterion_IsShownAndBlocksNothing()
    {
        var before = Check(Added, isGiven: false, "2027-01-30");
        var graded = Graded(before, "has-changelog");

        Assert.Equal((Outcome.Fail, true, false), (graded.Outcome, graded.IsAnnounced, graded.Blocks));
        Assert.Equal("required from experiment as of 2027-01-31", Core.Reports.ReadinessWords.Announcement(graded));
        Assert.DoesNotContain(before.Readiness!.NextSteps, static step => step.CriterionIds.Contains("has-changelog"));
        Assert.Equal(Check("{}\n", isGiven: false, "2027-01-30").Readiness!.Score, before.Readiness.Score);
    }

    [Fact]
    public void AnAnnouncedCriterion_CountsFromItsDay()
    {
        var result = Check(Added, isGiven: false);
        var graded = Graded(result, "has-changelog");

        Assert.Equal((Outcome.Fail, false, true), (graded.Outcome, graded.IsAnnounced, graded.Blocks));
        Assert.Contains(result.Readiness!.NextSteps, static step => step.CriterionIds.Contains("has-changelog"));
        Assert.True(result.Readiness.Score < Check("{}\n", isGiven: false).Readiness!.Score);
    }

    [Fact]
    public void AnAddedCriterion_IsAnsweredByRulesFieldsFilesAndAttestations()
    {
        var result = Check("""
            criteria:
              - {id: a, title: A, requiredFrom: beta, answeredBy: {rules: [PG8002], file: [CODEOWNERS]}}
              - {id: b, title: B, requiredFrom: beta, answeredBy: {field: metadata.name}}
              - {id: c, title: C, requiredFrom: ga, answeredBy: {attestation: 30}}

            """, isGiven: false);

        Assert.Equal("", Problems(result));
        Assert.Equal(Outcome.Fail, Graded(result, "a").Outcome);
        Assert.Equal(Outcome.Pass, Graded(result, "b").Outcome);
        Assert.Equal(Outcome.Fail, Graded(result, "c").Outcome);
    }

    [Theory]
    [InlineData("criteria: [{id: runbok, requiredFrom: beta}]\n", "Platform policy: 'criteria[0]' names no built-in criterion, and a new one needs 'answeredBy'; did you mean 'runbook'?")]
    [InlineData("criteria: [{id: runbook, answeredBy: {file: [a]}}]\n", "Platform policy: 'criteria[0]' changes the built-in criterion 'runbook', whose answer cannot be replaced; choose another id for a new one")]
    [InlineData("criteria: [{id: load-tested, requiredFrom: experiment}]\n", "Platform policy: 'criteria[0]' moves 'load-tested' to experiment, where nothing that a person has to answer is asked")]
    [InlineData("criteria: [{id: dependency-updates, requiredFrom: experiment}]\n", "")]
    [InlineData("criteria: [{id: x, answeredBy: {file: [a]}}]\n", "Platform policy: 'criteria[0]' is new and lacks 'title'")]
    [InlineData("criteria: [{id: x, title: X, requiredFrom: beta, answeredBy: {}}]\n", "Platform policy: 'criteria[0]' is new, and 'answeredBy' says nothing")]
    [InlineData("criteria: [{id: x, title: X, requiredFrom: experiment, answeredBy: {attestation: 9}}]\n", "Platform policy: 'criteria[0]' is required from experiment, where only rules and files may answer")]
    [InlineData("waivers: {notWaivable: [PG3001, no-secret-literals, nothing]}\n", "Platform policy: 'waivers.notWaivable[2]': there is no rule or criterion 'nothing'")]
    public void AWrongCriterion_IsReported(string policy, string expected) => Assert.Equal(expected, Problems(Check(policy, isGiven: false)));
}
