using System.Collections.Immutable;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Checks;

/// <summary>PG1001 and PG1002 together: one setting has one of them, never both.</summary>
public sealed class MainDatastoreTests
{
    private static readonly ServiceManifest WithOwnStore = new()
    {
        Storage = [new DeclaredStore("postgresql", "reviewers", ["reviewers-db", "pgbouncer"], "reviewers", ["ConnectionStrings:Main", "CACHE_REDIS_URL"], null)],
    };

    [Theory]
    [InlineData("appsettings.json", """{"ConnectionStrings": {"App": "Host=patroni-main;Database=x;Password=hunter2"}}""", "1:31 PG1001 error host 'patroni-main'")]
    [InlineData("appsettings.json", """{"ConnectionStrings": {"Main": "Host=db;Database=gitlabhq_production"}}""", "1:32 PG1001 error database 'gitlabhq_production'")]
    [InlineData("appsettings.json", """{"ConnectionStrings": {"Main": ""}}""", "1:24 PG1002 warning Configuration key 'ConnectionStrings:Main'")]
    [InlineData("appsettings.json", """{"Database": {"Host": "patroni-main"}}""", "1:23 PG1001 error host 'patroni-main'")]
    [InlineData("appsettings.json", """{"Database": {"Host": "reviews-db", "Name": "reviews"}}""", "")]
    [InlineData("appsettings.json", """{"ConnectionStrings": {"Main": "Host=localhost;Database=app"}}""", "")]
    [InlineData("Properties/launchSettings.json", """{"profiles": {"x": {"environmentVariables": {"GITLAB_REDIS_CONFIG_FILE": "/etc/redis.yml"}}}}""", "1:46 PG1002 error Environment variable 'GITLAB_REDIS_CONFIG_FILE'")]
    [InlineData(".env", "DATABASE_URL=postgres://app:hunter2@main-db.internal/gitlabhq_production", "1:14 PG1001 error database 'gitlabhq_production'")]
    [InlineData(".env", "MAIN_DATABASE_URL=", "1:1 PG1002 error Environment variable 'MAIN_DATABASE_URL'")]
    [InlineData(".env", "DATABASE_URL=postgres://app@postgres.example.com/main", "1:14 PG1001 warning database 'main'")]
    [InlineData(".env", "MAIN_DATABASE_URL=postgres://app@localhost/app", "")]
    [InlineData(".env", "DATABASE_URL=postgres://app@localhost:5432/gitlabhq_development", "")]
    [InlineData(".env", "DATABASE_URL=${MAIN_DATABASE_URL}", "1:14 PG1002 error Environment variable 'MAIN_DATABASE_URL'")]
    [InlineData(".env", "DATABASE_URL=${OWN_URL:-postgres://patroni-ci/x}", "1:14 PG1001 error host 'patroni-ci'")]
    [InlineData(".env", "MAIN_CLASS=App\nCI_COMMIT_SHA=1\nCACHE_TTL=5\nREDIS_PORT=6379\nSESSION_TIMEOUT=1\nCIRCUIT_BREAKER=on", "")]
    [InlineData("tests/.env.test", "PGHOST=primary.patroni.service.consul", "1:8 PG1001 error host 'primary.patroni.service.consul'")]
    [InlineData("Dockerfile", "FROM x\nENV REDIS_URL=redis://gitlab-redis-master:6379", "2:15 PG1001 error host 'gitlab-redis-master'")]
    [InlineData("Dockerfile", "FROM x\nARG MAIN_DATABASE_URL", "2:5 PG1002 error Environment variable 'MAIN_DATABASE_URL'")]
    [InlineData("Dockerfile", "FROM edoburu/pgbouncer:1.23\nENV NAME=pgbouncer", "")]
    [InlineData("web.config", "<configuration><connectionStrings><add name='X' connectionString='Server=pgbouncer-ci;Database=x'/></connectionStrings></configuration>", "1:67 PG1001 error host 'pgbouncer-ci'")]
    [InlineData("pgbouncer.ini", "[databases]\nreviews = host=patroni-main dbname=reviews", "2:11 PG1001 error host 'patroni-main'")]
    [InlineData("application.properties", "spring.datasource.url=jdbc:postgresql://db/gitlabhq_production_ci", "1:23 PG1001 error database 'gitlabhq_production_ci'")]
    [InlineData("settings.toml", "[database]\nname = 'gitlabhq_production'", "2:9 PG1001 error database 'gitlabhq_production'")]
    [InlineData("chart/values.yaml", "global: {psql: {main: {host: ''}}}", "1:24 PG1002 error Configuration key 'global/psql/main/host'")]
    [InlineData("chart/values.yaml", "redis: {cache: {host: redis}}\nimage: {repository: pgbouncer}", "")]
    [InlineData(".gitlab-ci.yml", "variables: {DATABASE_URL: 'postgres://app@patroni-main/app'}", "1:27 PG1001 error host 'patroni-main'")]
    [InlineData(".gitlab-ci.yml", "test:\n  services: [postgres:16]\n  variables: {POSTGRES_DB: app, CI_DATABASE_URL: 'postgres://postgres/app'}", "")]
    [InlineData(".github/workflows/x.yml", "jobs: {a: {steps: [{run: x, env: {DATABASE_URL: '${{ secrets.MAIN_DATABASE_URL }}'}}]}}", "1:49 PG1002 error Environment variable 'MAIN_DATABASE_URL'")]
    [InlineData("config/database.yml", "production: {main: {adapter: postgresql, database: gitlabhq_production}}", "1:52 PG1001 error database 'gitlabhq_production'")]
    [InlineData("deploy/files.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: f}\ndata:\n  app.properties: |\n    a=b\n    db.url=jdbc:postgresql://patroni-main/x\n", "7:12 PG1001 error host 'patroni-main'")]
    [InlineData("deploy/files.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: f}\ndata:\n  redis.shared_state.yml: |\n    production:\n      url: redis://localhost\n", "5:3 PG1002 error Configuration key 'redis.shared_state.yml'")]
    [InlineData("deploy/pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: p, args: ['--dsn=host=patroni-main dbname=x', --mode, main]}]}\n", "4:45 PG1001 error host 'patroni-main'")]
    [InlineData("docs/labels.yaml", "branch: main\nlabels: [cache, ci]\ncluster: patroni-main", "")]
    public void File_IsJudgedByValueThenName(string path, string content, string expected) => AssertFindings(new ServiceManifest(), expected, (path, content));

