using System.Linq;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Policies;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Dependencies;

/// <summary>PG5001 on files of a repository; restored projects have tests of their own.</summary>
public sealed class MachineLearningLibraryTests
{
    private const string Web = "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup>\n<ProjectReference Include=\"..\\Ranking\\Ranking.csproj\" />\n</ItemGroup></Project>";
    private const string Ranking = "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup>\n<PackageReference Include=\"Microsoft.ML.OnnxRuntime\" />\n<PackageReference Include=\"OpenAI\" />\n</ItemGroup></Project>";

    [Fact]
    public void DotNet_UnrestoredProjectGraph_NamesTheProjectThatAsksAndSaysTheRestIsUnknown()
    {
        var findings = Application(("src/Web/Web.csproj", Web), ("src/Ranking/Ranking.csproj", Ranking)).Run<MachineLearningLibrary>(out var gaps);

        Assert.Equal("src/Ranking/Ranking.csproj:2:28: error: ML library 'Microsoft.ML.OnnxRuntime' is in the main application: Web > Ranking > Microsoft.ML.OnnxRuntime", findings.Lines());
        Assert.Equal("packages of src/Web/Web.csproj", Assert.Single(gaps).What);
    }

    [Theory]
    [InlineData("src/Web/Web.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\" />")]
    [InlineData("src/Web/Web.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup><PackageReference Include=\"OpenAI\" /><PackageReference Include=\"Microsoft.ML\" ExcludeAssets=\"runtime\" PrivateAssets=\"all\" /></ItemGroup></Project>")]
    public void DotNet_LibraryThatNothingDeployedReferences_IsSilent(string path, string content) =>
        Assert.Empty(Application((path, content), ("src/Ranking/Ranking.csproj", Ranking), ("tools/Train/Train.csproj", Ranking), ("tests/Web.Tests/Web.Tests.csproj", Ranking)).Run<MachineLearningLibrary>());

    [Fact]
    public void DotNet_CommittedLockFile_FindsTheTransitivePackage()
    {
        const string Lock = """
            {"version": 1, "dependencies": {"net10.0": {
              "Acme.Search": {"type": "Direct", "resolved": "1.0", "dependencies": {"Acme.Ranking": "1.0"}},
              "Acme.Ranking": {"type": "Transitive", "resolved": "1.0", "dependencies": {"libtorch-cpu": "2.0"}},
              "libtorch-cpu": {"type": "Transitive", "resolved": "2.0", "dependencies": {"libtorch-cpu-linux-x64": "2.0"}},
              "libtorch-cpu-linux-x64": {"type": "Transitive", "resolved": "2.0"}
            }}}
            """;
        var findings = Application(("Web.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\"><ItemGroup>\n  <PackageReference Include=\"Acme.Search\" />\n</ItemGroup></Project>"), ("packages.lock.json", Lock)).Run<MachineLearningLibrary>(out var gaps);

        Assert.Equal("Web.csproj:2:30: error: ML library 'libtorch-cpu' is in the main application: Web > Acme.Search > Acme.Ranking > libtorch-cpu", findings.Lines());
        Assert.Empty(gaps);
    }

    [Fact]
    public void DotNet_ImportedProperties_CountForProjectsBelowThem() => Assert.Equal(
        "Directory.Build.props:1:48: error: ML library 'TorchSharp' is in the main application: Web > TorchSharp",
        Application(("Directory.Build.props", "<Project><ItemGroup><PackageReference Include=\"TorchSharp\" /><PackageReference Include=\"Microsoft.ML\" Condition=\"'$(IsTestProject)' == 'true'\" /></ItemGroup></Project>"), ("src/Web/Web.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\" />"))
            .Run<MachineLearningLibrary>().Lines());

