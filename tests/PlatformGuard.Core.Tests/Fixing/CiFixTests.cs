using System;
using System.IO;
using PlatformGuard.Core.Fixing;

namespace PlatformGuard.Core.Tests.Fixing;

/// <summary>Fixes of CI files and of comments that accept nothing: the finding is gone afterwards, a second run changes nothing, and what is not certain stays.</summary>
public sealed class CiFixTests : IDisposable
{
    private const string Manifest = """
        apiVersion: platformguard/v1
        kind: Service
        metadata: {name: app, owner: group::test}
        spec: {stage: experiment, image: "registry.example.com/app:1.0.0"}

        """;

    private readonly TemporaryFolder folder = new(("service.yaml", Manifest));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Token_ThatTheNamesTell_IsAddedBesideTheStore() => Fixes("PG3009", """
        deploy:   # to production
          id_tokens:
            VAULT_ID_TOKEN:
              aud: https://vault.example.com
            AWS_ID_TOKEN: {aud: https://gitlab.example.com}
          secrets:
            DB_PASSWORD:
              vault: production/db/password@ops   # kept
              file: false
            API_KEY: {vault: production/api/key@ops}
          script: [./deploy.sh]
        """, """
        deploy:   # to production
          id_tokens:
            VAULT_ID_TOKEN:
              aud: https://vault.example.com
            AWS_ID_TOKEN: {aud: https://gitlab.example.com}
          secrets:
            DB_PASSWORD:
              vault: production/db/password@ops   # kept
              file: false
              token: $VAULT_ID_TOKEN
            API_KEY: {token: $VAULT_ID_TOKEN, vault: production/api/key@ops}
          script: [./deploy.sh]
        """);

    [Theory]
    [InlineData("FIRST: {aud: https://vault.example.com}", "OTHER: {aud: https://other.example.com}", "variables: {VAULT_SERVER_URL: https://vault.example.com/}", "A: {vault: a/b/c@ops}", "A: {token: $FIRST, vault: a/b/c@ops}")]
    [InlineData("FIRST: {aud: https://one.example.com}", "OTHER: {aud: https://other.example.com}", "secrets: {B: {vault: a/b/d@ops, token: $OTHER}, A: {vault: a/b/c@ops}}", "", "A: {token: $OTHER, vault: a/b/c@ops}}")]
    [InlineData("GCP_ID_TOKEN: {aud: https://one.example.com}", "SIGSTORE_ID_TOKEN: {aud: sigstore}", "stage: deploy", "A: {gcp_secret_manager: {name: a}, file: true}", "A: {token: $GCP_ID_TOKEN, gcp_secret_manager: {name: a}, file: true}")]
    public void Token_ThatTheJobTells_IsAdded(string first, string second, string third, string secret, string after)
    {
        var text = $"deploy:\n  id_tokens: {{{first}, {second}}}\n  {third}\n" + (secret.Length > 0 ? $"  secrets: {{{secret}}}\n" : "") + "  script: [./deploy.sh]\n";

        Assert.Contains(after, Fixed(".gitlab-ci.yml", text), StringComparison.Ordinal);
        Assert.DoesNotContain(Check().Findings, static finding => finding.Rule.Id == "PG3009");
    }

    [Theory]
    [InlineData("deploy:\n  id_tokens: {ONE: {aud: a}, TWO: {aud: b}}\n  secrets: {A: {vault: a/b/c@ops}}\n  script: [./deploy.sh]\n")]
    [InlineData("deploy:\n  id_tokens: {VAULT_ID_TOKEN: {aud: a}, VAULT_PRODUCTION_TOKEN: {aud: b}}\n  secrets: {A: {vault: a/b/c@ops}}\n  script: [./deploy.sh]\n")]
    [InlineData("deploy:\n  id_tokens: {VAULT_ID_TOKEN: {aud: a}, OTHER: {aud: b}}\n  secrets: {A: {vault: a/b/c@ops}}\n  script: [./deploy.sh]\n")]
    [InlineData(".vault:\n  secrets: {A: {vault: a/b/c@ops}}\ndeploy:\n  extends: .vault\n  id_tokens: {VAULT_ID_TOKEN: {aud: a}, AWS_ID_TOKEN: {aud: b}}\n  script: [./deploy.sh]\n")]
    public void Token_ThatMayBeAnother_IsNotChosen(string text)
    {
        Assert.Equal(text, Fixed(".gitlab-ci.yml", text));
        Assert.Contains(Check().Findings, static finding => finding.Rule.Id == "PG3009");
    }

