using System.Linq;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Tests.Manifests;

/// <summary>What is wrong with a manifest, where, and what was probably meant.</summary>
public sealed class ManifestProblemTests
{
    [Theory]
    [InlineData(ManifestTexts.Smallest)]
    [InlineData(ManifestTexts.Full)]
    [InlineData(ManifestTexts.MainApplication)]
    public void Read_WhenTheManifestIsRight_HasNoProblem(string text)
    {
        Assert.Equal("", ManifestTexts.Problems(text));
        Assert.True(ManifestTexts.Read(text).IsValid);
        Assert.Equal("", ManifestTexts.Problems(text.ReplaceLineEndings("\r\n")));
    }

    [Theory]
    [InlineData("port: \"8080\"", "7:9 'spec.port' must be a whole number, not a text; remove the quotes")]
    [InlineData("port: http", "7:9 'spec.port' must be a whole number, not a text")]
    [InlineData("port: 8080.5", "7:9 'spec.port' must be a whole number, not a fraction")]
    [InlineData("port: 0", "7:9 'spec.port' must be at least 1")]
    [InlineData("port: 70000", "7:9 'spec.port' must be at most 65535")]
    [InlineData("port:", "7:8 'spec.port' must be a whole number; nothing is written here")]
    [InlineData("port: [8080]", "7:9 'spec.port' must be a whole number, not a list")]
    [InlineData("storage:", "7:11 'spec.storage' must be a list; nothing is written here")]
    [InlineData("storage: {kind: redis, name: a}", "7:12 'spec.storage' must be a list, not a group of keys")]
    [InlineData("kubernetesApi: yes", "7:18 'spec.kubernetesApi' must be true or false, not a text")]
    [InlineData("kubernetesApi: 'true'", "7:18 'spec.kubernetesApi' must be true or false, not a text; remove the quotes")]
    [InlineData("docs: docs/runbook.md", "7:9 'spec.docs' must be a group of keys, not a text")]
    [InlineData("docs: {runbook: 1}", "7:19 'spec.docs.runbook' must be a text, not a whole number; put it in quotes")]
    [InlineData("docs: {runbook: ''}", "7:19 'spec.docs.runbook' must not be empty")]
    [InlineData("exposure: Public", "7:13 'spec.exposure' must be internal or public; did you mean 'public'?")]
    [InlineData("exposure: open", "7:13 'spec.exposure' must be internal or public")]
    [InlineData("exposure: true", "7:13 'spec.exposure' must be internal or public")]
    [InlineData("mode: saas_for_self_managed", "7:9 'spec.mode' must be saas, saas-for-self-managed or instance; did you mean 'saas-for-self-managed'?")]
    [InlineData("mode: sass", "7:9 'spec.mode' must be saas, saas-for-self-managed or instance; did you mean 'saas'?")]
    [InlineData("resources: {memory: 512m}", "7:23 'spec.resources.memory' must be an amount of memory, such as 512Mi or 1Gi")]
    [InlineData("resources: {cpu: 0}", "7:20 'spec.resources.cpu' must be at least 0.001")]
    [InlineData("resources: {cpu: true}", "7:20 'spec.resources.cpu' must be an amount of CPU, such as 500m or 1")]
    [InlineData("availability: {objective: 99.5}", "7:29 'spec.availability.objective' must be a percentage below 100, written with its sign, such as 99.5%")]
    [InlineData("availability: {objective: 100%}", "7:29 'spec.availability.objective' must be a percentage below 100, written with its sign, such as 99.5%")]
    [InlineData("dependencies: [{name: a, url: /x}]", "7:33 'spec.dependencies[0].url' must be a link with its scheme, such as https://internal-api.example.com")]
    [InlineData("rollout: {steps: []}", "7:20 'spec.rollout.steps' must not be empty")]
    [InlineData("rollout: {steps: [5, 5]}", "7:24 'spec.rollout.steps[1]' stands in the list already")]
    [InlineData("environments: {Staging: {}}", "7:18 'Staging' does not fit 'spec.environments', which holds environments by name (lower-case letters, digits and hyphens)")]
    [InlineData("image: !secret x", "7:3 'spec.image' is written more than once; only the last one counts\n7:10 'spec.image' has a YAML tag, which the manifest does not support")]
    public void Read_WhenAValueDoesNotFit_SaysWhereAndWhatWould(string line, string expected) => Assert.Equal(expected, ManifestTexts.Problems(ManifestTexts.WithSpec(line)));