    [Fact]
    public void Kubernetes_SecretOfTheMainDatastore_IsFoundWithTheVariableBesideIt()
    {
        var finding = Assert.Single(TestCodeBase.Of(("deploy.yaml", Deployment("{name: DATABASE_URL, valueFrom: {secretKeyRef: {name: gitlab-postgres-main, key: url}}}"))).Run<MainDatastoreByName>());

        Assert.Equal("Secret or configuration map 'gitlab-postgres-main' stands for a main datastore", finding.Message);
        Assert.Equal(new Position(4, 111), finding.Location.Start);
        var related = Assert.Single(finding.RelatedLocations);
        Assert.Equal("environment variable 'DATABASE_URL' takes its value from Secret 'gitlab-postgres-main'", related.Message);
        Assert.Equal(4, related.Location.Start.Line);
    }

    [Theory]
    [InlineData("{name: MAIN_DATABASE_URL, valueFrom: {secretKeyRef: {name: app, key: url}}}", "error Environment variable 'MAIN_DATABASE_URL'")]
    [InlineData("{name: URL, valueFrom: {secretKeyRef: {name: app, key: main-database-url}}}", "error Configuration key 'main-database-url'")]
    [InlineData("{name: URL, valueFrom: {configMapKeyRef: {name: redis-cache, key: url}}}", "warning Secret or configuration map 'redis-cache'")]
    [InlineData("{name: CACHE_REDIS_URL, valueFrom: {secretKeyRef: {name: app, key: url}}}", "warning Environment variable 'CACHE_REDIS_URL'")]
    [InlineData("{name: DATABASE_URL, valueFrom: {secretKeyRef: {name: reviewers-db, key: url}}}", "")]
    [InlineData("{name: GITLAB_TOKEN, valueFrom: {secretKeyRef: {name: main, key: token}}}", "")]
    public void KubernetesReference_IsJudgedByItsNames(string entry, string expected) => Assert.Equal(
        expected,
        string.Join('\n', TestCodeBase.Of(("deploy.yaml", Deployment(entry))).Run<MainDatastoreByName>().Select(finding => finding.Severity.ToString().ToLowerInvariant() + " " + finding.Message.Replace(" stands for a main datastore", "", System.StringComparison.Ordinal))));

    [Fact]
    public void KubernetesReference_WhoseValueIsLocal_IsSilent() => AssertFindings(
        new ServiceManifest(),
        "",
        ("deploy.yaml", Deployment("{name: MAIN_DATABASE_URL, valueFrom: {secretKeyRef: {name: app, key: url}}}")),
        ("secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: app}\nstringData: {url: 'postgres://localhost/app'}\n"));

    [Fact]
    public void KubernetesSecret_EncodedConnection_IsFoundAndNotShown()
    {
        var encoded = System.Convert.ToBase64String(Encoding.UTF8.GetBytes("postgres://app:hunter2@patroni-main/x"));
        var finding = Assert.Single(TestCodeBase.Of(("secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: app}\ndata:\n  url: " + encoded + "\n")).Run<MainDatastoreConnection>());

        Assert.Equal("secret.yaml:5:8", finding.Location.ToString());
        Assert.Equal("Connection to a main datastore: host 'patroni-main'", finding.Message);
        Assert.DoesNotContain("hunter2", finding.ToString().Replace(finding.FingerprintValue!, "", System.StringComparison.Ordinal), System.StringComparison.Ordinal);
    }

