using System.Collections.Generic;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Reading;

public sealed class FileClassifierTests
{
    [Theory]
    [InlineData("service.yaml", FileKind.ServiceManifest)]
    [InlineData("services/a/service.yaml", FileKind.ServiceManifest)]
    [InlineData("service.yml", FileKind.Yaml)]
    [InlineData("my-service.yaml", FileKind.Yaml)]
    [InlineData("platformguard.yaml", FileKind.PlatformPolicy)]
    [InlineData(".gitlab-ci.yml", FileKind.GitLabCi)]
    [InlineData(".gitlab-ci.yaml", FileKind.GitLabCi)]
    [InlineData("templates/build.gitlab-ci.yml", FileKind.GitLabCi)]
    [InlineData(".gitlab/ci/build.yml", FileKind.GitLabCi)]
    [InlineData(".gitlab/ci/deep/build.yaml", FileKind.GitLabCi)]
    [InlineData(".gitlab/issue_templates/bug.md", FileKind.Text)]
    [InlineData(".github/workflows/ci.yml", FileKind.GitHubWorkflow)]
    [InlineData(".github/workflows/ci.sh", FileKind.Source)]
    [InlineData(".github/dependabot.yml", FileKind.Yaml)]
    [InlineData("kustomization.yaml", FileKind.Kustomization)]
    [InlineData("overlays/prod/kustomization.yml", FileKind.Kustomization)]
    [InlineData("Kustomization", FileKind.Kustomization)]
    [InlineData("Chart.yaml", FileKind.HelmChart)]
    [InlineData("chart.yaml", FileKind.Yaml)]
    [InlineData("values.yaml", FileKind.HelmValues)]
    [InlineData("values-prod.yaml", FileKind.HelmValues)]
    [InlineData("values.prod.yml", FileKind.HelmValues)]
    [InlineData("valuesque.yaml", FileKind.Yaml)]
    [InlineData("docker-compose.yml", FileKind.Compose)]
    [InlineData("docker-compose.override.yaml", FileKind.Compose)]
    [InlineData("compose.yaml", FileKind.Compose)]
    [InlineData("compose.prod.yaml", FileKind.Compose)]
    [InlineData("composer.json", FileKind.Json)]
    [InlineData("composition.yaml", FileKind.Yaml)]
    [InlineData("Dockerfile", FileKind.Dockerfile)]
    [InlineData("dockerfile", FileKind.Dockerfile)]
    [InlineData("Dockerfile.prod", FileKind.Dockerfile)]
    [InlineData("prod.Dockerfile", FileKind.Dockerfile)]
    [InlineData("Containerfile", FileKind.Dockerfile)]
    [InlineData("Dockerfiles", FileKind.Text)]
    [InlineData("appsettings.json", FileKind.AppSettings)]
    [InlineData("appsettings.Production.json", FileKind.AppSettings)]
    [InlineData("Properties/launchSettings.json", FileKind.AppSettings)]
    [InlineData("settings.json", FileKind.Json)]
    [InlineData("tsconfig.jsonc", FileKind.Json)]
    [InlineData("web.config", FileKind.DotNetXmlConfiguration)]
    [InlineData("App.config", FileKind.DotNetXmlConfiguration)]
    [InlineData("nuget.config", FileKind.DotNetXmlConfiguration)]
    [InlineData(".env", FileKind.DotEnv)]
    [InlineData(".env.production", FileKind.DotEnv)]
    [InlineData("prod.env", FileKind.DotEnv)]
    [InlineData(".envrc", FileKind.DotEnv)]
    [InlineData("environment", FileKind.Text)]
    [InlineData("packages.lock.json", FileKind.LockFile)]
    [InlineData("package-lock.json", FileKind.LockFile)]
    [InlineData("poetry.lock", FileKind.LockFile)]
    [InlineData("go.sum", FileKind.LockFile)]
    [InlineData("Cargo.lock", FileKind.LockFile)]
    [InlineData("package.json", FileKind.Json)]
    [InlineData("application.properties", FileKind.KeyValue)]
    [InlineData("config.ini", FileKind.KeyValue)]
    [InlineData("pyproject.toml", FileKind.KeyValue)]
    [InlineData("src/Program.cs", FileKind.Source)]
    [InlineData("run.sh", FileKind.Source)]
    [InlineData("Makefile", FileKind.Source)]
    [InlineData("README.md", FileKind.Text)]
    [InlineData("LICENSE", FileKind.Text)]
    [InlineData("no-extension", FileKind.Text)]
    [InlineData("ends-with-dot.", FileKind.Text)]
    [InlineData("logo.PNG", FileKind.Ignored)]
    [InlineData("model.onnx", FileKind.Ignored)]
    [InlineData("node_modules/x/service.yaml", FileKind.Ignored)]
    [InlineData("a/vendor/b/deploy.yaml", FileKind.Ignored)]
    [InlineData("vendor", FileKind.Text)]
    [InlineData("vendors/deploy.yaml", FileKind.Yaml)]
    [InlineData("deploy/app.YAML", FileKind.Yaml)]
    public void Classify_ByPath_IsTheKind(string path, FileKind expected) => Assert.Equal(expected, FileClassifier.Classify(path));

    [Theory]
    [InlineData("deploy/chart/templates/app.yaml", FileKind.HelmTemplate)]
    [InlineData("deploy/chart/templates/_names.tpl", FileKind.HelmTemplate)]
    [InlineData("deploy/chart/templates/sub/app.yaml", FileKind.HelmTemplate)]
    [InlineData("deploy/chart/templates/NOTES.txt", FileKind.Text)]
    [InlineData("templates/app.yaml", FileKind.Yaml)]
    [InlineData("deploy/chart/other/templates/app.yaml", FileKind.Yaml)]
    [InlineData("deploy/chart2/templates/app.yaml", FileKind.Yaml)]
    [InlineData("web/templates/page.tpl", FileKind.Text)]
    public void Classify_OfATemplate_IsAChartsOnlyBesideItsChartFile(string path, FileKind expected)
    {
        var charts = FileClassifier.ChartFolders(["a.yaml", "deploy/chart/Chart.yaml", "deploy/NotAChart.yaml", "deploy/x/MyChart.yaml"]);

        Assert.Equal(["deploy/chart/"], charts);
        Assert.Equal(expected, FileClassifier.Classify(path, charts));
    }

    [Fact]
    public void Classify_WithAChartAtTheRoot_KnowsItsTemplates()
    {
        var charts = FileClassifier.ChartFolders(["Chart.yaml", "templates/app.yaml"]);

        Assert.Equal(FileKind.HelmTemplate, FileClassifier.Classify("templates/app.yaml", charts));
        Assert.Equal(FileKind.Yaml, FileClassifier.Classify("web/templates/app.yaml", charts));
        Assert.Equal(FileKind.Yaml, FileClassifier.Classify("templates/app.yaml", new HashSet<string>()));
    }
}
