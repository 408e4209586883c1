using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Policies;
using PlatformGuard.Core.Tests.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Dependencies;

/// <summary>PG6003 and PG6004 for other languages than C#, and on configuration.</summary>
public sealed class CommonLibraryTests
{
    [Theory]
    [InlineData("api/requirements.txt", "uvicorn==0.34\nfastapi==0.115\n", "api/requirements.txt:1:1: warning: The Python service in 'api' uses neither LabKit nor an accepted equivalent for structured logs, metrics and correlation")]
    [InlineData("requirements.txt", "fastapi\nstructlog\nprometheus-fastapi-instrumentator\n", "requirements.txt:1:1: warning: The Python service uses neither LabKit nor an accepted equivalent for correlation")]
    [InlineData("go.mod", "module x\nrequire (\n\tgithub.com/gin-gonic/gin v1\n\tgithub.com/sirupsen/logrus v1\n)\n", "go.mod:3:2: warning: The Go service uses neither LabKit nor an accepted equivalent for metrics and correlation")]
    [InlineData("package.json", "{\"dependencies\": {\"express\": \"4\", \"pino-http\": \"1\"}}", "package.json:1:19: warning: The Node.js service uses neither LabKit nor an accepted equivalent for metrics")]
    [InlineData("requirements.txt", "fastapi\nstructlog\nasgi-correlation-id\nprometheus-fastapi-instrumentator\n", "")]
    [InlineData("go.mod", "module x\nrequire (\n\tgithub.com/gin-gonic/gin v1\n\tgitlab.com/gitlab-org/labkit v1.26.0\n)\n", "")]
    [InlineData("go.mod", "module x\nrequire (\n\tgithub.com/gin-gonic/gin v1\n\tgitlab.com/gitlab-org/labkit/v2 v2.1.0\n)\n", "")]
    [InlineData("package.json", "{\"dependencies\": {\"express\": \"4\", \"@opentelemetry/sdk-node\": \"1\"}}", "")]
    [InlineData("package.json", "{\"dependencies\": {\"react\": \"18\", \"vue\": \"3\"}, \"devDependencies\": {\"express\": \"4\"}}", "")]
    [InlineData("requirements.txt", "numpy\nrequests\n", "")]
    [InlineData("requirements.txt", "grpcio\n", "")]
    [InlineData("requirements.txt", "flask==3 # via locust\nlocust==2 # via -r requirements.in\n", "")]
    [InlineData("requirements.txt", "flask==3\n    # via\n    #   -r requirements.in\n    #   locust\nlocust==2\n    # via -r requirements.in\nstructlog==1 # via -r requirements.in\n", "requirements.txt:1:1: warning: The Python service uses neither LabKit nor an accepted equivalent for metrics and correlation")]
    [InlineData("docs/requirements.txt", "flask\n", "")]
    [InlineData("tests/requirements.txt", "flask\n", "")]
    public void CommonLibrary_Verdict(string path, string content, string expected) => Assert.Equal(expected, TestCodeBase.Of((path, content)).Run<CommonLibraryMissing>().Lines());

    [Fact]
    public void CommonLibrary_BroughtByTheOrganisationsOwn_IsInTheClosure() => Assert.Empty(TestCodeBase.Of(
        ("Gemfile", "gem 'sinatra'\ngem 'acme-base'\n"),
        ("Gemfile.lock", "GEM\n  specs:\n    acme-base (1.0)\n      gitlab-labkit\n    gitlab-labkit (1.2)\n    sinatra (4)\n\nDEPENDENCIES\n  acme-base\n  sinatra\n")).Run<CommonLibraryMissing>());

    [Fact]
    public void CommonLibrary_AcceptedByThePolicy_IsSilentWhenAllOfItIsThere()
    {
        Assert.Empty(With("acme-telemetry", "acme-logs").Run<CommonLibraryMissing>());
        Assert.Single(With("acme-telemetry", "acme-metrics").Run<CommonLibraryMissing>());

        static CodeBase With(params string[] libraries) => new()
        {
            Files = TestCodeBase.Of(("requirements.txt", "flask\nacme_telemetry\nacme-logs\n")).Files,
            Manifest = new ServiceManifest(), Stage = Stage.Experiment, Role = Role.Service, RootPath = "/", Options = new CheckOptions(),
            Policy = new PlatformPolicy { CommonLibraries = [new CommonLibrarySet("python", [.. libraries])] },
        };
    }

