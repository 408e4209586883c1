using System;
using System.IO;

namespace PlatformGuard.Cli.Tests;

/// <summary>What <c>--diff</c> shows is a patch: real git applies it, it gives what <c>--fix</c> writes, and the finding is gone.</summary>
public sealed class DiffTests
{
    private const string Manifest = """
        apiVersion: platformguard/v1
        kind: Service
        metadata: {name: app, owner: group::test}
        spec:
          stage: beta
          image: registry.example.com/app:1.0.0
          resources: {cpu: 500m, memory: 512Mi, limits: {cpu: "1", memory: 1Gi}}

        """;

    [Theory]
    [InlineData("PG7004", "deploy/pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n  containers:\n  - name: app   # ours\n    image: registry.example.com/app:1.0.0\n")]
    [InlineData("PG7008", "deploy/pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n  automountServiceAccountToken: false\n  containers:\n  - name: app\n    image: registry.example.com/app:1.0.0\n    securityContext:\n      allowPrivilegeEscalation: true   # why?\n      runAsNonRoot: true\n      seccompProfile: {type: RuntimeDefault}\n      capabilities: {drop: [ALL]}\n")]
    [InlineData("PG3009", ".gitlab-ci.yml", "deploy:\n  id_tokens:\n    VAULT_ID_TOKEN: {aud: https://vault.example.com}\n    AWS_ID_TOKEN: {aud: https://gitlab.example.com}\n  secrets:\n    DB_PASSWORD:\n      vault: production/db/password@ops   # kept\n  script: [./deploy.sh]\n")]
    [InlineData("PG3010", ".gitlab-ci.yml", "build:\n  script:\n    - docker login -u \"$CI_REGISTRY_USER\" -p \"$CI_REGISTRY_PASSWORD\" \"$CI_REGISTRY\"   # ours\n    - make\n")]
    [InlineData("PG3010", ".github/workflows/build.yml", "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: docker login ghcr.io -u ci -p ${{ secrets.GITHUB_TOKEN }}\n")]
    [InlineData("PG8004", "deploy/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  # platformguard:allow PG3004 reason=\"no longer here\"\n  greeting: hello\n")]
    [InlineData("PG8004", "src/app.py", "print(1)  # platformguard:allow PG3004 reason=\"gone\"\nprint(2)")]
    public void Diff_OfAFix_AppliesAndMends(string rule, string path, string content)
    {
        foreach (var text in (string[])[content, content.Replace("\n", "\r\n", StringComparison.Ordinal)])
        {
            using var shown = Repository(path, text);
            using var written = Repository(path, text);
            Assert.Contains($" {rule}: ", Outcome.Of("check", shown.Path, "--rule", rule).Output, StringComparison.Ordinal);

            var diff = Outcome.Of("check", shown.Path, "--rule", rule, "--diff");
            Assert.Equal("", Git.Run(shown.Path, "status", "--porcelain"));
            Git.RunWithInput(shown.Path, diff.Output, "apply", "--check", "-");
            Git.RunWithInput(shown.Path, diff.Output, "apply", "--whitespace=nowarn", "-");
            Outcome.Of("check", written.Path, "--rule", rule, "--fix");

            Assert.Equal(File.ReadAllText(written.At(path)), File.ReadAllText(shown.At(path)));
            Assert.NotEqual(text, File.ReadAllText(shown.At(path)));
            Assert.Equal($" M {path}\n", Git.Run(shown.Path, "status", "--porcelain"));
            Assert.DoesNotContain($" {rule}: ", Outcome.Of("check", shown.Path, "--rule", rule).Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Diff_OfSeveralFilesInASubfolder_AppliesThere()
    {
        using var repository = new TemporaryFolder(
            ("services/app/service.yaml", Manifest),
            ("services/app/deploy/a.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - {name: a, image: registry.example.com/a:1.0.0, securityContext: {allowPrivilegeEscalation: true}}\n"),
            ("services/app/deploy/ü b.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: b}\nspec:\n  containers:\n  - {name: b, image: registry.example.com/b:1.0.0, securityContext: {allowPrivilegeEscalation: true}}"));
        Commit(repository);

        var diff = Outcome.Of("check", repository.At("services/app"), "--rule", "PG7008", "--diff").Output;
        Git.RunWithInput(repository.At("services/app"), diff, "apply", "-");

        Assert.Contains("allowPrivilegeEscalation: false", File.ReadAllText(repository.At("services/app/deploy/a.yaml")), StringComparison.Ordinal);
        Assert.EndsWith("allowPrivilegeEscalation: false}}", File.ReadAllText(repository.At("services/app/deploy/ü b.yaml")), StringComparison.Ordinal);
    }

    private static TemporaryFolder Repository(string path, string text)
    {
        var repository = new TemporaryFolder(("service.yaml", Manifest), (path, text));
        Commit(repository);
        return repository;
    }

    private static void Commit(TemporaryFolder repository)
    {
        Git.Run(repository.Path, "init", "-q");
        Git.Run(repository.Path, "config", "core.autocrlf", "false");
        Git.Run(repository.Path, "add", "-A");
        Git.Run(repository.Path, "commit", "-q", "-m", "first");
    }
}
