using System;
using System.Linq;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Manifests;

public sealed class ManifestReaderTests
{
    [Fact]
    public void Read_WhenEveryKeyIsWritten_FillsTheModel()
    {
        var manifest = ManifestTexts.Read(ManifestTexts.Full);
        Assert.Equal("service.yaml", manifest.Path);
        Assert.Equal(("suggested-reviewers", "group::code-review"), (manifest.Name, manifest.Owner));
        Assert.Equal((Role.Service, Stage.Beta, DeploymentMode.SaasForSelfManaged, OnCall.Team), (manifest.Role, manifest.Stage, manifest.Mode, manifest.OnCall));
        Assert.StartsWith("registry.example.com/", manifest.Image!.Value, StringComparison.Ordinal);
        Assert.Equal(7, manifest.Image.Location.Start.Line);
        Assert.True(manifest is { IsPublic: true, HasSecurityReview: true, NeedsKubernetesApi: true });

        var store = manifest.Storage[0];
        Assert.Equal(("postgresql", "reviews", "reviews", "reviews-data", true), (store.Kind, store.Name, store.Database, store.Claim, store.HoldsTokens));
        Assert.Equal("reviews-db.internal", string.Join(' ', store.Hosts));
        Assert.Equal("ConnectionStrings:Reviews", string.Join(' ', store.Configuration));
        Assert.Equal(("redis", "cache", null, null, false), (manifest.Storage[1].Kind, manifest.Storage[1].Name, manifest.Storage[1].Database, manifest.Storage[1].Claim, manifest.Storage[1].HoldsTokens));

        var secret = manifest.Secrets[0];
        Assert.Equal(("MODEL_KEY", true, "{environment}/reviewers/model-key", true, "90d", true), (secret.Name, secret.IsFile, secret.Vault, secret.IsLongLived, secret.RotatedEvery, secret.RotatesWithOverlap));
        Assert.False(manifest.Secrets[1].IsLongLived);
        Assert.Equal(("suggested_reviewers", "beta", new DateOnly(2026, 10, 1), true), (manifest.FeatureFlags[0].Name, manifest.FeatureFlags[0].Type, manifest.FeatureFlags[0].Introduced, manifest.FeatureFlags[0].Default));
        Assert.Equal("tests/fixtures/**", string.Join(' ', manifest.Exclude));

        var waiver = manifest.Waivers.Single();
        Assert.Equal(("PG7003", "deploy/batch/**", "0123456789abcdef0123456789ABCDEF", "known"), (waiver.Id, waiver.Path, waiver.Fingerprint, waiver.Reason));
        Assert.Equal(("group::a", "infrastructure", "2027-03-01"), (waiver.Owner, waiver.ApprovedBy, waiver.Until));
    }

    [Fact]
    public void Read_WhenItIsAMainApplication_FillsItsServices()
    {
        var manifest = ManifestTexts.Read(ManifestTexts.MainApplication);
        Assert.Equal((Role.MainApplication, Stage.GenerallyAvailable), (manifest.Role, manifest.Stage));
        var service = manifest.Services.Single();
        Assert.Equal(("suggested-reviewers", "suggested_reviewers", "T:Acme.Reviewers"), (service.Name, service.Flag, service.Client));
        Assert.Equal("http://suggested-reviewers", string.Join(' ', service.Urls));
        Assert.Null(manifest.Image);
    }

    [Fact]
    public void Read_WhenOnlyTheRequiredIsWritten_HasTheDefaults()
    {
        var manifest = ManifestTexts.Read(ManifestTexts.Smallest);
        Assert.Equal((Role.Service, Stage.Experiment, DeploymentMode.Saas, OnCall.None), (manifest.Role, manifest.Stage, manifest.Mode, manifest.OnCall));
        Assert.True(manifest is { IsPublic: false, HasSecurityReview: false, NeedsKubernetesApi: false, Storage: [], Waivers: [], Exclude: [], Secrets: [], FeatureFlags: [] });
    }

    [Fact]
    public void Read_WhenPartsAreWrong_UsesTheRest()
    {
        var manifest = ManifestTexts.Read(ManifestTexts.WithSpec(
            """
            mode: everywhere
            exposure: wide-open
            kubernetesApi: maybe
            storage: [{kind: REDIS, name: a}, {kind: redis, name: b, holdsTokens: perhaps, hosts: [h, 1]}, nonsense]
            secrets: [{name: A, as: file, lifetime: eternal}]
            featureFlags: [{name: f, introduced: 2026-02-30, default: true}]
            """));
        Assert.Equal((Stage.Experiment, DeploymentMode.Saas, false, false), (manifest.Stage, manifest.Mode, manifest.IsPublic, manifest.NeedsKubernetesApi));
        Assert.Equal("b", manifest.Storage.Single().Name);
        Assert.Equal("h", string.Join(' ', manifest.Storage.Single().Hosts));
        Assert.True(manifest.Secrets.Single() is { IsFile: true, IsLongLived: true });
        Assert.True(manifest.FeatureFlags.Single() is { Introduced: null, Default: true });
        Assert.False(manifest.IsValid);
    }

    [Theory]
    [InlineData("{id: PG7003, reason: known}", true)]
    [InlineData("{id: PG7003, reason: known, until: }", true)]
    [InlineData("{id: PG7003, reason: known, pth: deploy/**}", false)]
    [InlineData("{id: PG7003, reason: known, path: [deploy/**]}", false)]
    [InlineData("{id: PG7003, reason: known, fingerprint: abc}", false)]
    [InlineData("{id: PG7003, reason: known, until: 2027-02-30}", false)]
    [InlineData("{id: PG7003, reason: known, id: PG7004}", false)]
    [InlineData("{reason: known}", false)]
    public void Read_WhenAWaiverHasAMistake_DoesNotCountItAsWider(string waiver, bool counts) =>
        Assert.Equal(counts, ManifestTexts.Read(ManifestTexts.WithSpec($"waivers: [{waiver}]")).Waivers.Length == 1);

    [Theory]
    [InlineData("exposure: public", true, false)]
    [InlineData("exposure: public\nsecurityReview: https://a.example.com/1", true, true)]
    [InlineData("exposure: public\nsecurityReview: soon", true, false)]
    [InlineData("exposure: public\nsecurityReview: ''", true, false)]
    [InlineData("exposure: public\nsecurityReview:", true, false)]
    [InlineData("environments: {staging: {}, production: {exposure: public}}", true, false)]
    [InlineData("environments: {staging: {}, production: {exposure: public, securityReview: 'https://a.example.com/1'}}", true, true)]
    [InlineData("securityReview: https://a.example.com/1\nenvironments: {production: {exposure: public}}", true, true)]
    [InlineData("exposure: internal\nenvironments: {staging: {exposure: internal}}", false, false)]
    public void Read_WhenAnyEnvironmentIsPublic_IsPublic(string lines, bool isPublic, bool hasReview)
    {
        var manifest = ManifestTexts.Read(ManifestTexts.WithSpec(lines));
        Assert.Equal((isPublic, hasReview), (manifest.IsPublic, manifest.HasSecurityReview));
    }

    [Fact]
    public void Read_WhenEnvironmentsDeclareMore_KnowsThatToo()
    {
        var manifest = ManifestTexts.Read(ManifestTexts.WithSpec("storage: [{kind: redis, name: a}]\nenvironments: {production: {kubernetesApi: true, storage: [{kind: postgresql, name: b}]}}"));
        Assert.Equal(["a", "b"], manifest.Storage.Select(store => store.Name));
        Assert.True(manifest.NeedsKubernetesApi);
    }
}
