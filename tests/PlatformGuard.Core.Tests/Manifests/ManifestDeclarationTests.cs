using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Manifests;

/// <summary>PG3006, PG7002, PG7005, PG8005, PG8006: what the manifest alone decides. Lines count from the smallest manifest's seventh.</summary>
public sealed class ManifestDeclarationTests
{
    [Theory]
    [InlineData("mode: saas-for-self-managed\nexposure: public", "service.yaml:8:13: error: Service 'suggested-reviewers' is public, and its manifest links no security review")]
    [InlineData("mode: saas-for-self-managed\nexposure: public\nsecurityReview: soon", "service.yaml:9:19: error: Service 'suggested-reviewers' is public, and its manifest links no security review")]
    [InlineData("mode: saas-for-self-managed\nenvironments: {staging: {exposure: public}}", "service.yaml:8:38: error: Service 'suggested-reviewers' is public, and its manifest links no security review")]
    [InlineData("mode: saas-for-self-managed\nexposure: public\nenvironments: {staging: {}}", "service.yaml:8:13: error: Service 'suggested-reviewers' is public, and its manifest links no security review")]
    [InlineData("mode: saas-for-self-managed\nexposure: public\nsecurityReview: https://issues.example.com/1", "")]
    [InlineData("mode: saas-for-self-managed\nsecurityReview: https://issues.example.com/1\nenvironments: {staging: {exposure: public}}", "")]
    [InlineData("mode: saas-for-self-managed\nexposure: internal", "")]
    [InlineData("mode: saas-for-self-managed", "")]
    [InlineData("mode: saas\nexposure: public", "")]
    [InlineData("mode: instance\nexposure: public", "")]
    public void PublicWithoutReview_Verdict(string spec, string expected) => Assert.Equal(expected, Run<PublicWithoutReview>(spec));

    [Theory]
    [InlineData("port: 80", "service.yaml:4:1: warning: Service 'suggested-reviewers' names no environment")]
    [InlineData("environments: {}", "service.yaml:7:3: warning: Service 'suggested-reviewers' names no environment")]
    [InlineData("environments: {production: {}}", "service.yaml:7:3: warning: Service 'suggested-reviewers' names only the environment 'production'")]
    [InlineData("environments: {staging: {}, production: {}}", "")]
    [InlineData("environments:\n  test:\n  live:", "")]
    public void SingleEnvironment_Verdict(string spec, string expected) => Assert.Equal(expected, Run<SingleEnvironment>(spec));

    [Theory]
    [InlineData("port: 80", "service.yaml:4:1: warning: Service 'suggested-reviewers' has no service level indicator")]
    [InlineData("observability: {logs: json}", "service.yaml:7:3: warning: Service 'suggested-reviewers' has no service level indicator")]
    [InlineData("observability: {slis: []}", "service.yaml:7:19: warning: Service 'suggested-reviewers' has no service level indicator")]
    [InlineData("observability: {slis: [{name: a, source: platform}]}", "service.yaml:7:19: warning: Service 'suggested-reviewers' has no service level indicator with an objective: each entry lacks availability and latency")]
    [InlineData("observability: {slis: [{name: a, source: platform, availability: 95%}]}", "")]
    [InlineData("observability: {slis: [{name: a, source: both, latency: {objective: 95%, threshold: 1s}}]}", "")]
    [InlineData("environments: {production: {observability: {slis: [{name: a, availability: 95%}]}}}", "")]
    public void MissingSli_Verdict(string spec, string expected) => Assert.Equal(expected, Run<MissingSli>(spec));

    [Theory]
    [InlineData("port: 80", "service.yaml:4:1: warning: Alerts of service 'suggested-reviewers' reach no team: 'spec.observability.alerts' is missing")]
    [InlineData("observability: {alerts: {severity: s4}}", "service.yaml:7:19: warning: Alerts of service 'suggested-reviewers' reach no team: 'spec.observability.alerts.team' is missing or empty")]
    [InlineData("observability: {alerts: {team: ' '}}", "service.yaml:7:19: warning: Alerts of service 'suggested-reviewers' reach no team: 'spec.observability.alerts.team' is missing or empty")]
    [InlineData("observability: {alerts: {team: code-review, severity: s4}}", "")]
    public void MissingAlertRoute_FromBeta_Verdict(string spec, string expected) => Assert.Equal(expected, Run<MissingAlertRoute>(spec, Stage.Beta));

    [Theory]
    [InlineData("{alert: A, labels: {team: x}}", 0)]
    [InlineData("{alert: A, labels: {team: x}}, {record: r}", 0)]
    [InlineData("{alert: A, labels: {team: x}}, {alert: B}", 1)]
    [InlineData("{record: r}", 1)]
    public void MissingAlertRoute_OwnAlertRules_AreRoutedByTheirLabel(string rules, int expected) => Assert.Equal(
        expected,
        TestCodeBase.With(ManifestTexts.Read(ManifestTexts.Smallest) with { Stage = Stage.Beta }, ("alerts.yaml", "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: a}\nspec: {groups: [{name: g, rules: [" + rules + "]}]}\n"))
            .Run<MissingAlertRoute>().Count);

    [Theory]
    [InlineData("secrets: [{name: K, lifetime: long}]", "service.yaml:7:13: warning: Only one generation of 'K' is accepted: the manifest declares no rotation for it")]
    [InlineData("secrets: [{name: K, lifetime: long, rotation: {every: 90d, overlap: false}}]", "service.yaml:7:13: warning: Only one generation of 'K' is accepted: its rotation in the manifest has no overlap")]
    [InlineData("secrets: [{name: K, lifetime: long, rotation: {every: 90d}}]", "service.yaml:7:13: warning: Only one generation of 'K' is accepted: its rotation in the manifest has no overlap")]
    [InlineData("secrets: [{name: K, lifetime: long, rotation: {every: 90d, overlap: true}}]", "")]
    [InlineData("secrets: [{name: K, lifetime: short}]", "")]
    [InlineData("secrets: []", "")]
    public void RotationWithoutOverlap_Verdict(string spec, string expected) => Assert.Equal(expected, Run<RotationWithoutOverlap>(spec, Stage.Beta));

    [Fact]
    public void NoManifest_IsNotEvaluated()
    {
        var codeBase = TestCodeBase.With(new ServiceManifest());

        Assert.Empty(codeBase.Run<PublicWithoutReview>(out var gaps));
        Assert.Equal("there is no readable service manifest", Assert.Single(gaps).Why);
        Assert.Empty(codeBase.Run<UndeclaredSecret>(out gaps));
        Assert.Single(gaps);
    }

    [Fact]
    public void MainApplication_HasNoIndicatorsAndRoutesOfItsOwn()
    {
        var codeBase = TestCodeBase.With(ManifestTexts.Read(ManifestTexts.MainApplication));

        Assert.Empty(codeBase.Run<MissingSli>());
        Assert.Empty(codeBase.Run<MissingAlertRoute>());
    }

    private static string Run<TCheck>(string spec, Stage stage = Stage.Experiment)
        where TCheck : Check, new() => TestCodeBase.With(ManifestTexts.Read(ManifestTexts.WithSpec(spec)) with { Stage = stage }).Run<TCheck>().Lines();
}
