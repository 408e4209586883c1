using System.Text;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Reading;
using PlatformGuard.Core.Tests.Manifests;
using PlatformGuard.Guidelines.Secrets;

namespace PlatformGuard.Core.Tests.Checks;

/// <summary>PG3007 on schemas and the manifest.</summary>
public sealed class TokenInServiceStoreTests
{
    [Theory]
    [InlineData("migrations/1.sql", "ALTER TABLE installations ADD COLUMN access_token text NOT NULL;", "migrations/1.sql:1:38: error: Long-lived token in the service's own store: column 'access_token' of table 'installations'")]
    [InlineData("migrations/1.sql", "-- access_token\nCREATE TABLE IF NOT EXISTS app.\"Users\" (\n  id bigserial PRIMARY KEY,\n  \"ApiKey\" varchar(40) DEFAULT 'x,api_token',\n  CONSTRAINT api_key UNIQUE (\"ApiKey\")\n);", "migrations/1.sql:4:4: error: Long-lived token in the service's own store: column 'ApiKey' of table 'Users'")]
    [InlineData("db/x.sql", "alter table [dbo].[T] add [Name] nvarchar(10), [ClientSecret] nvarchar(100) null", "db/x.sql:1:49: error: Long-lived token in the service's own store: column 'ClientSecret' of table 'T'")]
    [InlineData("db/x.sql", "ALTER TABLE t ADD (a int, refresh_token VARCHAR(10));", "db/x.sql:1:27: error: Long-lived token in the service's own store: column 'refresh_token' of table 't'")]
    [InlineData("db/schema.rb", "create_table \"hooks\" do |t|\n  t.string \"name\"\n  t.string \"webhook_secret\", null: false\nend\n", "db/schema.rb:3:13: error: Long-lived token in the service's own store: column 'webhook_secret' of table 'hooks'")]
    [InlineData("db/migrate/1_x.rb", "def change\n  add_column :users, :private_key, :text\nend\n", "db/migrate/1_x.rb:2:23: error: Long-lived token in the service's own store: column 'private_key' of table 'users'")]
    [InlineData("m.sql", "CREATE TABLE t (access_token_hash bytea, token_count int, access_token_id uuid, uses_access_token boolean, has_private_key bool, access_token timestamp, public_key text, primary key (id), cache_key text, next_page_token text, token text, reset_token text);", "")]
    [InlineData("m.sql", "CREATE TEMP TABLE t (access_token text);\nSELECT access_token FROM t;\n", "")]
    [InlineData("m.sql", "ALTER TABLE t DROP COLUMN access_token;", "")]
    [InlineData("m.sql", "ALTER TABLE t ADD COLUMN access_token text;\nALTER TABLE t DROP COLUMN access_token;", "")]
    [InlineData("m.sql", "-- +goose Up\nALTER TABLE t DROP COLUMN a;\n-- +goose Down\nALTER TABLE t ADD COLUMN access_token text;", "")]
    [InlineData("m/1.down.sql", "ALTER TABLE t ADD COLUMN access_token text;", "")]
    [InlineData("m.sql", "ALTER TABLE t ADD CONSTRAINT access_token CHECK (x);", "")]
    [InlineData("db/migrate/1_x.rb", "def down\n  add_column :users, :private_key, :text\nend\n", "")]
    [InlineData("spec/fixtures/x.sql", "CREATE TABLE t (access_token text);", "")]
    public void Schema_Verdict(string path, string content, string expected) => Assert.Equal(expected, TestCodeBase.Of((path, content)).Run<TokenInServiceStore>().Lines());

    [Theory]
    [InlineData("storage: [{kind: redis, name: s, holdsTokens: true}]", "service.yaml:7:49: error: Long-lived token in the service's own store: the manifest says that 's' holds tokens")]
    [InlineData("storage: [{kind: redis, name: s, holdsTokens: false}]", "")]
    [InlineData("storage: [{kind: redis, name: s}]", "")]
    public void Manifest_Verdict(string spec, string expected) => Assert.Equal(expected, TestCodeBase.With(ManifestTexts.Read(ManifestTexts.WithSpec(spec))).Run<TokenInServiceStore>().Lines());

    [Fact]
    public void SameColumn_InMigrationAndSchema_IsOneFinding() => Assert.Single(
        TestCodeBase.Of(("db/schema.rb", "create_table :t do |t|\n  t.string :api_key\nend\n"), ("db/migrate/1.rb", "add_column :t, :api_key, :string\n")).Run<TokenInServiceStore>());

    [Theory]
    [InlineData("AccessToken", true)]
    [InlineData("refreshToken", true)]
    [InlineData("personal_access_token", true)]
    [InlineData("apikey", true)]
    [InlineData("GitHubAccessToken", true)]
    [InlineData("PromptTokens", false)]
    [InlineData("TokenCount", false)]
    [InlineData("TokenizerVersion", false)]
    [InlineData("AccessTokenHash", false)]
    [InlineData("TokenExpiresAt", false)]
    [InlineData("ConcurrencyToken", false)]
    [InlineData("NextPageToken", false)]
    [InlineData("PublicKey", false)]
    [InlineData("PrimaryKey", false)]
    [InlineData("ForeignKey", false)]
    public void Name_Verdict(string name, bool expected) => Assert.Equal(expected, StoredToken.IsLongLived(name));

    [Fact]
    public void BrokenSql_NeverFails()
    {
        foreach (var text in (string[])["create table", "create table t (", "create table t (a", "alter table t add (", "alter table t add a b, ", "create table t (token [", "'", "/*", "alter table t drop column", "create table token (a,,)(,", new string('(', 9000) + " table token"])
        {
            Assert.Null(Record.Exception(() => FileReader.Read("x.sql", Encoding.UTF8.GetBytes(text + " -- token table"), new CheckOptions())));
        }
    }
}
