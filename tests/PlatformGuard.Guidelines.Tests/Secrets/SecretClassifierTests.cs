using System;
using System.Linq;
using PlatformGuard.Guidelines.Secrets;

namespace PlatformGuard.Guidelines.Tests.Secrets;

public sealed class SecretClassifierTests
{
    private const SecretSlot Source = SecretSlot.SourceLiteral;
    private const SecretSlot Setting = SecretSlot.Setting;
    private const SecretSlot Text = SecretSlot.Text;

    public static TheoryData<SecretSlot, string?, string> SecretsByForm => new()
    {
        { Text, null, Made.GitLabToken() },
        { Text, null, "see " + Made.GitLabToken() + "." },
        { Text, null, "mycompany-" + Made.GitLabToken() },
        { Text, null, @"line\n" + Made.GitLabToken() },
        { Text, null, "https://oauth2:" + Made.GitLabToken() + "@gitlab.example.com/a/b.git" },
        { Source, "header", "PRIVATE-TOKEN: " + Made.GitLabToken() },
        { Text, null, Made.GitHubToken() },
        { Text, null, Made.GitHubToken("ghs") },
        { Source, "keyId", Made.AwsKeyId() },
        { Text, null, Made.SlackWebhook() },
        { Text, null, "sk" + "_live_" + Made.Body(24) },
        { Text, null, "AGE-SECRET" + "-KEY-1" + Made.Body(58, "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L") },
        { Setting, "clientId", Made.Body(3) + "8Q" + "~" + Made.Body(33) },
        { Text, null, Made.Body(14) + ".atlas" + "v1." + Made.Body(64) },
        { Text, null, Made.PrivateKey() },
        { Text, null, Made.PrivateKey("OPENSSH PRIVATE") },
        { Text, null, Made.PrivateKey("ENCRYPTED PRIVATE") },
        { Text, null, Made.PrivateKey("PRIVATE", @"\n") },
        { Text, null, Made.PrivateKey("PGP PRIVATE").Replace(" KEY-----", " KEY BLOCK-----", StringComparison.Ordinal) },
        { Setting, "client-key-data", Made.Base64Of(Made.PrivateKey("EC PRIVATE")) },
        { Source, "token", Made.Jwt("""{"alg":"HS256","typ":"JWT"}""", """{"sub":"svc","iss":"auth"}""") },
        { Text, null, Made.Jwt("""{"alg":"RS256","kid":"1"}""", """{"sub":"svc","iat":1700000000,"exp":1800000000}""") },
        { Setting, "DATABASE_URL", "postgres://reviewers:Wint3rF4ll@reviewers-db/reviewers" },
        { Setting, "DATABASE_URL", "postgresql://svc:Wint3rF4ll@main-db.internal:5432/gitlabhq_production" },
        { Source, "url", "amqps://app:kittens-42-go@mq.acme.io/vhost" },
        { Source, "url", "https://ci:p%40ss-Wort9@nexus.acme.io/repository" },
        { Setting, "URL", "redis://:Wint3rF4ll@cache.acme.io:6379/0" },
        { Setting, "jdbc", "jdbc:postgresql://db.acme.io/app?user=app&password=Wint3rF4ll&ssl=true" },
        { Setting, "blob", "https://acme.blob.core.windows.net/c?sv=2022-11-02&sp=r&sig=" + Made.Body(43) + "%3D" },
        { Text, null, "was postgres://svc:Wint3rF4ll9x@db.acme.io/app before" },
        { Source, null, "Host=db.acme.io;Username=app;Password=Wint3rF4ll;Database=app" },
        { Setting, "ConnectionStrings:Main", "Server=tcp:acme.database.windows.net,1433;Initial Catalog=app;User ID=sa1;Password='a;b-Wint3r9';Encrypt=True" },
        { Source, null, "Driver={ODBC Driver 18};Server=db;UID=app;PWD={Wint3rF4ll}" },
        { Source, null, "cache.acme.io:6380,password=Wint3rF4ll,ssl=True,abortConnect=False" },
        { Source, null, "host=db.acme.io user=app password=Wint3rF4ll dbname=app" },
        { Setting, "Storage", "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=" + Made.Body(86) + "==;EndpointSuffix=core.windows.net" },
        { Source, "Authorization", "Basic " + Made.Base64Of("ci:Wint3rF4ll") },
        { Source, null, "Authorization: Bearer " + Made.Body(40) },
    };

    [Theory]
    [MemberData(nameof(SecretsByForm))]
    public void Judge_SecretOfKnownForm_IsFoundWhateverTheName(SecretSlot slot, string? name, string value) =>
        Assert.NotNull(SecretClassifier.Judge(value, new SecretContext(slot, name)));

