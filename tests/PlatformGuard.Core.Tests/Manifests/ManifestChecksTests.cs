using System;
using System.Linq;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Manifests;

/// <summary>PG8001 and PG8002 as they are reported.</summary>
public sealed class ManifestChecksTests
{
    private const string Link = "https://oncall.example.com/r";

    private static string Run<TCheck>(string text, Stage? stage = null)
        where TCheck : Check, new() => TestCodeBase.With(ManifestTexts.Read(text), new CheckOptions { Stage = stage }).Run<TCheck>().Lines();

    [Fact]
    public void ManifestInvalid_WhenThereIsNone_SaysWhatToWrite()
    {
        var finding = TestCodeBase.Of(("main.py", "print(1)")).Run<ManifestInvalid>().Single();
        Assert.Equal("service.yaml:1:1", finding.Location.ToString());
        Assert.Equal(Severity.Error, finding.Severity);

        // The advice is itself a right manifest.
        var advised = finding.Remediation[finding.Remediation.IndexOf("apiVersion", StringComparison.Ordinal)..];
        Assert.Equal("", ManifestTexts.Problems(advised));
        Assert.Empty(TestCodeBase.With(ManifestTexts.Read(advised)).Run<OwnershipIncomplete>());
    }

    [Theory]
    [InlineData(ManifestTexts.Smallest)]
    [InlineData(ManifestTexts.Full)]
    [InlineData(ManifestTexts.MainApplication)]
    public void ManifestInvalid_WhenTheManifestIsRight_IsSilent(string text) => Assert.Equal("", Run<ManifestInvalid>(text));

    [Fact]
    public void ManifestInvalid_WhenThereAreProblems_ReportsEachAtItsPlace() => Assert.Equal(
        """
        service.yaml:7:3: error: 'stages' is not a key of 'spec'; did you mean 'stage'?
        service.yaml:8:13: error: 'spec.exposure' must be internal or public
        """,
        Run<ManifestInvalid>(ManifestTexts.WithSpec("stages: beta\nexposure: private")));

    [Fact]
    public void ManifestInvalid_WhenAMessageHoldsBraces_ShowsThem() =>
        Assert.Equal("service.yaml:7:10: error: '{0} {x' is not a key of 'spec.data'; known are classification", Run<ManifestInvalid>(ManifestTexts.WithSpec("data: {'{0} {x': 1}")));

    [Fact]
    public void ManifestInvalid_WhenItIsNotYaml_IsReportedOnceAndByNoOtherRule()
    {
        const string Broken = "kind: Service\nspec: {stage: beta\n";
        var codeBase = TestCodeBase.With(ManifestTexts.Read(Broken), ("service.yaml", Broken));
        Assert.Single(codeBase.Run<ManifestInvalid>());
        Assert.Empty(codeBase.Run<UnreadableInput>());
    }

    [Theory]
    [InlineData("{name: a}", "service.yaml:3:1: error: 'metadata.owner' is missing: no group owns this code")]
    [InlineData("{name: a, owner: }", "service.yaml:3:21: error: 'metadata.owner' is missing: no group owns this code")]
    [InlineData("{name: a, owner: ''}", "service.yaml:3:21: error: 'metadata.owner' is empty: no group owns this code")]
    [InlineData("{name: a, owner: '  '}", "service.yaml:3:21: error: 'metadata.owner' is empty: no group owns this code")]
    [InlineData("{name: a, owner: code-review}", "")]
    [InlineData("{name: a, owner: team@example.com}", "")]
    [InlineData("{name: a, owner: [x]}", "")]
    public void OwnershipIncomplete_WhenNobodyOwnsIt_IsReportedAtEveryStage(string metadata, string expected)
    {
        var service = $"apiVersion: platformguard/v1\nkind: Service\nmetadata: {metadata}\nspec: {{stage: experiment, image: a:1}}\n";
        Assert.Equal(expected, Run<OwnershipIncomplete>(service));
        Assert.Equal(expected, Run<OwnershipIncomplete>(service.Replace("kind: Service", "kind: MainApplication", StringComparison.Ordinal), Stage.GenerallyAvailable));
    }

    [Theory]
    [InlineData("exposure: internal", "4:1 'spec.availability.onCall' is none: from beta on, team or sre answers when the service fails")]
    [InlineData("availability: {objective: 99.5%}", "7:3 'spec.availability.onCall' is none: from beta on, team or sre answers when the service fails")]
    [InlineData("availability: {onCall: none, rotation: " + Link + "}", "7:18 'spec.availability.onCall' is none: from beta on, team or sre answers when the service fails")]
    [InlineData("availability: {onCall: team}", "7:3 'spec.availability.escalation' is missing: the link to the way on when nobody answers\n7:3 'spec.availability.rotation' is missing: the link to the on-call rotation")]
    [InlineData("availability: {onCall: sre, rotation: " + Link + "}", "7:3 'spec.availability.escalation' is missing: the link to the way on when nobody answers")]
    [InlineData("availability: {onCall: team, rotation: '', escalation: " + Link + "}", "7:32 'spec.availability.rotation' is not a link to the on-call rotation")]
    [InlineData("availability: {onCall: team, rotation: ask around, escalation: " + Link + "}", "7:32 'spec.availability.rotation' is not a link to the on-call rotation")]
    [InlineData("availability: {onCall: team, rotation: " + Link + ", escalation: " + Link + "}", "")]
    [InlineData("availability: {onCall: sre, rotation: " + Link + ", escalation: " + Link + "}", "")]
    public void OwnershipIncomplete_WhenNobodyIsCalled_IsReportedFromBetaOn(string lines, string expected)
    {
        var text = ManifestTexts.WithSpec(lines);
        string At(Stage stage) => Run<OwnershipIncomplete>(text, stage).Replace("service.yaml:", "", StringComparison.Ordinal).Replace(": error:", "", StringComparison.Ordinal);
        Assert.Equal("", At(Stage.Experiment));
        Assert.Equal(expected, At(Stage.Beta));
        Assert.Equal(expected, At(Stage.GenerallyAvailable));
    }

    [Theory]
    [InlineData("")]
    [InlineData("kind: [")]
    public void OwnershipIncomplete_WhenThereIsNothingToRead_IsNotEvaluated(string text)
    {
        var manifest = text.Length == 0 ? new ServiceManifest() : ManifestTexts.Read(text);
        Assert.Empty(TestCodeBase.With(manifest).Run<OwnershipIncomplete>(out var gaps));
        Assert.Equal("ownership", gaps.Single().What);
    }
}
