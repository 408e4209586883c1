using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Tests.Manifests;

namespace PlatformGuard.Core.Tests.Checks;

/// <summary>PG7012: whether a merged change reaches an environment by itself.</summary>
public sealed class ContinuousDeploymentTests
{
    [Theory]
    [InlineData("build: {script: make}\n", ".gitlab-ci.yml:1:1: warning: No job of '.gitlab-ci.yml' deploys service 'suggested-reviewers'")]
    [InlineData("build: {script: 'kubectl apply --dry-run=server -f x'}\n", ".gitlab-ci.yml:1:1: warning: No job of '.gitlab-ci.yml' deploys service 'suggested-reviewers'")]
    [InlineData("stop: {script: x, environment: {name: a, action: stop}}\n", ".gitlab-ci.yml:1:1: warning: No job of '.gitlab-ci.yml' deploys service 'suggested-reviewers'")]
    [InlineData(".deploy: {script: x, environment: staging}\n", ".gitlab-ci.yml:1:1: warning: No job of '.gitlab-ci.yml' deploys service 'suggested-reviewers'")]
    [InlineData("deploy: {script: x, environment: staging, when: manual}\n", ".gitlab-ci.yml:1:1: warning: No job of '.gitlab-ci.yml' deploys service 'suggested-reviewers' by itself: somebody has to start it")]
    [InlineData("deploy: {script: x, environment: staging, rules: [{if: $CI_COMMIT_TAG}]}\n", ".gitlab-ci.yml:1:1: warning: No job of '.gitlab-ci.yml' deploys service 'suggested-reviewers' from the default branch")]
    [InlineData("deploy: {script: x, environment: staging, rules: [{if: '$CI_PIPELINE_SOURCE == \"merge_request_event\"'}, {when: never}]}\n", ".gitlab-ci.yml:1:1: warning: No job of '.gitlab-ci.yml' deploys service 'suggested-reviewers' from the default branch")]
    [InlineData("deploy: {script: x, environment: staging, only: [tags]}\n", ".gitlab-ci.yml:1:1: warning: No job of '.gitlab-ci.yml' deploys service 'suggested-reviewers' from the default branch")]
    [InlineData("deploy: {script: x, environment: staging}\n", "")]
    [InlineData("deploy: {script: x, environment: {name: staging}, when: delayed, start_in: 1h}\n", "")]
    [InlineData("deploy: {script: x, environment: staging, rules: [{if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH}]}\n", "")]
    [InlineData("a: {script: x, environment: staging}\nb: {script: x, environment: production, when: manual}\n", "")]
    [InlineData("deploy: {trigger: {project: platform/deploy}}\n", "")]
    [InlineData("deploy: {script: [make, 'helm upgrade --install x chart']}\n", "")]
    [InlineData(".base: {environment: staging}\ndeploy: {extends: .base, script: x}\n", "")]
    [InlineData(".base: {environment: staging, when: manual}\ndeploy: {extends: [.base], script: x, when: on_success}\n", "")]
    [InlineData("include: [{project: platform/ci, file: deploy.yml}]\nbuild: {script: x}\n", "")]
    [InlineData("build: {extends: .elsewhere, script: x}\n", "")]
    public void GitLab_Verdict(string content, string expected) => Assert.Equal(expected, Run((".gitlab-ci.yml", content)));

    /// <summary>The pipeline is read as the CI system does: includes of any name, references, shell text.</summary>
    [Theory]
    [InlineData("include: [ci/jobs/*.yml]\n", "deploy: {script: x, environment: staging}\n", true)]
    [InlineData("include: {local: ci/jobs/a.yml, inputs: {to: staging}}\n", "spec: {inputs: {to: {}}}\n---\ndeploy: {script: x, environment: '$[[ inputs.to ]]'}\n", true)]
    [InlineData("include: ci/jobs/a.yml\ndeploy: {script: [!reference [.deploy, script]]}\n", ".deploy: {script: [helm upgrade --install x chart]}\n", true)]
    [InlineData("include: ci/jobs/a.yml\ndeploy: {script: x, environment: staging, rules: [!reference [.manual, rules]]}\n", ".manual: {rules: [{when: manual}]}\n", false)]
    [InlineData("include: ci/jobs/a.yml\ndeploy: {extends: .base, script: x}\n", ".base: {environment: staging}\n", true)]
    [InlineData("build: {script: [echo 'then run kubectl apply -f deploy/']}\n", "", false)]
    [InlineData("build: {script: [make], after_script: [kubectl apply -f report.yaml]}\n", "", false)]
    [InlineData("build: {script: ['if make; then KUBECONFIG=x sudo kubectl apply -f deploy/; fi']}\n", "", true)]
    [InlineData("build: {script: ['# kubectl apply -f deploy/', make]}\n", "", false)]
    public void Deployment_AsTheCiSystemReadsIt_Verdict(string root, string included, bool isClean) =>
        Assert.Equal(isClean, Run((".gitlab-ci.yml", root), ("ci/jobs/a.yml", included.Length == 0 ? "x: 1\n" : included)).Length == 0);

    [Theory]
    [InlineData("jobs: {build: {steps: [{run: make}, {uses: actions/checkout@v4}]}}\n", ".github/workflows/ci.yml:1:1: warning: No job of '.github/workflows/ci.yml' deploys service 'suggested-reviewers'")]
    [InlineData("jobs: {deploy: {environment: staging, steps: [{run: x}]}}\n", "")]
    [InlineData("jobs: {d: {uses: ./.github/workflows/deploy.yml}}\n", "")]
    [InlineData("jobs: {d: {steps: [{uses: azure/webapps-deploy@v3}]}}\n", "")]
    [InlineData("jobs: {d: {steps: [{run: 'sudo kubectl apply -f deploy/'}]}}\n", "")]
    public void GitHub_Verdict(string content, string expected) => Assert.Equal(expected, Run((".github/workflows/ci.yml", content)));

    [Fact]
    public void NoCiFile_IsFound() => Assert.Equal("service.yaml:1:1: warning: No job of the repository deploys service 'suggested-reviewers': it has no CI file", Run());

    [Fact]
    public void UnknownInclude_IsNotEvaluated()
    {
        TestCodeBase.With(ManifestTexts.Read(ManifestTexts.Smallest), (".gitlab-ci.yml", "include: [{component: x/y@1}]\n")).Run<ContinuousDeployment>(out var gaps);

        Assert.Equal("deployment by the pipeline", Assert.Single(gaps).What);
    }

    [Fact]
    public void LocalInclude_IsReadWithTheRest() => Assert.Equal(
        "",
        Run((".gitlab-ci.yml", "include: [{local: /.gitlab/ci/deploy.yml}]\n"), (".gitlab/ci/deploy.yml", "deploy: {script: x, environment: staging}\n")));

    private static string Run(params (string Path, string Content)[] files) => TestCodeBase.With(ManifestTexts.Read(ManifestTexts.Smallest), files).Run<ContinuousDeployment>().Lines();
}