    public static TheoryData<SecretSlot, string?, string> LookAlikesByForm => new()
    {
        { Text, null, "gl" + "pat-" + new string('x', 20) },
        { Text, null, "gl" + "pat-your-access-token-1" },
        { Text, null, "gl" + "pat-" + Made.Body(12) },
        { Text, null, "gl" + "pat-1234567890abcdefghij" },
        { Text, null, "ghp" + "_" + Made.Body(36, seed: 3) },
        { Text, null, "AKIA" + "IOSFODNN7" + "EXAMPLE" },
        { Text, null, "AKIA" + "1234567890ABCDEF" },
        { Text, null, "sk" + "_test_" + Made.Body(24) },
        { Text, null, "pk" + "_live_" + Made.Body(24) },
        { Text, null, "XAKIA" + Made.Body(16, Made.Base32) },
        { Text, null, "-----BEGIN RSA PRIVATE KEY-----" },
        { Source, null, "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----" },
        { Text, null, Made.PrivateKey("PUBLIC") },
        { Text, null, Made.PrivateKey("CERTIFICATE").Replace(" KEY-----", "-----", StringComparison.Ordinal) },
        { Setting, "client-certificate-data", Made.Base64Of(Made.PrivateKey("CERTIFICATE")) },
        { Text, null, Made.Jwt("""{"alg":"none","typ":"JWT"}""", """{"sub":"svc"}""") },
        { Text, null, Made.Jwt("""{"alg":"HS256","typ":"JWT"}""", """{"sub":"1234567890","name":"John Doe","iat":1516239022}""") },
        { Text, null, Made.Jwt("""{"alg":"RS256"}""", """{"sub":"svc","iat":1700000000,"exp":1700003600}""") },
        { Text, null, Made.Jwt("""{"alg":"HS256"}""", """{"role":"anon","iss":"supabase"}""") },
        { Setting, "DATABASE_URL", "postgres://app:${DB_PASSWORD}@db/app" },
        { Setting, "DATABASE_URL", "postgres://$USER:$PASS@db/app" },
        { Setting, "DATABASE_URL", "postgres://{{ user }}:{{ pass }}@db/app" },
        { Setting, "DATABASE_URL", "postgres://user:<password>@db/app" },
        { Setting, "DATABASE_URL", "postgres://user:password@db.acme.io/app" },
        { Setting, "DATABASE_URL", "postgres://postgres:postgres@localhost:5432/test" },
        { Setting, "DATABASE_URL", "postgres://app1:app1@db:5432/test" },
        { Setting, "DATABASE_URL", "postgres://reviewers@reviewers-db/reviewers" },
        { Setting, "AMQP", "amqp://guest:guest@rabbitmq:5672/" },
        { Source, null, "postgres://%s:%s@%s/%s" },
        { Source, null, "postgres://{user}:{password}@{host}/{db}" },
        { Source, "url", "https://example.com/a:b@c" },
        { Source, "url", "http://localhost:8080/@scope/pkg" },
        { Source, "image", "oci://registry.acme.io/app@sha256:" + Made.Body(64, Made.Hex) },
        { Text, null, "for example postgres://user:pass@host/db" },
        { Text, null, "mongodb://admin:Secret123@mongo.example.com" },
        { Source, null, "Host=localhost;Username=app;Password=app;Database=test" },
        { Source, null, "Host=db;Username=app;Password=${DB_PASSWORD}" },
        { Source, null, "Server=.;Integrated Security=true;TrustServerCertificate=True" },
        { Source, null, "Host={0};Username={1};Password={2}" },
        { Source, null, "username=%s;password=%s" },
        { Setting, "Storage", "UseDevelopmentStorage=true" },
        { Setting, "Storage", "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=" + "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq" + "/K1SZFPTOtr/KBHBeksoGMGw==" },
        { Source, "Authorization", "Basic " + Made.Base64Of("user:password") },
        { Source, "Authorization", "Bearer {token}" },
        { Source, null, "Basic authentication is required here" },
        { Source, null, "Bearer realm=\"acme\"" },
    };

    [Theory]
    [MemberData(nameof(LookAlikesByForm))]
    public void Judge_LookAlikeOfKnownForm_StaysSilent(SecretSlot slot, string? name, string value) =>
        Assert.Null(SecretClassifier.Judge(value, new SecretContext(slot, name)));

