using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Guidelines.Tests.Datastores;

public sealed class DatastoreClassifierTests
{
    private static readonly DatastorePolicy Own = new(
    [
        new OwnStore("reviewers", ["reviewers-db", "pgbouncer", "*.reviewers.example.com"], "reviewers", ["ConnectionStrings:Main", "REDIS_CACHE_URL", "MAIN_DATABASE_URL"]),
        new OwnStore("sessions", [], "main", []),
    ]);

    [Theory]
    [InlineData("Host=patroni-main.internal;Database=gitlabhq_production;Username=reviewers", "host 'patroni-main.internal'")]
    [InlineData("postgres://app:s3cret@main-db.internal/gitlabhq_production", "database 'gitlabhq_production'")]
    [InlineData("postgres://app:s3cret@10.1.2.3:5432/gitlabhq_production_ci", "database 'gitlabhq_production_ci'")]
    [InlineData("postgresql+psycopg://app@db/gitlabhq_geo_production", "database 'gitlabhq_geo_production'")]
    [InlineData("jdbc:postgresql://replica-1,patroni-ci-02/app", "host 'patroni-ci-02'")]
    [InlineData("host=pgbouncer dbname=gitlabhq_production", "host 'pgbouncer'")]
    [InlineData("Database=gitlabhq_production", "database 'gitlabhq_production'")]
    [InlineData("Server=PATRONI-MAIN-01-DB-GPRD;Database=x", "host 'PATRONI-MAIN-01-DB-GPRD'")]
    [InlineData("primary.patroni.service.consul", "host 'primary.patroni.service.consul'")]
    [InlineData("postgres://pgbouncer-ci.int.gprd.gitlab.net:6432/app", "host 'pgbouncer-ci.int.gprd.gitlab.net'")]
    [InlineData("gitlab-redis-master.gitlab.svc.cluster.local:6379,password=s3cret", "host 'gitlab-redis-master.gitlab.svc.cluster.local'")]
    [InlineData("redis://:s3cret@gitlab-redis:6379/0", "host 'gitlab-redis'")]
    [InlineData("redis://redis-shared-state:6379", "host 'redis-shared-state'")]
    [InlineData("redis+sentinel://redis-tracechunks-01:26379/mymaster", "host 'redis-tracechunks-01'")]
    [InlineData("postgres://postgresql.gitlab.svc/app", "host 'postgresql.gitlab.svc'")]
    [InlineData("redis-cache-01-db-gprd.c.gitlab-production.internal:6379", "host 'redis-cache-01-db-gprd.c.gitlab-production.internal'")]
    [InlineData("patroni-main", "host 'patroni-main'")]
    [InlineData("gitlabhq_production", "database 'gitlabhq_production'")]
    [InlineData("patroni-main:5432", "host 'patroni-main'")]
    [InlineData("Host=localhost;Database=gitlabhq_production", "database 'gitlabhq_production'")]
    [InlineData("postgres://${USER}:${PASSWORD}@patroni-${SHARD}:5432/app_${SHARD}", "host 'patroni-…'")]
    public void Value_OfAMainDatastore_IsError(string value, string evidence)
    {
        var verdict = DatastoreClassifier.JudgeValue(value, DatastorePolicy.Default);

        Assert.Equal(evidence, verdict?.Evidence);
        if (verdict!.Store != "main PostgreSQL" || evidence != "host 'patroni-…'")
        {
            Assert.Equal(Severity.Error, verdict.AtMost);
        }
    }

    [Theory]
    [InlineData("postgres://app@postgres.example.com/main", "database 'main'")]
    [InlineData("Host=db;Database=ci", "database 'ci'")]
    [InlineData("postgres://app@main-db.internal/app", "host 'main-db.internal'")]
    [InlineData("redis://redis-cache:6379", "host 'redis-cache'")]
    [InlineData("postgres://app@pgbouncer:6432/reviews", "host 'pgbouncer'")]
    [InlineData("postgres://app@reviews-db.service.consul/reviews", "host 'reviews-db.service.consul'")]
    public void Value_ThatIsAlsoAnOrdinaryWord_IsWarning(string value, string evidence)
    {
        var verdict = DatastoreClassifier.JudgeValue(value, DatastorePolicy.Default);

        Assert.Equal(evidence, verdict?.Evidence);
        Assert.Equal(Severity.Warning, verdict!.AtMost);
    }

