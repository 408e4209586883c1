using System.Globalization;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Facts;

namespace PlatformGuard.Core.Tests.Reading;

/// <summary>Each setting is shown as <c>line:column origin path = value</c>, or <c>→ store/key</c> where it takes its value from one.</summary>
public sealed class SettingFactsTests
{
    [Fact]
    public void AppSettings_AllLeaves_HaveTheirConfigurationPath() => AssertSettings(
        ("appsettings.json", """
            {
              // comment
              "ConnectionStrings": { "Main": "Host=db", "Empty": "" },
              "Redis": { "EndPoints": [ "one:6379", "two:6379" ], "Ssl": true, "Password": null },
              "Flat:Key": 5
            }
            """),
        """
        3:34 DotNetConfiguration ConnectionStrings:Main = Host=db
        3:54 DotNetConfiguration ConnectionStrings:Empty =
        4:29 DotNetConfiguration Redis:EndPoints:0 = one:6379
        4:41 DotNetConfiguration Redis:EndPoints:1 = two:6379
        4:62 DotNetConfiguration Redis:Ssl = true
        4:80 DotNetConfiguration Redis:Password =
        5:15 DotNetConfiguration Flat:Key = 5
        """);

    [Fact]
    public void Compose_MapListAndBuildArguments_AreRead() => AssertSettings(
        ("compose.yaml", """
            x-shared: &shared
              A: one
            services:
              web:
                image: web
                build: {args: ["ARG1=x"]}
                environment:
                  <<: *shared
                  B: 2
              job:
                environment:
                  - C=three=3
                  - "D=${D:-four}"
                  - PASSED_ON
              other:
                environment: *shared
            """),
        """
        2:6 Compose services/web/environment/A = one
        6:26 Compose services/web/build/args/ARG1 = x
        9:10 Compose services/web/environment/B = 2
        12:11 Compose services/job/environment/C = three=3
        13:12 Compose services/job/environment/D = ${D:-four}
        14:9 Compose services/job/environment/PASSED_ON
        """);

    [Fact]
    public void Kubernetes_EnvironmentsOfEveryKind_AreRead() => AssertSettings(
        ("deploy.yaml", """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: api, namespace: reviews}
            spec:
              template:
                spec:
                  initContainers:
                    - name: migrate
                      env: [{name: A, value: "1"}]
                  containers:
                    - name: api
                      env:
                        - name: DATABASE_URL
                          valueFrom: {secretKeyRef: {name: reviews-db, key: url}}
                        - name: LEVEL
                          valueFrom: {configMapKeyRef: {name: settings, key: level}}
                        - name: POD
                          valueFrom: {fieldRef: {fieldPath: metadata.name}}
                      envFrom:
                        - secretRef: {name: all-secrets}
                        - configMapRef: {name: all-settings}
                  volumes:
                    - name: s
                      secret: {secretName: mounted}
                    - name: p
                      projected: {sources: [{configMap: {name: projected}}]}
            ---
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata: {name: fn}
            spec: {template: {spec: {containers: [{image: x, env: [{name: B, value: two}]}]}}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: main}
            spec: {type: ExternalName, externalName: patroni-main.service.consul}
            """),
        """
        9:34 KubernetesEnvironment Deployment/reviews/api/spec/template/spec/initContainers/migrate/env/A = 1
        14:48 KubernetesEnvironment Deployment/reviews/api/spec/template/spec/containers/api/env/DATABASE_URL → reviews-db/url
        16:51 KubernetesEnvironment Deployment/reviews/api/spec/template/spec/containers/api/env/LEVEL → settings/level
        20:33 KubernetesEnvironment Deployment/reviews/api/spec/template/spec/containers/api/envFrom/all-secrets → all-secrets/
        21:36 KubernetesEnvironment Deployment/reviews/api/spec/template/spec/containers/api/envFrom/all-settings → all-settings/
        24:32 KubernetesEnvironment Deployment/reviews/api/spec/template/spec/volumes/mounted → mounted/
        26:52 KubernetesEnvironment Deployment/reviews/api/spec/template/spec/volumes/projected → projected/
        31:73 KubernetesEnvironment Service/fn/spec/template/spec/containers/0/env/B = two
        36:42 Configuration Service/main/spec/externalName = patroni-main.service.consul
        """);