    public static TheoryData<SecretSlot, string, string> SecretsByName => new()
    {
        { Source, "ApiKey", "kittens-42-go" },
        { Source, "clientSecret", "kittens-42-go" },
        { Source, "password", "Wint3rF4ll" },
        { Source, "dbPassword", "hunter2" },
        { Source, "DB_PASSWORD", "P@ssw0rd" },
        { Source, "smtpPass", "kittens-42-go" },
        { Source, "secret_key", Made.Body(50) },
        { Source, "aws_secret_access_key", Made.Body(40) },
        { Source, "token", Made.Body(40, Made.Hex) },
        { Source, "accessToken", Made.Body(32, Made.Hex) },
        { Source, "modelKey", Made.Body(40) },
        { Setting, "DB_PASSWORD", "kittens" },
        { Setting, "DB_PASSWORD", "kittens-42-go" },
        { Setting, "PGPASSWORD", "Wint3rF4ll" },
        { Setting, "MYSQL_PWD", "Wint3rF4ll" },
        { Setting, "POSTGRES_PASSWORD_PROD", "Wint3rF4ll" },
        { Setting, "redisPassword", "correct-horse-battery-staple" },
        { Setting, "ADMIN_PASSWORD", "Password123!" },
        { Setting, "spring.datasource.password", "Wint3rF4ll" },
        { Setting, "Smtp:Password", "Wint3r F4ll" },
        { Setting, "JWT_SECRET", "s3cr3t-k1tt3ns" },
        { Setting, "SECRET_KEY_BASE", Made.Body(128, Made.Hex) },
        { Setting, "APP_KEY", "base64:" + Made.Body(43) + "=" },
        { Setting, "SONAR_TOKEN", Made.Body(40, Made.Hex) },
        { Setting, "OPENAI_API_KEY", Made.Body(32, Made.Hex) },
        { Setting, "apiKey", "3f2504e0-4f89-41d3-9a0c-0305e82c3301" },
        { Setting, "_authToken", Made.Body(40, Made.Hex) },
        { Setting, "_auth", Made.Base64Of("ci:Wint3rF4ll") },
        { Setting, "auth", Made.Base64Of("ci:Wint3rF4ll") },
        { Setting, "MODEL_KEY", Made.Body(40) },
        { SecretSlot.Credential, "value", "kittens" },
        { SecretSlot.Credential, "pin", "Wint3rF4ll" },
        { SecretSlot.SecretStore, "password", "kittens\n" },
        { SecretSlot.SecretStore, "api-key", "supremekittens" },
        { SecretSlot.SecretStore, "config", Made.Body(40) },
    };

    [Theory]
    [MemberData(nameof(SecretsByName))]
    public void Judge_ValueOfACredentialsName_IsFound(SecretSlot slot, string name, string value)
    {
        var verdict = SecretClassifier.Judge(value, new SecretContext(slot, name));

        Assert.NotNull(verdict);
        Assert.Equal((0, value.TrimEnd().Length), (verdict.Start, verdict.Length));
    }