    [Theory]
    [InlineData("Host=reviewers-db;Database=reviewers")]
    [InlineData("Host=localhost;Database=main")]
    [InlineData("Host=localhost;Database=gitlabhq_test")]
    [InlineData("postgres://postgres:postgres@127.0.0.1:5432/gitlabhq_development_ci")]
    [InlineData("postgres:///main?host=/var/run/postgresql")]
    [InlineData("Host=${DB_HOST};Database=${DB_NAME}")]
    [InlineData("https://internal-api.example.com/api/v4/main")]
    [InlineData("https://patroni.readthedocs.io/en/latest")]
    [InlineData("pgbouncer.org")]
    [InlineData("domain-cache:6379")]
    [InlineData("mainframe-db")]
    [InlineData("postgres://maintenance-db/domain")]
    [InlineData("redis://redis:6379/0")]
    [InlineData("redis-cache-exporter:9121")]
    [InlineData("gitlabhquarters")]
    [InlineData("the gitlabhq_production database")]
    [InlineData("cat=patroni-main;dog=x")]
    [InlineData("main")]
    [InlineData("cache")]
    public void Value_ThatOnlyLooksLikeOne_IsSilent(string value) => Assert.Null(DatastoreClassifier.JudgeValue(value, DatastorePolicy.Default));

    [Theory]
    [InlineData("postgres://app@pgbouncer:6432/reviewers", true)]
    [InlineData("postgres://app@pgbouncer:6432/gitlabhq_production", false)]
    [InlineData("postgres://app@redis-cache.reviewers.example.com/x", true)]
    [InlineData("postgres://app@pgbouncer.db.svc.cluster.local/x", true)]
    [InlineData("Host=db;Database=main", true)]
    [InlineData("Host=patroni-main;Database=main", false)]
    public void Value_OfAnOwnStore_IsSilentUnlessUnmistakable(string value, bool silent) =>
        Assert.Equal(silent, DatastoreClassifier.JudgeValue(value, Own) is null);

