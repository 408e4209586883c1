using System;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Policies;

namespace PlatformGuard.Core.Tests.Findings;

public sealed class AcceptanceTests
{
    private static readonly DateOnly Today = new(2027, 1, 31);

    private static SourceFile File(params Suppression[] suppressions) => new() { Path = "deploy/app.yaml", Kind = FileKind.Kubernetes, Suppressions = suppressions };

    private static Suppression Allow(string rule = "PG7010", string? reason = "pinned by the mirror", string? until = null, int first = 3, int last = 3) =>
        new(rule, reason, until, new Location("deploy/app.yaml", new Position(first, 20), new Position(first, 60)), first, last);

    private static Waiver Waive(string id = "PG7010", string? path = null, string? fingerprint = null, string? reason = "known", string? until = "2027-03-01") =>
        new(id, path, fingerprint, reason, "group::a", "infrastructure", until, new Location("service.yaml", new Position(9, 7), new Position(9, 40)));

    private static Finding Apply(Finding finding, SourceFile file, params Waiver[] waivers) =>
        Acceptance.Apply([finding], [file], new ServiceManifest { Path = "service.yaml", Waivers = [.. waivers] }, PlatformPolicy.Default, Today).Single();

    [Theory]
    [InlineData("PG7010", null)]
    [InlineData("pg7010", null)]
    [InlineData("mutable-image-tag", null)]
    [InlineData("PG7010", "2027-01-31")]
    public void Apply_WhenACommentCoversTheLine_Suppresses(string rule, string? until)
    {
        var finding = Apply(FindingOf.Rule("PG7010"), File(Allow(rule, until: until)));
        Assert.Equal("pinned by the mirror", finding.Suppression?.Reason);
        Assert.Equal(3, finding.Suppression?.Location.Start.Line);
        Assert.False(finding.IsOpen);
    }