    public static TheoryData<SecretSlot, string, string> LookAlikesByName => new()
    {
        // Placeholders, templates and masks.
        { Setting, "DB_PASSWORD", "" },
        { Setting, "DB_PASSWORD", "changeme" },
        { Setting, "DB_PASSWORD", "change-me-please" },
        { Setting, "DB_PASSWORD", "CHANGE_ME" },
        { Setting, "DB_PASSWORD", "<password>" },
        { Setting, "DB_PASSWORD", "your-password-here" },
        { Setting, "SA_PASSWORD", "yourStrong(!)Password" },
        { Setting, "DB_PASSWORD", "${DB_PASSWORD}" },
        { Setting, "DB_PASSWORD", "${DB_PASSWORD:-Wint3rF4ll}" },
        { Setting, "DB_PASSWORD", "$(DB_PASSWORD)" },
        { Setting, "DB_PASSWORD", "$DB_PASSWORD" },
        { Setting, "DB_PASSWORD", "{{ .Values.password }}" },
        { Setting, "DB_PASSWORD", "%DB_PASSWORD%" },
        { Setting, "DB_PASSWORD", "#{DbPassword}#" },
        { Setting, "DB_PASSWORD", "__DB_PASSWORD__" },
        { Setting, "DB_PASSWORD", "@DB_PASSWORD@" },
        { Setting, "DB_PASSWORD", "********" },
        { Setting, "DB_PASSWORD", "xxxxxxxx" },
        { Setting, "DB_PASSWORD", "12345678" },
        { Setting, "API_KEY", "REPLACE_ME_1" },
        { Setting, "API_KEY", "00000000-0000-0000-0000-000000000000" },
        { Setting, "API_KEY", "dummy-key-123" },
        { Setting, "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEY" },
        { Source, "password", "{password}" },
        { Source, "password", "%s" },

        // Throw-away services.
        { Setting, "POSTGRES_PASSWORD", "postgres" },
        { Setting, "MYSQL_ROOT_PASSWORD", "root" },
        { Setting, "MINIO_SECRET_KEY", "minioadmin" },
        { Setting, "RABBITMQ_DEFAULT_PASS", "guest" },
        { Setting, "DB_PASSWORD", "test" },
        { Setting, "JWT_SECRET", "my-super-secret-key" },

        // Labels, words, types and texts.
        { Source, "password", "Password" },
        { Source, "passwordLabel", "Wint3rF4ll" },
        { Source, "password", "password_field" },
        { Source, "password", "Enter your password" },
        { Source, "password", "Mot de passe" },
        { Source, "password", "Passwort vergessen?" },
        { Source, "password", "\u5bc6\u7801\u5bc6\u7801\u5bc6" },
        { Source, "password", "kittens" },
        { Source, "password", "string" },
        { Source, "password", "SecureString" },
        { Source, "password", "input[name=password]" },
        { Source, "password", "#login-form" },
        { Source, "password", "user.password" },
        { Source, "token", "IDENTIFIER" },
        { Source, "token", "end_of_file" },
        { Source, "apiKey", "X-API-Key" },
        { Source, "apiKey", "api_key" },
        { Source, "secret", "MODEL_SECRET" },
        { Source, "secret", "reviewers-db-2" },
        { Source, "password", "^(?=.*[A-Z]).{8,}$" },
        { Source, "password", "config.get('password')" },
        { Source, "password", "/etc/app/password" },
        { Source, "password", "jane.doe@acme.io" },
        { Setting, "password", "Must be at least 8 characters" },
        { Setting, "password", "bcrypt" },
        { Setting, "token", "disabled" },
        { Setting, "tokens", "4096" },
        { Setting, "auth", "basic" },

        // Names that only sound like a credential.
        { Setting, "PASSWORD_FILE", "/run/s3cr3ts/Db9" },
        { Setting, "PASSWORD_LENGTH", "16" },
        { Setting, "passwordPolicy", "Str0ng-9-chars" },
        { Setting, "resetPassword", "Wint3rF4ll" },
        { Setting, "hasPassword", "Wint3rF4ll" },
        { Source, "filterFirstPass", "vpp=format=bgra9" },
        { Source, "renderPass", "Wint3rF4ll" },
        { Setting, "TOKEN_URL", "https://login.acme.io/oauth2/token" },
        { Setting, "CACHE_KEY", Made.Body(40) },
        { Setting, "PUBLIC_KEY", Made.Body(40) },
        { Setting, "primaryKey", Made.Body(40) },
        { Setting, "key", Made.Body(40) },
        { Setting, "KEY_ID", Made.Body(40) },
        { Setting, "publicKeyToken", "b77a5c561934e089" },
        { Setting, "next_page_token", Made.Body(40) },
        { Setting, "bos_token", "<s>" },
        { Setting, "pad_token", "[PAD]" },
        { Setting, "max_tokens", "128000" },
        { Setting, "SECRET_DETECTION_DISABLED", "Wint3rF4ll" },
        { Setting, "MODEL_KEY", "reviewers/model-key" },
        { Setting, "MODEL_KEY", Made.Body(40, Made.Hex) },

        { Setting, "next-auth@4.24.15", "patches/next-auth@4.24.15.patch" },
        { Source, "CACHE_STORAGE_KEY", "reviewers-options-cache-v1" },
        { Source, "apiAccessKey", "reviewers-2" },

        // Made to be public.
        { Setting, "POSTHOG_API_KEY", "phc_" + Made.Body(40) },
        { Setting, "STRIPE_API_KEY", "pk" + "_live_" + Made.Body(24) },
        { Setting, "LANGFUSE_SECRET_KEY", "sk-lf-1234567890" },
        { Setting, "keystore_password", "cassandra" },
        { Setting, "MYSQL_PASSWORD", "somewordpress" },

        // References, digests and ciphertext.
        { Setting, "existingSecret", "reviewers-db-7f9d2c4b" },
        { Setting, "secret", "reviewers-db-credentials" },
        { Setting, "tokenSecret", "reviewers-token" },
        { Setting, "DB_PASSWORD", "op://vault/item/field9x" },
        { Setting, "DB_PASSWORD", "vault:secret/data/app#Pa55word" },
        { Setting, "DB_PASSWORD", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-Ab12Cd" },
        { Setting, "DB_PASSWORD", "@Microsoft.KeyVault(SecretUri=https://a.vault.azure.net/secrets/b)" },
        { Setting, "DB_PASSWORD", "ENC[AES256_GCM,data:Zm9vYmFy,iv:abc=,tag:def=,type:str]" },
        { Setting, "DB_PASSWORD", "ENC(G6N718UuyPE5bHyWKyuLQSm02auQPUtm)" },
        { Setting, "DB_PASSWORD", "$2b$12$" + Made.Body(53) },
        { Setting, "token", "sha256:" + Made.Body(64, Made.Hex) },
        { Setting, "secret", "3f2504e0-4f89-41d3-9a0c-0305e82c3301" },
        { Setting, "ssh_key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + Made.Body(40) },
        { SecretSlot.SecretStore, "username", "reviewers" },
        { SecretSlot.SecretStore, "host", "db-1.acme.io" },
        { SecretSlot.SecretStore, "database", "reviewers_production" },
        { SecretSlot.Credential, "password", "${DB_PASSWORD}" },
        { SecretSlot.Credential, "password", "changeme" },
        { Text, "password", "Wint3rF4ll" },
    };

    [Theory]
    [MemberData(nameof(LookAlikesByName))]
    public void Judge_LookAlikeOfANamedCredential_StaysSilent(SecretSlot slot, string name, string value) =>
        Assert.Null(SecretClassifier.Judge(value, new SecretContext(slot, name)));

    [Fact]
    public void Judge_EncryptedDataOfASealedSecret_StaysSilent()
    {
        var context = new SecretContext(Setting, "password", "spec/encryptedData/password");

        Assert.Null(SecretClassifier.Judge("AgBy" + Made.Body(300), context));
        Assert.NotNull(SecretClassifier.Judge("AgBy" + Made.Body(300), context with { Path = "spec/template/password" }));
    }

    [Fact]
    public void Judge_TokenInsideText_TellsItsExactPlace()
    {
        var token = Made.GitLabToken();

        var verdict = SecretClassifier.Judge("curl -H 'PRIVATE-TOKEN: " + token + "' https://gitlab.com", new SecretContext(Text));

        Assert.Equal(new SecretVerdict("GitLab personal access token", 24, token.Length), verdict);
    }

    [Fact]
    public void Judge_PasswordInsideUrl_TellsItsExactPlace()
    {
        var verdict = SecretClassifier.Judge("postgres://svc:Wint3rF4ll@db.acme.io/app", new SecretContext(Setting, "DATABASE_URL"));

        Assert.Equal(new SecretVerdict("password in a URL", 15, 10), verdict);
    }

    [Fact]
    public void Judge_InATest_CountsIssuedTokensAndPrivateKeysOnly()
    {
        var context = new SecretContext(SecretSlot.Test, "password");

        Assert.NotNull(SecretClassifier.Judge(Made.GitLabToken(), context));
        Assert.NotNull(SecretClassifier.Judge(Made.PrivateKey(), context));
        Assert.Null(SecretClassifier.Judge("Wint3rF4ll", context));
        Assert.Null(SecretClassifier.Judge("postgres://svc:Wint3rF4ll@db.acme.io/app", context));
        Assert.Null(SecretClassifier.Judge(Made.Jwt("""{"alg":"HS256"}""", """{"sub":"svc"}"""), context));
        Assert.Empty(SecretClassifier.JudgeAll("a\npassword: Wint3rF4ll\n", context));
    }

    [Fact]
    public void JudgeAll_DocumentInASetting_FindsItsNamedValues()
    {
        var document = "server.port=8080\nspring.datasource.password=Wint3rF4ll\napi.key: \"kittens-42-go\"\nlabel=Wint3rF4ll\n";

        var verdicts = SecretClassifier.JudgeAll(document, new SecretContext(Setting, "application.properties"));

        Assert.Equal(["Wint3rF4ll", "kittens-42-go"], verdicts.Select(verdict => document.Substring(verdict.Start, verdict.Length)));
        Assert.Empty(SecretClassifier.JudgeAll("password=${DB_PASSWORD}\nusername=app\n", new SecretContext(Setting, "application.properties")));
    }

    [Fact]
    public void JudgeAll_TextWithSeveralSecrets_FindsEachOnce()
    {
        var text = $"a={Made.GitLabToken(1)}\nb={Made.GitLabToken(2)}\n{Made.PrivateKey()}\nurl=amqp://svc:Wint3rF4ll@mq.acme.io\n";

        var verdicts = SecretClassifier.JudgeAll(text, new SecretContext(Setting, "settings.ini"));

        Assert.Equal(["GitLab personal access token", "GitLab personal access token", "RSA private key", "password in a URL"], verdicts.Select(verdict => verdict.Kind));
    }
}