    [Fact]
    public void KubernetesData_IsDecodedAndBinaryLeftOut() => AssertSettings(
        ("data.yaml", $$$"""
            apiVersion: v1
            kind: List
            items:
              - apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                data: {LEVEL: info}
                binaryData: {x: AAAA}
              - apiVersion: v1
                kind: Secret
                metadata: {name: s}
                stringData: {plain: text}
                data:
                  url: {{{Base64("postgres://db/x\n")}}}
                  binary: AAEC/w==
                  broken: "***"
            ---
            apiVersion: bitnami.com/v1alpha1
            kind: SealedSecret
            metadata: {name: s}
            spec: {encryptedData: {url: AgBy3i4OJSWK}}
            ---
            apiVersion: external-secrets.io/v1
            kind: ExternalSecret
            metadata: {name: e}
            spec: {env: [{name: A, value: b}]}
            """),
        """
        7:19 KubernetesConfigMap ConfigMap/settings/data/LEVEL = info
        12:25 KubernetesSecret Secret/s/stringData/plain = text
        14:12 KubernetesSecret Secret/s/data/url = postgres://db/x
        """);

    [Fact]
    public void KubernetesFiles_InAConfigMap_AreReadAtTheirLines() => AssertSettings(
        ("files.yaml", """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: files}
            data:
              application.properties: |
                # comment
                url=jdbc:postgresql://db/x
              appsettings.json: |-
                {"ConnectionStrings": {"Main": "Host=db"}}
              note.txt: |
                a=b
                c=d
            """),
        """
        5:27 KubernetesConfigMap ConfigMap/files/data/application.properties = # comment⏎url=jdbc:postgresql://db/x⏎
        7:9 KubernetesConfigMap ConfigMap/files/data/application.properties/url = jdbc:postgresql://db/x
        8:21 KubernetesConfigMap ConfigMap/files/data/appsettings.json = {"ConnectionStrings": {"Main": "Host=db"}}
        9:36 KubernetesConfigMap ConfigMap/files/data/appsettings.json/ConnectionStrings:Main = Host=db
        10:13 KubernetesConfigMap ConfigMap/files/data/note.txt = a=b⏎c=d
        """);

    [Fact]
    public void Arguments_OfContainers_AreRead() => AssertSettings(
        ("compose.yaml", """
            services:
              web:
                command: ["serve", "--database-url=postgres://db/x", "--redis", "cache:6379", "-v"]
            """),
        """
        3:40 Compose services/web/command/database-url = postgres://db/x
        3:69 Compose services/web/command/redis = cache:6379
        """);

    [Fact]
    public void HelmValues_LeavesAndNamedEntries_AreRead() => AssertSettings(
        ("chart/values.yaml", """
            global: {psql: {host: ""}}
            replicas: 2
            env:
              - name: A
                value: one
              - name: B
                valueFrom: {secretKeyRef: {name: s, key: k}}
            hosts: [one, two]
            """),
        """
        1:23 HelmValues global/psql/host =
        2:11 HelmValues replicas = 2
        5:12 HelmValues env/A = one
        7:38 HelmValues env/B → s/k
        8:9 HelmValues hosts/0 = one
        8:14 HelmValues hosts/1 = two
        """);

    [Fact]
    public void GitLabCi_VariablesOfAllLevels_AreRead() => AssertSettings(
        (".gitlab-ci.yml", """
            variables:
              A: one
              B: {value: two, description: text}
            workflow: {rules: [{if: $X, variables: {C: three}}]}
            test:
              services: [{name: postgres, variables: {POSTGRES_DB: gitlabhq_test}}]
              variables: {D: four}
              rules: [{variables: {E: five}}]
              parallel: {matrix: [{F: six, G: [a, b]}]}
              script: [echo]
            """),
        """
        2:6 Ci variables/A = one
        3:14 Ci variables/B = two
        4:44 Ci workflow/rules/0/variables/C = three
        7:18 Ci test/variables/D = four
        8:27 Ci test/rules/0/variables/E = five
        9:27 Ci test/parallel/matrix/F = six
        9:36 Ci test/parallel/matrix/G = a
        9:39 Ci test/parallel/matrix/G = b
        """);