    [Theory]
    [InlineData("torch==2.1\n", "api/requirements.txt:1:1: error: ML library 'torch' is in the main application: api/requirements.txt > torch")]
    [InlineData("flair==1 # via -r requirements.in\ntorch==2\n    # via\n    #   flair\n", "api/requirements.txt:1:1: error: ML library 'flair' is in the main application: api/requirements.txt > flair")]
    [InlineData("search==1 # via -r requirements.in\ntorch==2\n    # via search\n", "api/requirements.txt:1:1: error: ML library 'torch' is in the main application: api/requirements.txt > search > torch")]
    [InlineData("openai\nanthropic\nnumpy\n", "")]
    public void Python_Requirements_Verdict(string content, string expected) => Assert.Equal(expected, Application(("api/requirements.txt", content)).Run<MachineLearningLibrary>().Lines());

    [Theory]
    [InlineData("tests/requirements.txt")]
    [InlineData("docs/requirements.txt")]
    [InlineData("requirements-dev.txt")]
    public void Python_NotDeployed_IsSilent(string path) => Assert.Empty(Application((path, "torch\n")).Run<MachineLearningLibrary>());

    [Fact]
    public void Python_LockFile_ShowsWhatBroughtItInAndItsSize()
    {
        const string Lock = "[[package]]\nname = \"app\"\nsource = { virtual = \".\" }\ndependencies = [{ name = \"flair-client\" }]\n\n[[package]]\nname = \"flair-client\"\nversion = \"1\"\ndependencies = [{ name = \"torch\" }]\n\n[[package]]\nname = \"torch\"\nversion = \"2.5\"\nwheels = [\n    { url = \"a\", size = 906409922 },\n]\n\n[[package]]\nname = \"fastai\"\nversion = \"1\"\n";
        var findings = Application(("pyproject.toml", "[project]\ndependencies = [\n  \"flair-client\",\n]\n[dependency-groups]\ndev = [\"fastai\"]\n"), ("uv.lock", Lock)).Run<MachineLearningLibrary>();

        Assert.Equal("pyproject.toml:3:4: error: ML library 'torch' is in the main application: pyproject.toml > flair-client > torch (864 MiB to download)", findings.Lines());
        Assert.Equal("uv.lock:12:9", Assert.Single(Assert.Single(findings).RelatedLocations).Location.ToString());
    }

    [Fact]
    public void Npm_WorkspaceAskedInASubfolder_IsReportedWhereItIsAsked() => Assert.Equal(
        "web/package.json:1:19: error: ML library 'onnxruntime-node' is in the main application: web/package.json > search > onnxruntime-node",
        Application(
            ("package.json", "{\"workspaces\": [\"web\"], \"devDependencies\": {\"@tensorflow/tfjs-node\": \"4\"}}"),
            ("web/package.json", "{\"dependencies\": {\"search\": \"1\"}}"),
            ("package-lock.json", "{\"packages\": {\"\": {\"devDependencies\": {\"@tensorflow/tfjs-node\": \"4\"}}, \"node_modules/search\": {\"version\": \"1\", \"dependencies\": {\"onnxruntime-node\": \"1\"}}, \"node_modules/onnxruntime-node\": {\"version\": \"1\"}, \"node_modules/@tensorflow/tfjs-node\": {\"version\": \"4\", \"dev\": true}}}"))
        .Run<MachineLearningLibrary>().Lines());