    [Theory]
    [InlineData("PG7008", "reason", null)]
    [InlineData("PG70", "reason", null)]
    [InlineData("*", "reason", null)]
    [InlineData("PG7010", null, null)]
    [InlineData("PG7010", " ", null)]
    [InlineData("PG7010", "reason", "2027-01-30")]
    [InlineData("PG7010", "reason", "2027-02-30")]
    [InlineData("PG7010", "reason", "soon")]
    [InlineData("PG7010", "reason", "")]
    public void Apply_WhenACommentDoesNotCount_StaysOpen(string rule, string? reason, string? until) =>
        Assert.True(Apply(FindingOf.Rule("PG7010"), File(Allow(rule, reason, until))).IsOpen);

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(7, true)]
    [InlineData(8, false)]
    public void Apply_WhenACommentCoversABlock_SuppressesItsLinesOnly(int line, bool suppressed) =>
        Assert.Equal(suppressed, Apply(FindingOf.Rule("PG7010", line: line), File(Allow(first: 3, last: 7))).Suppression is not null);

    [Fact]
    public void Apply_WhenBlocksNest_TheOuterStillCoversWhatFollowsTheInner()
    {
        var file = File(Allow(first: 1, last: 20, reason: "outer"), Allow(first: 5, last: 6, reason: "inner"), Allow(first: 9, last: 9, until: "2026-01-01"));
        Assert.Equal("outer", Apply(FindingOf.Rule("PG7010", line: 10), file).Suppression?.Reason);
        Assert.True(Apply(FindingOf.Rule("PG7010", line: 21), file).IsOpen);
    }

    [Fact]
    public void Apply_WhenTheCommentIsInAnotherFile_StaysOpen() =>
        Assert.True(Apply(FindingOf.Rule("PG7010", file: "deploy/other.yaml"), File(Allow())).IsOpen);

    [Fact]
    public void Apply_WhenAWaiverNamesTheRule_Waives()
    {
        var finding = Apply(FindingOf.Rule("PG7010"), File(), Waive());
        Assert.Equal(new AcceptedBy("known", "2027-03-01", Waive().Location, "group::a", "infrastructure"), finding.Waiver);
        Assert.Null(finding.Suppression);
    }

    [Theory]
    [InlineData("PG7010", "deploy/**", null, true)]
    [InlineData("PG7010", "*.yaml", null, true)]
    [InlineData("PG7010", "charts/**", null, false)]
    [InlineData("PG7008", null, null, false)]
    [InlineData("PG7010", null, "00000000000000000000000000000000", false)]
    [InlineData("PG7010", "charts/**", "00000000000000000000000000000000", false)]
    public void Apply_WhenAWaiverIsNarrowed_WaivesWhatItNames(string id, string? path, string? fingerprint, bool waived) =>
        Assert.Equal(waived, Apply(FindingOf.Rule("PG7010"), File(), Waive(id, path, fingerprint)).Waiver is not null);

    [Fact]
    public void Apply_WhenAWaiverNamesTheFingerprint_WaivesThatFindingOnly()
    {
        var two = Fingerprint.Assign([FindingOf.Rule("PG7010", line: 3), FindingOf.Rule("PG7010", line: 4)], null);
        var manifest = new ServiceManifest { Path = "service.yaml", Waivers = [Waive(fingerprint: two[1].Fingerprint.ToUpperInvariant())] };
        Assert.Equal([true, false], Acceptance.Apply(two, [], manifest, PlatformPolicy.Default, Today).Select(finding => finding.IsOpen));
    }

    [Theory]
    [InlineData(null, "2027-03-01", false)]
    [InlineData("", "2027-03-01", false)]
    [InlineData("known", "2027-01-30", false)]
    [InlineData("known", "never", false)]
    [InlineData("known", "2027-01-31", true)]
    [InlineData("known", null, true)]
    public void Apply_WhenAWaiverHasNoReasonOrHasRunOut_StaysOpen(string? reason, string? until, bool waived) =>
        Assert.Equal(waived, Apply(FindingOf.Rule("PG7010"), File(), Waive(reason: reason, until: until)).Waiver is not null);

    [Fact]
    public void Apply_WhenBothAcceptIt_TheCommentBesideTheLineIsNamed()
    {
        var finding = Apply(FindingOf.Rule("PG7010"), File(Allow()), Waive());
        Assert.NotNull(finding.Suppression);
        Assert.Null(finding.Waiver);
    }

    [Theory]
    [InlineData("service.yaml", "", "deploy/app.yaml", "deploy/app.yaml")]
    [InlineData("apps/reviews/service.yaml", "", "apps/reviews/deploy/app.yaml", "deploy/app.yaml")]
    [InlineData("apps/reviews/service.yaml", "", ".gitlab-ci.yml", ".gitlab-ci.yml")]
    [InlineData("../service.yaml", "deploy", "app.yaml", "deploy/app.yaml")]
    [InlineData("../service.yaml", "deploy", "../service.yaml", "service.yaml")]
    [InlineData("apps/reviews/service.yaml", "", "apps/reviews/service.yaml", "service.yaml")]
    public void RelativePath_WhenTheManifestIsElsewhere_IsRelativeToItsFolder(string manifest, string checkedFolder, string file, string expected) =>
        Assert.Equal(expected, new ServiceManifest { Path = manifest, CheckedFolder = checkedFolder }.RelativePath(file));

    [Fact]
    public void Apply_WhenThereAreVeryMany_EndsSoon()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var file = File([.. Enumerable.Range(1, 100_000).Select(line => Allow(first: line, last: line))]);
        var findings = Enumerable.Range(1, 100_000).Select(line => FindingOf.Rule("PG7010", line: line)).ToArray();
        Assert.DoesNotContain(Acceptance.Apply(findings, [file], new ServiceManifest(), PlatformPolicy.Default, Today), finding => finding.IsOpen);
        Assert.True(watch.ElapsedMilliseconds < 60_000);
    }
}