    [Fact]
    public void Host_OfTheRepositorysOwnServer_IsSilent()
    {
        const string Compose = "services:\n  pgbouncer: {image: edoburu/pgbouncer}\n  patroni-main: {image: postgres}\n  web: {environment: {A_URL: 'postgres://pgbouncer/x', B_URL: 'postgres://patroni-main/x'}}\n";

        AssertFindings(new ServiceManifest(), "", ("compose.yaml", Compose), (".env", "DATABASE_URL=postgres://pgbouncer:6432/reviews"));
        AssertFindings(new ServiceManifest(), "1:14 PG1001 error host 'patroni-main'", ("compose.yaml", Compose), (".env", "DATABASE_URL=postgres://patroni-main/x"));
        AssertFindings(new ServiceManifest(), "1:14 PG1001 warning host 'pgbouncer'", (".env", "DATABASE_URL=postgres://pgbouncer:6432/reviews"));
    }

    [Fact]
    public void Host_OfAKubernetesService_IsSilentUnlessItLeadsElsewhere()
    {
        const string Selecting = "apiVersion: v1\nkind: Service\nmetadata: {name: redis-cache, namespace: reviews}\nspec: {selector: {app: redis}}\n";
        const string External = "apiVersion: v1\nkind: Service\nmetadata: {name: redis-cache}\nspec: {type: ExternalName, externalName: gitlab-redis.gitlab.svc.cluster.local}\n";
        const string Settings = "REDIS_URL=redis://redis-cache.reviews.svc:6379";

        AssertFindings(new ServiceManifest(), "", ("service-redis.yaml", Selecting), (".env", Settings));
        AssertFindings(new ServiceManifest(), "1:11 PG1001 warning host 'redis-cache.reviews.svc'\n4:42 PG1001 error host 'gitlab-redis.gitlab.svc.cluster.local'", ("service-redis.yaml", External), (".env", Settings));
    }

    [Fact]
    public void OwnStore_DeclaredInTheManifest_IsSilentButNeverTheMainDatabase() => AssertFindings(
        WithOwnStore,
        "4:5 PG1001 error database 'gitlabhq_production'",
        (".env", "A=postgres://app@pgbouncer/reviewers\nCACHE_REDIS_URL=\nConnectionStrings__Main=\nURL=postgres://app@reviewers-db/gitlabhq_production\n"));

    [Fact]
    public void SharedAnchor_IsOneFinding() => AssertFindings(
        new ServiceManifest(),
        "1:17 PG1001 error host 'patroni-main'",
        ("compose.yaml", "x-env: &env {A: 'postgres://patroni-main/x'}\nservices:\n  a: {environment: *env}\n  b: {environment: *env}\n"));

    [Fact]
    public void Literals_OfSource_CountWhereTheyConnect()
    {
        static SourceFile File(FileKind kind, params Literal[] literals) => new() { Path = "app.py", Kind = kind, Literals = literals };
        static Literal At(int line, string? name, string value, bool quoted = true) => new(name, value, quoted, new Location("app.py", new Position(line, 1), new Position(line, 9)));
        Literal[] literals =
        [
            At(1, null, "postgres://app:hunter2@patroni-main/x"),
            At(2, "DB_HOST", "patroni-main"),
            At(3, "label", "patroni-main"),
            At(4, null, "patroni-main"),
            At(5, "DATABASE_URL", "postgres://patroni-ci/x", quoted: false),
            At(6, null, "postgres://patroni-ci/x", quoted: false),
            At(7, "url", "postgres://{user}@{host}/reviews"),
            At(8, "MAIN_DATABASE_URL", "see the wiki"),
            At(9, "dbname", "gitlabhq_production"),
            At(10, "sentinel", "patroni"),
            At(11, "DatabasePrefix", "gitlabhq"),
            At(12, "pgHost", "pgbouncer"),
        ];

        Assert.Equal([1, 2, 5, 9, 12], Run(File(FileKind.Source, literals)).Select(finding => finding.Location.Start.Line));
        Assert.Empty(Run(File(FileKind.Text, literals)));

        static ImmutableArray<Finding> Run(SourceFile file)
        {
            var codeBase = new CodeBase { Files = [file], Manifest = new ServiceManifest(), Stage = Stage.Experiment, Role = Role.Service, RootPath = "/", Options = new CheckOptions() };
            return [.. codeBase.Run<MainDatastoreConnection>(), .. codeBase.Run<MainDatastoreByName>()];
        }
    }

    private static string Deployment(string entry) =>
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec: {template: {spec: {containers: [{name: api, env: [" + entry + "]}]}}}\n";

    private static void AssertFindings(ServiceManifest manifest, string expected, params (string Path, string Content)[] files)
    {
        var codeBase = TestCodeBase.With(manifest, files);
        var findings = codeBase.Run<MainDatastoreConnection>().Concat(codeBase.Run<MainDatastoreByName>()).ToList();
        var lines = findings.Select(finding => $"{finding.Location.Start.Line}:{finding.Location.Start.Column} {finding.Rule.Id} {finding.Severity.ToString().ToLowerInvariant()} "
            + finding.Message.Replace("Connection to a main datastore: ", "", System.StringComparison.Ordinal).Replace(" stands for a main datastore", "", System.StringComparison.Ordinal));

        Assert.Equal(expected, string.Join('\n', lines));
        Assert.DoesNotContain(findings, finding => finding.Message.Contains("hunter2", System.StringComparison.Ordinal));
    }
}
