using System;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Tests.Dependencies;

/// <summary>Every format of dependency file: names, versions, places, what brings in what, and what is for development only.</summary>
public sealed class PackageReaderTests
{
    [Theory]
    [InlineData("requirements.txt", "# deps\nfastapi==0.115.6\nTorch[cpu] >= 2 ; python_version > '3.9'\n-r base.txt\n--index-url https://x\nlib @ https://x/y.whl\n./local\nhttps://x/z.whl\nnumpy==1.0 \\\n    --hash=sha256:0\n", "2:1 fastapi 0.115.6|3:1 Torch -|6:1 lib -|9:1 numpy 1.0")]
    [InlineData("requirements-dev.txt", "torch\n", "1:1 torch - dev")]
    [InlineData("notes.txt", "torch\n", "")]
    [InlineData("pyproject.toml", "[project]\ndependencies = [\n  \"fastapi>=0.1\",\n  \"torch==2.0\",\n]\n[project.optional-dependencies]\ngpu = [\"cudf\"]\ntest = [\"pytest\"]\n[dependency-groups]\ndev = [\"ruff\"]\n", "3:4 fastapi - direct|4:4 torch 2.0 direct|7:9 cudf - direct|8:10 pytest - direct dev|10:9 ruff - direct dev")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\npython = \"^3.12\"\ntorch = \"^2.1\"\nflair = {version = \"0.14\", extras = [\"x\"]}\n[tool.poetry.group.dev.dependencies]\npytest = \"*\"\n", "3:1 torch 2.1 direct|4:10 flair 0.14 direct|6:1 pytest * direct dev")]
    [InlineData("Pipfile", "[packages]\ntorch = \"*\"\n[dev-packages]\npytest = \"*\"\n", "2:1 torch * direct|4:1 pytest * direct dev")]
    [InlineData("Pipfile.lock", "{\"default\": {\"torch\": {\"version\": \"==2.1\"}}, \"develop\": {\"pytest\": {}}}", "1:14 torch 2.1|1:58 pytest - dev")]
    [InlineData("poetry.lock", "[[package]]\nname = \"flair\"\nversion = \"0.14\"\ngroups = [\"main\"]\n\n[package.dependencies]\ntorch = \">=1.5\"\nx = [\n    {version = \"1\"},\n]\n\n[[package]]\nname = \"pytest\"\nversion = \"8\"\ngroups = [\"dev\"]\n", "2:9 flair 0.14 transitive > torch, x|13:9 pytest 8 transitive dev")]
    [InlineData("uv.lock", "[[package]]\nname = \"app\"\nversion = \"0.1\"\nsource = { editable = \".\" }\ndependencies = [\n    { name = \"torch\" },\n]\n\n[[package]]\nname = \"torch\"\nversion = \"2.5\"\ndependencies = [{ name = \"sympy\" }]\nwheels = [\n    { url = \"a\", hash = \"b\", size = 5 },\n    { url = \"a\", hash = \"b\", size = 906 },\n]\n", "2:9 app 0.1 > torch|10:9 torch 2.5 transitive > sympy 906 bytes")]
    [InlineData("pdm.lock", "[[package]]\nname = \"flair\"\nversion = \"1\"\ngroups = [\"default\"]\ndependencies = [\n    \"torch>=1.5\",\n]\n", "2:9 flair 1 transitive > torch")]
    [InlineData("package.json", "{\"dependencies\": {\"express\": \"^4\"}, \"devDependencies\": {\"jest\": \"1\"}}", "1:19 express ^4 direct|1:57 jest 1 direct dev")]
    [InlineData("package-lock.json", "{\"lockfileVersion\": 3, \"packages\": {\n\"\": {\"dependencies\": {\"a\": \"^1\"}, \"devDependencies\": {\"j\": \"2\"}},\n\"node_modules/a\": {\"version\": \"1.0\", \"dependencies\": {\"@s/b\": \"*\"}, \"engines\": {\"node\": \"1\"}},\n\"node_modules/a/node_modules/@s/b\": {\"version\": \"3\", \"dev\": true}}}", "2:24 a ^1 direct|2:56 j 2 direct dev|3:2 a 1.0 transitive > @s/b|4:2 @s/b 3 transitive dev")]
    [InlineData("package-lock.json", "{\"dependencies\": {\n\"a\": {\"version\": \"1\", \"requires\": {\"b\": \"2\"}, \"dependencies\": {\"b\": {\"version\": \"2\"}}},\n\"c\": {\"version\": \"3\", \"dev\": true}}}", "2:65 b 2|2:2 a 1 > b|3:2 c 3 dev")]
    [InlineData("package-lock.json", "{\"packages\": {\"node_modules/a\": {\"version\": \"1\"}, broken", "1:16 a 1 transitive")]
    [InlineData("yarn.lock", "# yarn lockfile v1\n\n\"@s/a@^1.0\", \"@s/a@^1.1\":\n  version \"1.1\"\n  resolved \"x\"\n  dependencies:\n    b \"^2\"\n    \"@s/c\" \"1\"\n\nb@^2:\n  version \"2.0\"\n", "3:2 @s/a 1.1 > b, @s/c|10:1 b 2.0")]
    [InlineData("yarn.lock", "__metadata:\n  version: 8\n\n\"a@npm:^1.0\":\n  version: 1.1\n  dependencies:\n    b: \"npm:^2\"\n\n\"app@workspace:.\":\n  version: 0.0.0-use.local\n", "4:2 a 1.1 > b")]
    [InlineData("pnpm-lock.yaml", "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n        specifier: ^1\n        version: 1.0\n    devDependencies:\n      j:\n        version: 2\npackages:\n  a@1.0:\n    resolution: {integrity: x}\nsnapshots:\n  a@1.0(p@2):\n    dependencies:\n      '@s/b': 3.0\n", "5:7 a - direct|9:7 j - direct dev|12:3 a 1.0 transitive|15:3 a 1.0 transitive > @s/b")]
    [InlineData("pnpm-lock.yaml", "lockfileVersion: 5.4\ndependencies:\n  a: 1.0\npackages:\n  /@s/b/3.0:\n    dev: true\n  /a/1.0:\n    dependencies:\n      '@s/b': 3.0\n", "3:3 a - direct|5:3 @s/b 3.0 transitive dev|7:3 a 1.0 transitive > @s/b")]
    [InlineData("bun.lock", "{\"workspaces\": {\"\": {\"dependencies\": {\"a\": \"1\"}}}, \"packages\": {\"a\": [\"a@1.0\", \"\", {\"dependencies\": {\"b\": \"2\"}}, \"sha\"],}}", "1:39 a 1 direct|1:71 a 1.0 transitive > b")]
    [InlineData("Gemfile", "source 'x'\ngem 'rails', '~> 7'\ngroup :development, :test do\n  gem \"torch-rb\"\nend\ngem 'faiss', group: :test\n", "2:6 rails - direct|4:8 torch-rb - direct dev|6:6 faiss - direct dev")]
    [InlineData("Gemfile.lock", "GEM\n  remote: https://x/\n  specs:\n    informers (1.2.0)\n      onnxruntime (>= 0.9)\n    onnxruntime (0.9.1)\n\nDEPENDENCIES\n  informers\n", "4:5 informers 1.2.0 transitive > onnxruntime|6:5 onnxruntime 0.9.1 transitive|9:3 informers - direct")]
    [InlineData("go.mod", "module x\n\ngo 1.23\n\nrequire gocv.io/x/gocv v0.35\n\nrequire (\n\tgithub.com/a/b/v2 v2.1\n\tgithub.com/c/d v1 // indirect\n)\n\nexclude github.com/e/f v1\n", "5:9 gocv.io/x/gocv v0.35 direct|8:2 github.com/a/b/v2 v2.1 direct|9:2 github.com/c/d v1 transitive")]
    [InlineData("go.sum", "a.b/c v1 h1:x=\na.b/d v2/go.mod h1:y=\n", "1:1 a.b/c v1")]
    [InlineData("pom.xml", "<project><dependencyManagement><dependencies><dependency><groupId>m</groupId><artifactId>m</artifactId></dependency></dependencies></dependencyManagement>\n<dependencies><dependency><groupId>ai.djl</groupId><artifactId>api</artifactId><version>1</version><exclusions><exclusion><artifactId>z</artifactId></exclusion></exclusions></dependency>\n<dependency><groupId>j</groupId><artifactId>j</artifactId><scope>test</scope></dependency></dependencies></project>", "2:64 ai.djl:api 1 direct|3:45 j:j - direct dev")]
    [InlineData("build.gradle", "plugins { id 'java' }\ndependencies {\n    implementation 'ai.djl:api:0.28'\n    implementation \"org.x:y:${v}\",\n        \"org.x:z:1\"\n    testImplementation(\"junit:junit:4\")\n    // api 'no:no:1'\n    implementation project(':lib')\n}\nx = 'a:b:1'\n", "3:21 ai.djl:api 0.28 direct|4:21 org.x:y ${v} direct|5:10 org.x:z 1 direct|6:25 junit:junit 4 direct dev")]
    [InlineData("gradle.lockfile", "# lock\nai.djl:api:0.28=compileClasspath,runtimeClasspath\njunit:junit:4=testRuntimeClasspath\nempty=\n", "2:1 ai.djl:api 0.28|3:1 junit:junit 4 dev")]
    [InlineData("gradle/libs.versions.toml", "[libraries]\ndjl = { module = \"ai.djl:api\", version = \"1\" }\nx = \"g:a:2\"\n", "2:19 ai.djl:api - direct|3:6 g:a 2 direct")]
    [InlineData("src/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk.Web\">\n<ItemGroup>\n<PackageReference Include=\"Microsoft.ML\" Version=\"5\" />\n<PackageReference Include=\"Tool\" PrivateAssets=\"all\" ExcludeAssets=\"runtime\" />\n<PackageReference Include=\"B\"><Version>1</Version><IncludeAssets>build; analyzers</IncludeAssets></PackageReference>\n</ItemGroup></Project>", "3:28 Microsoft.ML 5 direct|4:28 Tool - direct dev|5:28 B 1 direct dev")]
    [InlineData("packages.config", "<packages><package id=\"TorchSharp\" version=\"1\" /></packages>", "1:24 TorchSharp 1")]
    [InlineData("packages.lock.json", "{\"version\": 1, \"dependencies\": {\"net10.0\": {\"A\": {\"type\": \"Direct\", \"resolved\": \"1\", \"dependencies\": {\"B\": \"2\"}}, \"B\": {\"type\": \"Transitive\", \"resolved\": \"2\"}, \"lib\": {\"type\": \"Project\"}}}}", "1:45 A 1 direct > B|1:115 B 2 transitive|1:161 lib -")]
    [InlineData("setup.py", "from setuptools import setup\n\nBASE = [\n    \"torch>=2\",  # tensorflow\n] + [\"flair\"]\nOTHER = [\"keras\"]\n\nsetup(name=\"x\", install_requires=BASE + ['numpy==1.0; python_version > \"3\"'], extras_require={\"gpu\": [\"cudf\"], 'dev': [\"ruff\"]}, classifiers=[\"jax\"])\n", "4:6 torch - direct|5:7 flair - direct|8:43 numpy 1.0 direct|8:104 cudf - direct|8:121 ruff - direct dev")]
    [InlineData("setup.py", "import setuptools\nREQ: list[str] = ['a']\nREQ += ['torch']\nREQ = REQ\nsetuptools.setup(\n    install_requires=REQ if x else ['b'],\n)\n", "2:20 a - direct|3:10 torch - direct|6:38 b - direct")]
    [InlineData("setup.py", "def setup(install_requires=['torch']):\n    pass\n# setup(install_requires=['flair'])\n\"\"\"setup(install_requires=['keras'])\"\"\"\nsetup(install_requires=read('torch.txt')['jax'], tests_require=['fastai'], long_description='install_requires=[torch]')\nrequire(install_requires=['spacy'])\n", "")]
    [InlineData("setup.cfg", "[metadata]\nname = x\n[options]\ninstall_requires =\n    torch>=2\n    # flair\n    numpy==1.2\ntests_require = jax\n[options.extras_require]\ngpu = cudf\ntest =\n    pytest\n[tool:pytest]\ninstall_requires =\n  keras\n", "5:5 torch - direct|7:5 numpy 1.2 direct|10:7 cudf - direct|12:5 pytest - direct dev")]
    [InlineData("environment.yml", "name: x\nchannels: [conda-forge]\ndependencies:\n  - python=3.9\n  - pytorch::pytorch=2.1=py39_cuda\n  - tensorflow >=2\n  # - keras\n  - pip:\n      - flair==0.14\n      - -r requirements.txt\n", "4:5 python - direct|5:5 pytorch - direct|6:5 tensorflow - direct|9:9 flair 0.14 direct")]
    [InlineData("environment-dev.yaml", "channels: [x]\ndependencies: [torch]\n", "2:16 torch - direct dev")]
    [InlineData("environment.yaml", "dependencies: [torch]\n", "")]
    [InlineData("environment.yaml", "name: x\ndependencies: {torch: 1}\n", "")]
    [InlineData("chart.yml", "name: x\ndependencies: [torch]\n", "")]
    public void Read_Format_Packages(string path, string content, string expected) => Assert.Equal(expected, string.Join('|', Packages(path, content).Select(Line)));

    [Theory]
    [InlineData("FROM python\nRUN apt-get update && pip install --no-cache-dir -r requirements.txt 'torch==2.1' \\\n    # comment\n    transformers; echo done\n", "2:70 torch 2.1|4:5 transformers -")]
    [InlineData("FROM python\nRUN --mount=type=cache,target=/x PIP_X=1 python3 -m pip install -i https://x flair\n", "2:78 flair -")]
    [InlineData("FROM python\nRUN uv pip install torch && conda install -c conda-forge pytorch::pytorch && npm i -g onnxruntime-node@1.2 && gem install torch-rb -v 1\n", "2:20 torch -|2:58 pytorch -|2:87 onnxruntime-node 1.2|2:123 torch-rb -")]
    [InlineData("FROM python AS build\nRUN pip install torch\nFROM python AS test\nRUN pip install pytest\nFROM alpine\nCOPY --from=build /venv /venv\n", "2:17 torch -")]
    [InlineData("FROM python AS base\nRUN pip install torch\nFROM base\nRUN pip install x $EXTRA ./local -e . git+https://x\n", "2:17 torch -|4:17 x -")]
    [InlineData("FROM python AS test\nRUN pip install torch\nFROM alpine\nRUN echo pip install torch\nRUN npm install\n", "")]
    [InlineData("FROM python\nRUN conda create -n ml -c conda-forge python=3.9 pytorch && pip download torch\n", "2:39 python -|2:50 pytorch -")]
    [InlineData("FROM mcr\nRUN dotnet add src/App.csproj package Microsoft.ML --version 1\n", "2:39 Microsoft.ML -")]
    public void Read_Dockerfile_PackagesOfTheImage(string content, string expected) => Assert.Equal(expected, string.Join('|', Packages("Dockerfile", content).Where(static package => package.Ecosystem != Ecosystem.Image).Select(static package => $"{package.Location.Start.Line}:{package.Location.Start.Column} {package.Name} {package.Version ?? "-"}")));

    [Theory]
    [InlineData("FROM pytorch/pytorch:2.1 AS a\nFROM a\n", "1:6 pytorch/pytorch:2.1")]
    [InlineData("ARG TAG=2.1\nARG BASE=\"pytorch/pytorch:${TAG}\"\nFROM --platform=linux/amd64 $BASE\n", "3:29 pytorch/pytorch:2.1")]
    [InlineData("FROM ${IMAGE:-vllm/vllm-openai}@sha256:0\n", "1:6 vllm/vllm-openai")]
    [InlineData("FROM pytorch/pytorch AS train\nRUN train\nFROM alpine\nCOPY --from=train /model /model\n", "1:6 pytorch/pytorch|3:6 alpine")]
    [InlineData("FROM pytorch/pytorch AS train\n# FROM x\nFROM alpine\nRUN echo FROM y\n", "3:6 alpine")]
    [InlineData("ARG BASE\nFROM $BASE\n", "")]
    [InlineData("ARG A=$A$A\nARG A=$A$A\nFROM $A\n", "")]
    public void Read_Dockerfile_ImagesOfTheImage(string content, string expected) => Assert.Equal(expected, string.Join('|', Packages("Dockerfile", content).Where(static package => package.Ecosystem == Ecosystem.Image).Select(static package => $"{package.Location.Start.Line}:{package.Location.Start.Column} {package.Name}")));

    [Fact]
    public void Read_BrokenOrHostileFiles_NeverFails()
    {
        foreach (var name in (string[])["package-lock.json", "yarn.lock", "pnpm-lock.yaml", "poetry.lock", "uv.lock", "Gemfile.lock", "go.mod", "pom.xml", "build.gradle", "App.csproj", "requirements.txt", "bun.lock", "packages.lock.json", "Dockerfile", "setup.py", "setup.cfg", "environment.yml"])
        {
            foreach (var content in (string[])["{", "[[package]]\nname = ", "\"@", "packages:\n  '", "<Project><", new string('[', 5000), "{\"packages\":[1,2]}", "{\"packages\":{\"node_modules/a\":[]}}", "{\"dependencies\":{\"a\":1}}", "FROM a\nRUN pip install '", "setup(install_requires=[", "X = [\nsetup(install_requires=X", "setup(extras_require={\"a\":", "install_requires=\nsetup(install_requires=", "[options\n[options]\ninstall_requires", "name: x\ndependencies: [{pip: torch}, [a]]", "gem '", "require (", "\0", "  :\n    :\n      :\n"])
            {
                Assert.Null(Record.Exception(() => Packages(name, content)));
            }
        }
    }

    private static ListedPackage[] Packages(string path, string content) => [.. FileReader.Read(path, Encoding.UTF8.GetBytes(content), new CheckOptions())?.Packages ?? []];

    private static string Line(ListedPackage package) =>
        $"{package.Location.Start.Line}:{package.Location.Start.Column} {package.Name} {package.Version ?? "-"}"
        + (package.IsDirect switch { true => " direct", false => " transitive", null => "" }) + (package.IsDevelopment ? " dev" : "")
        + (package.Requires.Count > 0 ? " > " + string.Join(", ", package.Requires) : "") + (package.Size is { } size ? FormattableString.Invariant($" {size} bytes") : "");
}