    [Theory]
    [InlineData("featureFlags: [{name: a, introduced: 2026-02-30}]", "7:40 'spec.featureFlags[0].introduced' must be a date (YYYY-MM-DD), such as 2026-10-01; this day does not exist")]
    [InlineData("featureFlags: [{name: a, introduced: 01.10.2026}]", "7:40 'spec.featureFlags[0].introduced' must be a date (YYYY-MM-DD), such as 2026-10-01")]
    [InlineData("featureFlags: [{name: a, introduced: 2026-10-1}]", "7:40 'spec.featureFlags[0].introduced' must be a date (YYYY-MM-DD), such as 2026-10-01")]
    [InlineData("waivers: [{id: PG7003, until: 2027-13-01}]", "7:33 'spec.waivers[0].until' must be a date (YYYY-MM-DD), such as 2027-03-01; this day does not exist")]
    [InlineData("attestations: [{criterion: a, by: b, on: 2025-02-29}]", "7:44 'spec.attestations[0].on' must be a date (YYYY-MM-DD), such as 2026-10-01; this day does not exist")]
    [InlineData("featureFlags: [{name: a, introduced: 2028-02-29}]", "")]
    [InlineData("waivers: [{id: PG7003, until: }]", "")]
    public void Read_WhenADateDoesNotExist_SaysSo(string line, string expected) => Assert.Equal(expected, ManifestTexts.Problems(ManifestTexts.WithSpec(line)));

    [Theory]
    [InlineData("exposre: public", "7:3 'exposre' is not a key of 'spec'; did you mean 'exposure'?")]
    [InlineData("feature_flags: []", "7:3 'feature_flags' is not a key of 'spec'; did you mean 'featureFlags'?")]
    [InlineData("FeatureFlag: []", "7:3 'FeatureFlag' is not a key of 'spec'; did you mean 'featureFlags'?")]
    [InlineData("dependancy: []", "7:3 'dependancy' is not a key of 'spec'; did you mean 'dependencies'?")]
    [InlineData("owner: group::a", "7:3 'owner' is not a key of 'spec'; it belongs under 'metadata'")]
    [InlineData("onCall: team", "7:3 'onCall' is not a key of 'spec'; it belongs under 'spec.availability'")]
    [InlineData("slis: []", "7:3 'slis' is not a key of 'spec'; it belongs under 'spec.observability'")]
    [InlineData("apiVersion: platformguard/v1", "7:3 'apiVersion' is not a key of 'spec'; it belongs under the top level")]
    [InlineData("data: {zzz: 1}", "7:10 'zzz' is not a key of 'spec.data'; known are classification")]
    [InlineData("environments: {staging: {stage: beta}}", "7:28 'stage' is not a key of 'spec.environments.staging'; it belongs under 'spec'")]
    [InlineData("storage: [{kind: redis, name: a, host: b}]", "7:36 'host' is not a key of 'spec.storage[0]'; did you mean 'hosts'?")]
    [InlineData("storage: [{kind: redis, name: a, port: 1}]", "7:36 'port' is not a key of 'spec.storage[0]'; known are kind, name, hosts, database, configuration, claim, holdsTokens, backup")]
    [InlineData("storage: [{kind: redis, nmae: a}]", "7:27 'nmae' is not a key of 'spec.storage[0]'; did you mean 'name'?")]
    [InlineData("? [a, b]\n: 1", "7:5 '?")]
    public void Read_WhenAKeyIsUnknown_SaysWhatWasProbablyMeant(string line, string expected) =>
        Assert.StartsWith(expected, ManifestTexts.Problems(ManifestTexts.WithSpec(line)));

    [Fact]
    public void Read_WhenKeysAreMissing_NamesTheKeyThatShouldHoldThem() => Assert.Equal(
        """
        1:1 the manifest lacks the required key 'apiVersion'
        2:1 'metadata' lacks the required key 'name'
        3:1 'spec' lacks the required key 'image'
        3:1 'spec' lacks the required key 'stage'
        4:13 'spec.storage[0]' lacks the required key 'name'
        """,
        ManifestTexts.Problems("kind: Service\nmetadata: {owner: a}\nspec:\n  storage: [{kind: redis}]\n"));

    [Theory]
    [InlineData("kind: MainApplication", "3:7 'kind' must be Service or MainApplication; did you mean 'MainApplication'?", "MainAplication")]
    [InlineData("kind: MainApplication", "3:7 'kind' must be Service or MainApplication; did you mean 'MainApplication'?", "main-application")]
    public void Read_WhenTheKindIsMisspelt_JudgesTheSpecAsTheKindMeant(string line, string expected, string kind) =>
        Assert.Equal(expected, ManifestTexts.Problems("# comment\n" + ManifestTexts.MainApplication.Replace(line, "kind: " + kind, System.StringComparison.Ordinal)));

    [Fact]
    public void Read_WhenAKeyBelongsToTheOtherKind_IsUnknown() => Assert.Equal(
        "10:3 'availability' is not a key of 'spec'; known are stage, featureFlags, services, exclude, waivers",
        ManifestTexts.Problems(ManifestTexts.MainApplication + "\n  availability: {onCall: team}"));