    [Theory]
    [InlineData("Gemfile.lock", "GEM\n  specs:\n    informers (1.2.0)\n      onnxruntime\n    onnxruntime (0.9.1)\n\nDEPENDENCIES\n  informers\n", "Gemfile.lock:8:3: error: ML library 'informers' is in the main application: Gemfile.lock > informers")]
    [InlineData("go.mod", "module x\nrequire gocv.io/x/gocv v0.35\n", "go.mod:2:9: error: ML library 'gocv.io/x/gocv' is in the main application: go.mod > gocv.io/x/gocv")]
    [InlineData("pom.xml", "<project><dependencies><dependency><groupId>ai.djl</groupId><artifactId>api</artifactId></dependency></dependencies></project>", "pom.xml:1:73: error: ML library 'ai.djl:api' is in the main application: pom.xml > ai.djl:api")]
    [InlineData("build.gradle.kts", "dependencies {\n  implementation(\"com.microsoft.onnxruntime:onnxruntime:1\")\n}\n", "build.gradle.kts:2:19: error: ML library 'com.microsoft.onnxruntime:onnxruntime' is in the main application: build.gradle.kts > com.microsoft.onnxruntime:onnxruntime")]
    [InlineData("Dockerfile", "FROM ruby\nRUN pip install torch\n", "Dockerfile:2:17: error: ML library 'torch' is in the main application: Dockerfile installs it into the image")]
    public void OtherEcosystem_Verdict(string path, string content, string expected) => Assert.Equal(expected, Application((path, content)).Run<MachineLearningLibrary>().Lines());

    [Theory]
    [InlineData("setup.py", "from setuptools import setup\nsetup(install_requires=[\"torch\"])\n", "setup.py:2:26: error: ML library 'torch' is in the main application: setup.py > torch")]
    [InlineData("setup.cfg", "[options]\ninstall_requires =\n  torch\n", "setup.cfg:3:3: error: ML library 'torch' is in the main application: setup.cfg > torch")]
    [InlineData("environment.yml", "name: x\ndependencies: [pytorch=2]\n", "environment.yml:2:16: error: ML library 'pytorch' is in the main application: environment.yml > pytorch")]
    [InlineData("Dockerfile", "FROM pytorch/pytorch:2.1-cuda\n", "Dockerfile:1:6: error: ML library 'pytorch/pytorch:2.1-cuda' is in the main application: Dockerfile builds the image on it")]
    [InlineData("Dockerfile", "FROM nvcr.io/nvidia/tritonserver:24.01-py3@sha256:0\n", "Dockerfile:1:6: error: ML library 'nvcr.io/nvidia/tritonserver:24.01-py3' is in the main application: Dockerfile builds the image on it")]
    [InlineData("Dockerfile", "FROM docker.io/tensorflow/tensorflow\n", "Dockerfile:1:6: error: ML library 'docker.io/tensorflow/tensorflow' is in the main application: Dockerfile builds the image on it")]
    [InlineData("Dockerfile", "FROM ghcr.io/huggingface/text-generation-inference:2\n", "Dockerfile:1:6: error: ML library 'ghcr.io/huggingface/text-generation-inference:2' is in the main application: Dockerfile builds the image on it")]
    [InlineData("Dockerfile", "FROM nvidia/cuda:12\n", "")]
    [InlineData("Dockerfile", "FROM acme/pytorch-client\n", "")]
    [InlineData("tests/Dockerfile", "FROM pytorch/pytorch\n", "")]
    [InlineData("Dockerfile", "FROM pytorch/pytorch AS train\nFROM alpine\n", "")]
    [InlineData("setup.py", "from setuptools import setup\nsetup(install_requires=[\"openai\"], extras_require={\"test\": [\"torch\"]})\n", "")]
    public void Python_SetUpFilesAndBaseImages_Verdict(string path, string content, string expected) => Assert.Equal(expected, Application((path, content)).Run<MachineLearningLibrary>().Lines());