    [Fact]
    public void GitHubWorkflow_EnvOfAllLevels_IsRead() => AssertSettings(
        (".github/workflows/ci.yml", """
            env: {A: one}
            jobs:
              test:
                env: {B: two}
                services: {db: {image: postgres, env: {POSTGRES_DB: gitlabhq_test}}}
                container: {image: x, env: {C: three}}
                steps:
                  - run: x
                    env: {D: "${{ secrets.D }}"}
            """),
        """
        1:10 Ci env/A = one
        4:14 Ci jobs/test/env/B = two
        6:36 Ci jobs/test/container/env/C = three
        9:18 Ci jobs/test/steps/0/env/D = ${{ secrets.D }}
        """);

    [Fact]
    public void Kustomization_GeneratorLiterals_AreRead() => AssertSettings(
        ("kustomization.yaml", """
            configMapGenerator:
              - name: settings
                literals: [A=one]
            secretGenerator:
              - name: secrets
                literals:
                  - "B=two"
            """),
        """
        3:18 KubernetesConfigMap configMapGenerator/settings/A = one
        7:12 KubernetesSecret secretGenerator/secrets/B = two
        """);

    [Fact]
    public void OtherConfiguration_KeepsTextAndNumbers() => AssertSettings(
        ("config/app.yaml", "db:\n  host: reviews-db\n  port: 5432\n  ssl: true\n  extra: null\nsecret: !vault |\n  abc\n"),
        """
        2:9 Configuration db/host = reviews-db
        3:9 Configuration db/port = 5432
        """);

    [Theory]
    [InlineData("package.json", """{"name": "x", "version": "1.0.0"}""")]
    [InlineData("package-lock.json", """{"name": "x"}""")]
    [InlineData("app.schema.json", """{"title": "x"}""")]
    [InlineData("x.json", """{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "x"}""")]
    [InlineData("api.yaml", "openapi: 3.1.0\ninfo: {title: x}\n")]
    [InlineData("src/locales/de.json", """{"main": "Haupt"}""")]
    [InlineData("secrets.yaml", "db: ENC[AES256_GCM,data:x]\nsops: {mac: y, version: 3.9.0}\nplain: x\n")]
    [InlineData("crd.yaml", "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x}\nspec: {env: [{name: A, value: b}]}\n")]
    [InlineData("service.yaml", "apiVersion: platformguard/v1\nkind: Service\nmetadata: {name: x}\n")]
    public void Documents_ThatConfigureNoProgram_HaveNoSettings(string path, string content) => AssertSettings((path, content), "");

    [Fact]
    public void Order_IsByFileAndPosition()
    {
        var settings = TestCodeBase.Of(("b/appsettings.json", """{"B": "1"}"""), ("a/values.yaml", "z: 1\na: 2\n"), ("a/compose.yaml", "services: {x: {environment: {A: b}}}")).Facts<SettingFacts>().All;

        Assert.Equal(["a/compose.yaml:1:33", "a/values.yaml:1:4", "a/values.yaml:2:4", "b/appsettings.json:1:7"], settings.Select(setting => setting.Location.ToString()));
    }

    private static void AssertSettings((string Path, string Content) file, string expected)
    {
        var settings = TestCodeBase.Of((file.Path, file.Content.ReplaceLineEndings("\n"))).Facts<SettingFacts>().All;

        Assert.Equal(
            expected.ReplaceLineEndings("\n"),
            string.Join('\n', settings.Select(setting => string.Create(
                CultureInfo.InvariantCulture,
                $"{setting.Location.Start.Line}:{setting.Location.Start.Column} {setting.Origin} {setting.Path}{(setting.Reference is { } reference ? $" → {reference.Store}/{reference.Key}" : setting.Value is { } value ? (" = " + value.Replace('\n', '⏎')).TrimEnd() : "")}"))));
    }

    private static string Base64(string text) => System.Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