    [Theory]
    [InlineData("a: b: c", "1:")]
    [InlineData("apiVersion: platformguard/v1\n\tkind: Service", "1:13")]
    [InlineData("apiVersion: \"platformguard/v1\nkind: Service", "")]
    public void Read_WhenItIsNotYaml_HasOneProblemWithItsPlace(string text, string expected)
    {
        var manifest = ManifestTexts.Read(text);
        Assert.StartsWith(expected, ManifestTexts.Problems(text));
        Assert.Contains(manifest.Problems, problem => problem.Message.StartsWith("not valid YAML", System.StringComparison.Ordinal));
        Assert.False(manifest.IsValid);
    }

    [Theory]
    [InlineData(" \n", "1:1 the manifest is empty")]
    [InlineData("# nothing\n", "1:1 the manifest is empty")]
    [InlineData("text", "1:1 the manifest must be a group of keys, not a text")]
    [InlineData("[]", "1:1 the manifest must be a group of keys, not a list")]
    public void Read_WhenItIsNoManifest_SaysSo(string text, string expected) => Assert.Equal(expected, ManifestTexts.Problems(text));

    [Fact]
    public void Read_WhenThereAreSeveralDocuments_TheFirstCounts()
    {
        var text = ManifestTexts.Smallest + "\n---\n" + ManifestTexts.MainApplication;
        Assert.Equal("8:1 a manifest is one document; only the first one of the file counts", ManifestTexts.Problems(text));
        Assert.Equal("suggested-reviewers", ManifestTexts.Read(text).Name);
    }

    [Theory]
    [InlineData("storage: [{kind: redis, name: a}, {kind: redis, name: b}, {kind: redis, name: a}]", "7:81 'spec.storage[2].name' is the name of another entry of the list already")]
    [InlineData("secrets: [{name: A}, {name: A}]", "7:31 'spec.secrets[1].name' is the name of another entry of the list already")]
    [InlineData("featureFlags: [{name: a}, {name: a}]", "7:36 'spec.featureFlags[1].name' is the name of another entry of the list already")]
    [InlineData("environments: {staging: {secrets: [{name: A}, {name: A}]}}", "7:56 'spec.environments.staging.secrets[1].name' is the name of another entry of the list already")]
    [InlineData("scaling: {min: 5, max: 4}", "7:18 'spec.scaling.min' is greater than 'max'")]
    [InlineData("scaling: {min: 4, max: 4}", "")]
    [InlineData("secrets: [{name: A}, {name: a}]", "")]
    [InlineData("secrets: [{name: A}]\nenvironments: {staging: {secrets: [{name: A}]}}", "")]
    public void Read_WhenEntriesContradictEachOther_SaysWhich(string line, string expected) => Assert.Equal(expected, ManifestTexts.Problems(ManifestTexts.WithSpec(line)));

    [Fact]
    public void Read_WhenAnAliasRepeatsAMistake_SaysItOnce() => Assert.Equal(
        "7:32 'spec.probes.liveness.path' must be a path that begins with /, such as /health/ready",
        ManifestTexts.Problems(ManifestTexts.WithSpec("probes: {liveness: &a {path: live}, readiness: *a}")));

    [Fact]
    public void Read_WhenAValueMayBeASecret_NeverQuotesIt()
    {
        const string Secret = "hunter2-Tr0ub4dor";
        var text = string.Join('\n', new[]
        {
            $"kind: {Secret}", $"metadata: {Secret}", $"spec: {{stage: {Secret}, image: '{Secret} x', port: {Secret}, secrets: [{Secret}, {{name: '{Secret} x', as: {Secret}, rotation: {{every: {Secret}}}}}],",
            $"  waivers: [{{id: A, until: {Secret}, fingerprint: {Secret}}}], dependencies: [{{name: a, url: {Secret}}}], rollout: {{steps: [{Secret}]}}}}",
        });
        var problems = ManifestTexts.Problems(text);
        Assert.True(problems.Split('\n').Length > 10);
        Assert.DoesNotContain(Secret, problems, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhenAKeyIsHostile_ShowsItOnOneShortLine()
    {
        var problem = ManifestTexts.Read(ManifestTexts.WithSpec("\"x\\nservice.yaml:1:1: error PG0000: \\e[31m" + new string('y', 5000) + "\": 1")).Problems.Single();
        Assert.DoesNotContain(problem.Message, char.IsControl);
        Assert.True(problem.Message.Length < 600);
    }

    [Fact]
    public void Read_WhenThereAreVeryManyProblems_ReportsTheFirstHundredSoon()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var text = ManifestTexts.WithSpec("storage:\n" + string.Join('\n', Enumerable.Range(0, 3_000).Select(index => $"- {{kind: redis, nam{index}: a}}")));
        var manifest = ManifestTexts.Read(text);
        Assert.Equal(SchemaValidator.MaxProblems, manifest.Problems.Length);
        Assert.True(watch.ElapsedMilliseconds < 60_000);
    }
}
