using System.Linq;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Tests.Manifests;

namespace PlatformGuard.Core.Tests.Checks;

/// <summary>PG1003: stores that files use or start.</summary>
public sealed class UndeclaredDatastoreTests
{
    private const string Declared = "storage: [{kind: postgresql, name: reviews, hosts: [reviews-db], database: reviews, configuration: [DATABASE_URL]}]";

    [Theory]
    [InlineData(".env", "DATABASE_URL=postgres://app:hunter2@reviews-db:5432/reviews", ".env:1:14: warning: PostgreSQL 'reviews' is not declared under spec.storage in the manifest")]
    [InlineData(".env", "REDIS_ADDR=redis-cart:6379", ".env:1:12: warning: Redis 'redis-cart' is not declared under spec.storage in the manifest")]
    [InlineData(".env", "MONGO_URI=mongodb://mongo/x", ".env:1:11: warning: MongoDB 'x' is not declared under spec.storage in the manifest")]
    [InlineData("appsettings.json", "{\"ConnectionStrings\": {\"Orders\": \"Host=orders-db;Database=orders;Username=x\"}}", "appsettings.json:1:34: warning: PostgreSQL 'orders' is not declared under spec.storage in the manifest")]
    [InlineData("app/db.py", "URL = 'postgresql+psycopg://app@orders-db/orders'\n", "app/db.py:1:8: warning: PostgreSQL 'orders' is not declared under spec.storage in the manifest")]
    [InlineData("compose.yaml", "services: {db: {image: 'bitnami/postgresql:16'}}", "compose.yaml:1:24: warning: PostgreSQL 'db' is not declared under spec.storage in the manifest")]
    [InlineData("chart/Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies: [{name: redis, version: 1.0.0, repository: x}]\n", "chart/Chart.yaml:4:23: warning: Redis 'redis' is not declared under spec.storage in the manifest")]
    [InlineData("deploy.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cart}\nspec: {template: {spec: {containers: [{name: a, image: 'valkey/valkey:8'}]}}}\n", "deploy.yaml:4:56: warning: Redis 'cart' is not declared under spec.storage in the manifest")]
    [InlineData(".env", "HOST=web\nURL=https://example.com\nPORT=5432\nREDIS_PORT=6379\nREDIS_ENABLED=true\nAMQP=amqp://mq", "")]
    [InlineData("app/db.py", "DOC = 'see https://www.postgresql.org/docs'\n", "")]
    [InlineData("tests/.env", "DATABASE_URL=postgres://app@orders-db/orders", "")]
    [InlineData("docker-compose.test.yml", "services: {db: {image: postgres}}", "")]
    [InlineData(".gitlab-ci.yml", "test: {services: [postgres], variables: {DATABASE_URL: 'postgres://a@postgres/x'}, script: x}", "")]
    [InlineData("job.yaml", "apiVersion: batch/v1\nkind: Job\nmetadata: {name: dump}\nspec: {template: {spec: {containers: [{name: a, image: 'postgres:16'}]}}}\n", "")]
    [InlineData("data.yaml", "docs: {redis_url: the address}\n", "")]
    [InlineData(".env", "DB=sqlite:///app.db", "")]
    [InlineData("App.config", "<configuration><startup><supportedRuntime sku='.NETFramework,Version=v4.6.1'/></startup></configuration>", "")]
    [InlineData(".env", "BROKERS=kafka-1:9092,kafka-2:9092,retries=3", "")]
    [InlineData(".env", "SESSIONS=cache-1:6379,password=x", ".env:1:10: warning: Redis 'cache-1' is not declared under spec.storage in the manifest")]
    [InlineData("src/docker-compose-tests.override.yml", "services: {db: {image: postgres}}", "")]
    public void File_NothingDeclared_Verdict(string path, string content, string expected) => Assert.Equal(expected, Run("storage: []", (path, content)));

    [Theory]
    [InlineData(".env", "DATABASE_URL=postgres://app@reviews-db:5432/reviews", "")]
    [InlineData(".env", "DATABASE_URL=postgres://app@localhost/dev", "")]
    [InlineData("compose.yaml", "services: {db: {image: postgres}, web: {environment: {DATABASE_URL: 'postgres://db/x'}}}", "")]
    [InlineData(".env", "ORDERS_URL=postgres://app@orders-db.prod/orders", ".env:1:12: warning: PostgreSQL 'orders' is not declared under spec.storage in the manifest")]
    [InlineData(".env", "REDIS_URL=redis://cache", ".env:1:11: warning: Redis 'cache' is not declared under spec.storage in the manifest")]
    public void File_PostgreSqlDeclared_Verdict(string path, string content, string expected) => Assert.Equal(expected, Run(Declared, (path, content)));

    [Fact]
    public void OneStore_IsOneFindingWithItsOtherPlaces()
    {
        var finding = Assert.Single(Findings(
            "storage: []",
            (".env", "DATABASE_URL=postgres://app@db/orders"),
            ("appsettings.json", "{\"ConnectionStrings\": {\"X\": \"Host=localhost;Database=orders;Username=a\"}}"),
            ("compose.yaml", "services: {db: {image: postgres}}")));

        Assert.Equal(".env:1:14", finding.Location.ToString());
        Assert.Equal(["'ConnectionStrings:X' leads to it", "service 'db' runs it"], finding.RelatedLocations.Select(static related => related.Message));
    }

    [Fact]
    public void MainDatastore_IsNoOwnStoreToDeclare() => Assert.Equal("", Run("storage: []", (".env", "DATABASE_URL=postgres://app@patroni-main/gitlabhq_production")));

    [Fact]
    public void ChartDependency_SwitchedOffByItsValues_IsSilent() => Assert.Equal(
        "",
        Run("storage: []", ("chart/Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies: [{name: redis, condition: redis.enabled, version: 1.0.0, repository: x}]\n"), ("chart/values.yaml", "redis: {enabled: false}\n")));

    private static string Run(string spec, params (string Path, string Content)[] files) => Findings(spec, files).ToList().Lines();

    private static Finding[] Findings(string spec, params (string Path, string Content)[] files) =>
        [.. TestCodeBase.With(ManifestTexts.Read(ManifestTexts.WithSpec(spec)), files).Run<UndeclaredDatastore>()];
}