    [Fact]
    public void CommonLibrary_LanguageWithoutOne_IsNotEvaluated()
    {
        Assert.Empty(TestCodeBase.Of(("src/api/Cargo.toml", "[package]\nname = \"api\"\n"), ("src/api/Dockerfile", "FROM rust\nRUN cargo build\n"), ("tools/x/Cargo.toml", "[package]\nname = \"x\"\n")).Run<CommonLibraryMissing>(out var gaps));
        Assert.Equal("common library of the Rust program in src/api/Cargo.toml", Assert.Single(gaps).What);
    }

    [Theory]
    [InlineData("app/main.py", "import logging\nlogging.basicConfig(level=logging.INFO)\n", "app/main.py:2:1: warning: The Python service does not set up JSON logs: 'logging.basicConfig' writes text")]
    [InlineData("app/main.py", "print('x')\n", "requirements.txt:1:1: warning: The Python service does not set up JSON logs: no library or set-up for it was found")]
    [InlineData("app/main.py", "import logging\nlogging.basicConfig()\n", "app/main.py:2:1: warning: The Python service does not set up JSON logs: 'logging.basicConfig' writes text")]
    [InlineData("app/main.py", "# logging.basicConfig(\nstructlog.processors.JSONRenderer()\n", "")]
    [InlineData("app/main.py", "logging.basicConfig()\nh.setFormatter(jsonlogger.JsonFormatter())\n", "")]
    public void JsonLogging_Python_Verdict(string path, string content, string expected) => Assert.Equal(expected, TestCodeBase.Of(("requirements.txt", "flask\n"), (path, content)).Run<JsonLogging>().Lines());

    [Theory]
    [InlineData("slog.New(slog.NewTextHandler(os.Stdout, nil))", "main.go:2:10: warning: The Go service does not set up JSON logs: 'slog.NewTextHandler' writes text")]
    [InlineData("slog.New(slog.NewJSONHandler(os.Stdout, nil))", "")]
    [InlineData("log.SetFormatter(&logrus.JSONFormatter{})", "")]
    public void JsonLogging_Go_Verdict(string line, string expected) => Assert.Equal(expected, TestCodeBase.Of(("go.mod", "module x\nrequire github.com/gin-gonic/gin v1\n"), ("main.go", "package main\n" + line + "\n"), ("cmd/tests/x.go", "slog.NewTextHandler()")).Run<JsonLogging>().Lines());

    [Fact]
    public void JsonLogging_ProgramOfAnotherFolder_DoesNotCount() => Assert.Equal(
        "a/requirements.txt:1:1: warning: The Python service in 'a' does not set up JSON logs: no library or set-up for it was found",
        TestCodeBase.Of(("a/requirements.txt", "flask\n"), ("b/requirements.txt", "flask\n"), ("b/x.py", "structlog.processors.JSONRenderer()\n")).Run<JsonLogging>().Lines());

    [Theory]
    [InlineData("appsettings.json", "{\"Logging\": {\"Console\": {\"FormatterName\": \"simple\"}}}", "appsettings.json:1:43: warning: Setting 'FormatterName' does not set up JSON logs: the formatter 'simple' writes text")]
    [InlineData("compose.yaml", "services: {web: {environment: {Logging__Console__FormatterName: systemd}}}", "compose.yaml:1:65: warning: Setting 'Logging__Console__FormatterName' does not set up JSON logs: the formatter 'systemd' writes text")]
    [InlineData("appsettings.json", "{\"Logging\": {\"Console\": {\"FormatterName\": \"json\"}}}", "")]
    [InlineData("appsettings.json", "{\"Logging\": {\"Console\": {\"FormatterName\": \"acme-json\"}}}", "")]
    [InlineData("appsettings.Development.json", "{\"Logging\": {\"Console\": {\"FormatterName\": \"simple\"}}}", "")]
    public void JsonLogging_Configuration_Verdict(string path, string content, string expected) => Assert.Equal(expected, TestCodeBase.Of((path, content)).Run<JsonLogging>().Lines());

    [Theory]
    [InlineData("observability: {logs: text}", 1)]
    [InlineData("observability: {logs: json}", 0)]
    [InlineData("observability: {}", 0)]
    public void JsonLogging_Manifest_Verdict(string spec, int expected) => Assert.Equal(expected, TestCodeBase.With(ManifestTexts.Read(ManifestTexts.WithSpec(spec))).Run<JsonLogging>().Count);
}