    [Theory]
    [InlineData("GITLAB_REDIS_CACHE_CONFIG_FILE", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("GITLAB_REDIS_SHARED_STATE_CONFIG_FILE", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("GITLAB_REDIS_CONFIG_FILE", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("GITLAB_DATABASE_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("MAIN_DATABASE_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("APP_MAIN_DB_HOST", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("DATABASE_MAIN_PASSWORD", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("MAIN_REDIS_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("REDIS_SHARED_STATE_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("GITLABHQ_PRODUCTION_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("ConnectionStrings__MainDatabase", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("ConnectionStrings:SharedState", DatastoreNameKind.ConfigurationKey)]
    [InlineData("Databases:Main:Host", DatastoreNameKind.ConfigurationKey)]
    [InlineData("global.psql.main.host", DatastoreNameKind.ConfigurationKey)]
    [InlineData("global.psql.host", DatastoreNameKind.ConfigurationKey)]
    [InlineData("global.redis.sharedState.host", DatastoreNameKind.ConfigurationKey)]
    [InlineData("global.redis.cache.host", DatastoreNameKind.ConfigurationKey)]
    [InlineData("gitlab_rails.db_host", DatastoreNameKind.ConfigurationKey)]
    [InlineData("gitlab_rails.redis_cache_instance", DatastoreNameKind.ConfigurationKey)]
    [InlineData("MainDb", DatastoreNameKind.ConnectionName)]
    [InlineData("gitlabhq_production", DatastoreNameKind.ConnectionName)]
    [InlineData("gitlab-postgres-main", DatastoreNameKind.SecretName)]
    [InlineData("gitlab-redis-secret", DatastoreNameKind.SecretName)]
    [InlineData("gitlabhq-production-redis", DatastoreNameKind.SecretName)]
    [InlineData("postgres-main", DatastoreNameKind.SecretName)]
    [InlineData("redis.shared_state.yml", DatastoreNameKind.SecretName)]
    [InlineData("redis.cache.yml", DatastoreNameKind.SecretName)]
    public void Name_Unmistakable_IsError(string name, DatastoreNameKind kind) =>
        Assert.Equal(Severity.Error, DatastoreClassifier.JudgeName(name, kind, DatastorePolicy.Default)?.AtMost);

    [Theory]
    [InlineData("Main", DatastoreNameKind.ConnectionName)]
    [InlineData("ci", DatastoreNameKind.ConnectionName)]
    [InlineData("Cache", DatastoreNameKind.ConnectionName)]
    [InlineData("sessions", DatastoreNameKind.ConnectionName)]
    [InlineData("MainConnection", DatastoreNameKind.ConnectionName)]
    [InlineData("ConnectionStrings:Ci", DatastoreNameKind.ConfigurationKey)]
    [InlineData("ConnectionStrings__Main", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("POSTGRESQLCONNSTR_Main", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("CI_DATABASE_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("REDIS_CACHE_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("SESSIONS_REDIS_HOST", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("BILLING_MAIN_DATABASE_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("Redis:Chat:ConnectionString", DatastoreNameKind.ConfigurationKey)]
    [InlineData("Aspire:Npgsql:Main:ConnectionString", DatastoreNameKind.ConfigurationKey)]
    [InlineData("redis-cache", DatastoreNameKind.SecretName)]
    [InlineData("ci-database", DatastoreNameKind.SecretName)]
    public void Name_ThatIsAlsoAnOrdinaryWord_IsWarning(string name, DatastoreNameKind kind)
    {
        var expected = name == "Aspire:Npgsql:Main:ConnectionString" ? Severity.Error : Severity.Warning;
        Assert.Equal(expected, DatastoreClassifier.JudgeName(name, kind, DatastorePolicy.Default)?.AtMost);
    }

    [Theory]
    [InlineData("DATABASE_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("REDIS_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("REDIS_PORT", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("DOMAIN_DATABASE_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("MAINTENANCE_DB_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("CIRCUIT_BREAKER_REDIS", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("CACHE_TTL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("REDIS_CACHE_TTL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("MAIN_DATABASE_POOL_SIZE", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("MAIN_CLASS", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("MAIN_MENU", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("CACHE_KEY", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("CI_COMMIT_SHA", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("CI_PIPELINE_ID", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("SECURITY_DATABASE_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("SESSION_TIMEOUT", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("GITLAB_TOKEN", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("GITLAB_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("GEOGRAPHY_DB_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("PATRONI_SCOPE", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("MainDomain:Url", DatastoreNameKind.ConfigurationKey)]
    [InlineData("SecurityHeaders", DatastoreNameKind.ConfigurationKey)]
    [InlineData("Logging:Main:Level", DatastoreNameKind.ConfigurationKey)]
    [InlineData("Cache:Main:Host", DatastoreNameKind.ConfigurationKey)]
    [InlineData("ConnectionStrings:Reviewers", DatastoreNameKind.ConfigurationKey)]
    [InlineData("ConnectionStrings:DefaultConnection", DatastoreNameKind.ConfigurationKey)]
    [InlineData("ConnectionStrings:MainOffice", DatastoreNameKind.ConfigurationKey)]
    [InlineData("Reviewers", DatastoreNameKind.ConnectionName)]
    [InlineData("Domain", DatastoreNameKind.ConnectionName)]
    [InlineData("gitlab-registry-auth", DatastoreNameKind.SecretName)]
    [InlineData("main", DatastoreNameKind.SecretName)]
    [InlineData("reviewers-postgres", DatastoreNameKind.SecretName)]
    [InlineData("cache", DatastoreNameKind.SecretName)]
    public void Name_ThatOnlyHoldsAWord_IsSilent(string name, DatastoreNameKind kind) =>
        Assert.Null(DatastoreClassifier.JudgeName(name, kind, DatastorePolicy.Default));

    [Theory]
    [InlineData("ConnectionStrings__Main", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("connectionstrings:main", DatastoreNameKind.ConfigurationKey)]
    [InlineData("REDIS_CACHE_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("MAIN_DATABASE_URL", DatastoreNameKind.EnvironmentVariable)]
    [InlineData("sessions", DatastoreNameKind.ConnectionName)]
    [InlineData("REDIS_SESSIONS_URL", DatastoreNameKind.EnvironmentVariable)]
    public void Name_DeclaredAsOwn_IsSilent(string name, DatastoreNameKind kind)
    {
        Assert.Null(DatastoreClassifier.JudgeName(name, kind, Own));
        Assert.NotNull(DatastoreClassifier.JudgeName(name, kind, DatastorePolicy.Default));
    }

    [Theory]
    [InlineData("ConnectionStrings:Main", null, "PG1002 Warning Configuration key 'ConnectionStrings:Main'")]
    [InlineData("ConnectionStrings:Main", "", "PG1002 Warning Configuration key 'ConnectionStrings:Main'")]
    [InlineData("ConnectionStrings:Main", "${MAIN}", "PG1002 Warning Configuration key 'ConnectionStrings:Main'")]
    [InlineData("ConnectionStrings:Main", "Host=localhost;Database=app", null)]
    [InlineData("ConnectionStrings:Main", "Host=orders;Database=orders", null)]
    [InlineData("ConnectionStrings:Main", "Host=patroni-main;Database=x", "PG1001 Error host 'patroni-main'")]
    [InlineData("ConnectionStrings:MainDb", "Host=main-db;Database=x", "PG1001 Error host 'main-db'")]
    [InlineData("ConnectionStrings:MainDb", "Host=db.prod.internal;Database=x", "PG1002 Error Configuration key 'ConnectionStrings:MainDb'")]
    [InlineData("ConnectionStrings:MainDb", "Host=localhost;Database=x", null)]
    [InlineData("Databases:Main:Host", "127.0.0.1", null)]
    [InlineData("Database:Host", "${MAIN_DATABASE_HOST}", "PG1002 Error Environment variable 'MAIN_DATABASE_HOST'")]
    [InlineData("Database:Host", "${DB_HOST:-patroni-main}", "PG1001 Error host 'patroni-main'")]
    [InlineData("Database:Host", "${DB_HOST:-localhost}", null)]
    [InlineData("Database:Host", "patroni-main", "PG1001 Error host 'patroni-main'")]
    [InlineData("Cluster:Label", "patroni-main", null)]
    [InlineData("Cluster:Label", "patroni-main.service.consul", "PG1001 Error host 'patroni-main.service.consul'")]
    [InlineData("Image:Repository", "pgbouncer", null)]
    [InlineData("Database:Name", "main", "PG1001 Warning database 'main'")]
    [InlineData("Branch:Name", "main", null)]
    [InlineData("Database:Name", "gitlabhq_production", "PG1001 Error database 'gitlabhq_production'")]
    [InlineData("REDIS_CACHE_DB", "1", null)]
    [InlineData("MAIN_DATABASE_USER", "reviewers", "PG1002 Error Configuration key 'MAIN_DATABASE_USER'")]
    [InlineData("gitlabhq_url", "Host=localhost", "PG1002 Error Configuration key 'gitlabhq_url'")]
    public void Setting_ByValueAndName_HasOneVerdict(string name, string? value, string? expected)
    {
        var verdict = DatastoreClassifier.JudgeSetting(name, DatastoreNameKind.ConfigurationKey, value, DatastorePolicy.Default);

        Assert.Equal(expected, verdict is { } found ? $"{found.RuleId} {found.Verdict.AtMost} {found.Verdict.Evidence}" : null);
    }

    [Fact]
    public void Host_StartedByTheRepository_IsTrustedWhereItResolvesToNothingElse()
    {
        var elsewhere = new DatastorePolicy([], ["pgbouncer", "patroni-main"], includeUnmistakable: false);
        var compose = new DatastorePolicy([], ["pgbouncer", "patroni-main"], includeUnmistakable: true);

        Assert.Null(DatastoreClassifier.JudgeValue("postgres://pgbouncer/app", elsewhere));
        Assert.NotNull(DatastoreClassifier.JudgeValue("postgres://patroni-main/app", elsewhere));
        Assert.Null(DatastoreClassifier.JudgeValue("postgres://patroni-main/app", compose));
    }

    [Fact]
    public void Verdict_OfAValueWithPassword_NeverHoldsIt()
    {
        foreach (var value in new[] { "redis://hunter2:hunter2@gitlab-redis", "hunter2@gitlab-redis:6379", "Host=patroni-main;Password=hunter2", "host=patroni-main password=hunter2 dbname=x" })
        {
            Assert.DoesNotContain("hunter2", DatastoreClassifier.JudgeValue(value, DatastorePolicy.Default)!.ToString(), System.StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("DATABASE_URL", "gitlab-postgres-main", "url", null, "Error 'gitlab-postgres-main'")]
    [InlineData("MAIN_DATABASE_URL", "app", "url", null, null)]
    [InlineData("REDIS_CACHE_URL", "redis-cache", "url", null, null)]
    [InlineData("REDIS_CACHE_URL", "gitlab-redis", "url", null, "Error 'gitlab-redis'")]
    [InlineData("OTHER_URL", "redis-cache", "url", null, "Warning 'redis-cache'")]
    [InlineData("OTHER_URL", "redis-cache", "url", "redis://reviewers-db:6379", null)]
    [InlineData("OTHER_URL", "app", "redis.trace_chunks.yml", null, "Error 'redis.trace_chunks.yml'")]
    [InlineData(null, "postgres-main", null, null, "Error 'postgres-main'")]
    [InlineData(null, "reviewers", null, null, null)]
    public void Reference_IsJudgedByVariableStoreAndKey(string? name, string store, string? key, string? value, string? expected)
    {
        var verdict = DatastoreClassifier.JudgeReference(name, store, key, value, Own);

        Assert.Equal(expected, verdict is null ? null : $"{verdict.AtMost} '{verdict.Subject}'");
    }

    [Theory]
    [InlineData("${A}", "A")]
    [InlineData("$A/x", "A")]
    [InlineData("$(A)", "A")]
    [InlineData("${A:-b}", "A=b")]
    [InlineData("${A:-${B:-c}}", "A=${B:-c}")]
    [InlineData("${spring.url:default}", "spring.url=default")]
    [InlineData("${{ secrets.A }}", "A")]
    [InlineData("x$1y", "")]
    [InlineData("pa$$word${", "word")]
    public void References_OfTemplates_AreFound(string value, string expected) =>
        Assert.Equal(expected, string.Join(' ', System.Linq.Enumerable.Select(Templates.References(value), reference => reference.Name + (reference.Default is { } fallback ? "=" + fallback : ""))));

    [Fact]
    public void Judge_HostileText_EndsSoon()
    {
        foreach (var piece in new[] { "${A:-", "${", "main_db_", "Ab", "_", "gitlab-redis-", "redis_cache_", "$A" })
        {
            var text = string.Concat(System.Linq.Enumerable.Repeat(piece, ConnectionString.MaxLength / piece.Length));
            var started = System.Environment.TickCount64;
            _ = DatastoreClassifier.JudgeSetting(text, DatastoreNameKind.EnvironmentVariable, text, DatastorePolicy.Default);
            Assert.True(System.Environment.TickCount64 - started < 3000, piece);
        }
    }
}