    [Theory]
    [InlineData("pip install torch==2.1 numpy", "torch")]
    [InlineData("pip3 install --no-cache-dir -r requirements.txt 'torch'", "torch")]
    [InlineData("python -m pip install torch", "torch")]
    [InlineData("uv pip install --system torch", "torch")]
    [InlineData("poetry add torch", "torch")]
    [InlineData("conda install -y -c conda-forge pytorch", "pytorch")]
    [InlineData("npm install onnxruntime-node", "onnxruntime-node")]
    [InlineData("sudo -E pip install torch", "torch")]
    [InlineData("if [ -n \"$GPU\" ]; then pip install torch; fi", "torch")]
    [InlineData("poetry run pip install torch", "torch")]
    [InlineData("PIP_CACHE=x pip install torch && run", "torch")]
    public void Pipeline_InstallOfALibrary_IsAWarningAtItsName(string command, string library)
    {
        var line = $"    - '{command.Replace("'", "''", System.StringComparison.Ordinal)}'";
        var column = line.IndexOf(library, System.StringComparison.Ordinal) + 1;
        var findings = Application((".gitlab-ci.yml", "ship:\n  script:\n" + line + "\n")).Run<MachineLearningLibrary>();
        var escaped = command.Contains('\'', System.StringComparison.Ordinal);

        Assert.StartsWith(escaped ? ".gitlab-ci.yml:3:" : $".gitlab-ci.yml:3:{column}: warning: ML library '{library}' is in the main application: job 'ship' of .gitlab-ci.yml installs it", findings.Lines(), System.StringComparison.Ordinal);
        Assert.Single(findings);
    }

    [Theory]
    [InlineData("ship:\n  script:\n    - echo pip install torch\n    - '# pip install torch'\n    - pip uninstall torch\n    - pip install openai anthropic\n    - pip download torch\n    - npm install\n    - grep 'pip install torch' README.md\n")]
    [InlineData("ship:\n  script:\n    - |\n      cat <<EOF > Dockerfile.txt\n      pip install torch\n      EOF\n")]
    [InlineData("unit tests:\n  script: [pip install torch]\n")]
    [InlineData("lint:python:\n  script: [pip install torch]\n")]
    [InlineData(".unused:\n  script: [pip install torch]\nship:\n  script: [make]\n")]
    [InlineData("ship:\n  script: [pip install -c torch.txt -r torch, pip install ./torch, 'pip install $TORCH']\n")]
    public void Pipeline_LookAlike_IsSilent(string content) => Assert.Empty(Application((".gitlab-ci.yml", content)).Run<MachineLearningLibrary>());

    [Fact]
    public void Pipeline_SharedTextsAndWorkflows_AreListedOnceEach()
    {
        var findings = Application(
            (".gitlab-ci.yml", "default:\n  before_script:\n    - pip install torch\na:\n  script: [make]\nb:\n  script: [make]\n"),
            (".github/workflows/ship.yml", "on: push\njobs:\n  ship:\n    runs-on: x\n    steps:\n      - run: |\n          pip install flair\n      - uses: ./.github/actions/ml\n"),
            (".github/actions/ml/action.yml", "name: ml\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: conda install pytorch\n")).Run<MachineLearningLibrary>();

        Assert.Equal([".github/actions/ml/action.yml:6:26", ".github/workflows/ship.yml:7:23", ".gitlab-ci.yml:3:19"], findings.Select(static finding => finding.Location.ToString()).Order(System.StringComparer.Ordinal));
    }

    [Fact]
    public void Policy_ForbidsAndAllows()
    {
        var application = Application(("requirements.txt", "torch\nflair\nacme-brain\n"));
        var judged = new Facts.CodeBase
        {
            Files = application.Files, Manifest = application.Manifest, Stage = Stage.Experiment, Role = Role.MainApplication, RootPath = "/", Options = new CheckOptions(),
            Policy = new PlatformPolicy { ForbiddenMlLibraries = ["acme-*"], AllowedMlLibraries = ["flair"] },
        };

        Assert.Equal([1, 3], judged.Run<MachineLearningLibrary>().Select(static finding => finding.Location.Start.Line));
    }

    [Fact]
    public void Service_MayUseAnyLibrary() => Assert.False(RuleCatalogue.Get("PG5001").AppliesTo(Role.Service));

    private static Facts.CodeBase Application(params (string Path, string Content)[] files) => TestCodeBase.With(new ServiceManifest { Role = Role.MainApplication, Name = "shop" }, files);
}