    [Fact]
    public void Login_WithThePasswordOnItsLine_ReadsItFromStandardInput() => Fixes("PG3010", """
        build:
          before_script: &login
            - docker login -u "$CI_REGISTRY_USER" -p "$CI_REGISTRY_PASSWORD" "$CI_REGISTRY"   # our registry
            - 'sudo podman login --username ci --password=${CI_JOB_TOKEN} registry.example.com || exit 1'
          script:
            - |
              # as documented
              if ! helm registry login -u ci -p $CI_JOB_TOKEN "$CI_REGISTRY"; then exit 1; fi
              make
        test:
          before_script: *login
          script: [make test]
        """, """
        build:
          before_script: &login
            - echo "$CI_REGISTRY_PASSWORD" | docker login -u "$CI_REGISTRY_USER" --password-stdin "$CI_REGISTRY"   # our registry
            - 'echo "${CI_JOB_TOKEN}" | sudo podman login --username ci --password-stdin registry.example.com || exit 1'
          script:
            - |
              # as documented
              if ! echo "$CI_JOB_TOKEN" | helm registry login -u ci --password-stdin "$CI_REGISTRY"; then exit 1; fi
              make
        test:
          before_script: *login
          script: [make test]
        """);

    [Fact]
    public void Login_InAWorkflow_ReadsItFromStandardInput() => Fixes("PG3010", """
        on: push
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: docker login ghcr.io -u ${{ github.actor }} -p ${{ secrets.GITHUB_TOKEN }}
        """, """
        on: push
        jobs:
          build:
            runs-on: ubuntu-latest
            steps:
              - run: echo "${{ secrets.GITHUB_TOKEN }}" | docker login ghcr.io -u ${{ github.actor }} --password-stdin
        """, ".github/workflows/build.yml");

    [Theory]
    [InlineData("- docker login -p \"$CI_REGISTRY_PASSWORD\" \"$CI_REGISTRY\"")]
    [InlineData("- \"docker login -u ci -p $CI_REGISTRY_PASSWORD registry.example.com\"")]
    [InlineData("- \"docker login -u ci -p \\\"$CI_REGISTRY_PASSWORD\\\" registry.example.com\"")]
    [InlineData("- >-\n      docker login -u ci\n      -p \"$CI_REGISTRY_PASSWORD\" registry.example.com")]
    [InlineData("- docker login -u ci -p \"x$CI_REGISTRY_PASSWORD\" registry.example.com")]
    [InlineData("- docker login -u ci -p \"${CI_REGISTRY_PASSWORD:-none}\" registry.example.com")]
    [InlineData("- cat names | docker login -u ci -p \"$CI_REGISTRY_PASSWORD\" registry.example.com")]
    [InlineData("- curl -u \"ci:$CI_REGISTRY_PASSWORD\" https://registry.example.com/v2/")]
    public void Login_ThatCannotBeChangedForCertain_Stays(string line)
    {
        var text = $"build:\n  script:\n    {line}\n";

        Assert.Equal(text, Fixed(".gitlab-ci.yml", text));
        Assert.Contains(Check().Findings, static finding => finding.Rule.Id == "PG3010");
    }

    [Fact]
    public void Comment_WithNothingLeftToAccept_IsRemoved() => Fixes("PG8004", """
        build:
          # platformguard:allow PG3001 reason="was a test key"
          image: alpine:3.20   # platformguard:allow PG3002,PG3003 reason="moved to Vault"
          script: [make]   # our build
        """, """
        build:
          image: alpine:3.20
          script: [make]   # our build
        """);

    [Fact]
    public void Comment_OfOtherFiles_IsRemovedWithItsLine() => Fixes("PG8004", "FROM alpine:3.20\n# platformguard:allow PG3004 reason=\"gone\"\nENV LEVEL=1\n", "FROM alpine:3.20\nENV LEVEL=1\n", "Dockerfile");

    [Theory]
    [InlineData("build:\n  variables:\n    DB_PASSWORD: Wint3rF4ll  # platformguard:allow PG3001,PG3003 reason=\"test\"\n  script: [make]\n")]
    [InlineData("build:\n  # platformguard:allow PG3001 reason=\"test\" until=2020-01-01\n  script: [make]\n")]
    [InlineData("build:\n  # platformguard:allow PG3001\n  script: [make]\n")]
    public void Comment_ThatIsNeededOrFaultyOtherwise_Stays(string text)
    {
        Assert.Equal(text, Fixed(".gitlab-ci.yml", text));
        Assert.Contains(Check().Findings, static finding => finding.Rule.Id == "PG8004");
    }

    private void Fixes(string rule, string before, string after, string path = ".gitlab-ci.yml")
    {
        foreach (var lineBreak in (string[])["\n", "\r\n"])
        {
            folder.Write(path, before.ReplaceLineEndings(lineBreak));
            Assert.Contains(Check().Findings, finding => finding.Rule.Id == rule);
            Apply();
            Assert.Equal(after.ReplaceLineEndings(lineBreak), File.ReadAllText(folder.At(path)));
            Assert.DoesNotContain(Check().Findings, finding => finding.Rule.Id == rule);
            Assert.Empty(Apply().Files);
        }
    }

    private string Fixed(string path, string text)
    {
        folder.Write(path, text);
        Apply();
        return File.ReadAllText(folder.At(path));
    }

    private FixApplication Apply()
    {
        var application = FixApplication.Of(folder.Path, Check().Findings, new CheckOptions());
        application.Write();
        return application;
    }

    private CheckResult Check() => Checker.Check(folder.Path, new CheckOptions());
}
