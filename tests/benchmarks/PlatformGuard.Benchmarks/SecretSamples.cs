using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace PlatformGuard.Benchmarks;

/// <summary>One kind of secret or look-alike. Values are made at run time: no file of this repository holds one.</summary>
/// <param name="Name">What it is.</param>
/// <param name="IsSecret">Whether a tool has to find it; otherwise it has to stay silent.</param>
/// <param name="IsOfPreset">Whether secretlint's documentation lists its kind among the rules of the recommended preset.</param>
/// <param name="Path">Where it is written, with <c>#</c> for a number; a line of a generated source file when empty.</param>
/// <param name="Make">The text. The lines that begin with <c>@</c> are the labelled ones; in source, a name and a value.</param>
internal sealed record SecretKind(string Name, bool IsSecret, bool IsOfPreset, string Path, Func<MadeValues, string> Make);

/// <summary>The labelled kinds.</summary>
internal static class SecretSamples
{
    public static IEnumerable<SecretKind> All => [.. OfPreset, .. Others, .. LookAlikes];

    private static IEnumerable<SecretKind> OfPreset =>
    [
        Preset("Slack bot token", static made => $"xoxb-{made.Digits(12)}-{made.Digits(12)}-{made.Letters(24)}"),
        Preset("SendGrid API key", static made => $"SG.{made.Letters(22)}.{made.Letters(43)}"),
        Preset("Shopify access token", static made => "shpat_" + made.Hex(32)),
        Preset("Stripe live key", static made => "sk_live_" + made.Letters(48)),
        Preset("GitHub token", static made => "ghp_" + made.WithChecksum(30)),
        Preset("GitLab token", static made => "glpat-" + made.Letters(20)),
        Preset("Grafana service account token", static made => $"glsa_{made.Letters(32)}_{made.Hex(8)}"),
        Preset("OpenAI project key", static made => $"sk-proj-{made.Letters(74)}T3BlbkFJ{made.Letters(74)}"),
        Preset("Anthropic key", static made => $"sk-ant-api03-{made.Letters(93)}AA"),
        Preset("Groq key", static made => "gsk_" + made.Letters(52)),
        Preset("Hugging Face token", static made => "hf_" + made.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 34)),
        Preset("Linear key", static made => "lin_api_" + made.Letters(40)),
        Preset("Notion token", static made => $"ntn_{made.Digits(11)}{made.Letters(35)}"),
        Preset("1Password service account token", static made => "ops_" + made.ServiceAccount()),
        Preset("Vault service token", static made => "hvs." + made.Letters(95)),
        Preset("Vercel token", static made => "vcp_" + made.Letters(56)),
        Preset("Databricks token", static made => "dapi" + made.Hex(32)),
        Preset("Docker access token", static made => "dckr_pat_" + made.Letters(27)),
        Preset("Figma token", static made => "figd_" + made.Letters(40)),
        Preset("Cloudflare token", static made => $"cfut_{made.Letters(40)}{made.Hex(8)}"),
        Preset("Tailscale key", static made => $"tskey-auth-{made.Letters(17)}-{made.Letters(32)}"),
        Preset("password in an https address", static made => $"https://deploy:{made.Letters(14)}@git.example.com/team/app.git"),
        Preset("PostgreSQL address", static made => $"postgres://app:{made.Letters(14)}@db.internal.example.com:5432/app"),
        Preset("MySQL address", static made => $"mysql://app:{made.Letters(14)}@db.internal.example.com:3306/app"),
        Preset("MongoDB address", static made => $"mongodb+srv://app:{made.Letters(14)}@cluster0.example.com/app"),
        new("npm token in .npmrc", true, true, "packages/p#/.npmrc", static made => $"registry=https://packages.example.com/\n@//packages.example.com/:_authToken=npm_{made.WithChecksum(30)}\n"),
        new("AWS secret access key in dotenv", true, true, "services/aws#/.env", static made => $"AWS_REGION=eu-west-1\n@AWS_SECRET_ACCESS_KEY={made.Base64(30)}\n"),
        new("private key", true, true, "keys/deploy#.pem", static made => string.Concat(MadeValues.PrivateKey().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => "@" + line + "\n"))),
        new("Google service account key", true, true, "keys/account#.json", static made => $$"""
            @{
            @  "type": "service_account",
            @  "project_id": "example-project",
            @  "private_key_id": "{{made.Hex(40)}}",
            @  "private_key": "{{MadeValues.PrivateKey().ReplaceLineEndings("\\n")}}",
            @  "client_email": "app@example-project.iam.gserviceaccount.com",
            @  "client_id": "{{made.Digits(21)}}"
            @}

            """),
    ];

    private static IEnumerable<SecretKind> Others =>
    [
        Source("AWS access key id", static made => "AKIA" + made.Of("ABCDEFGHIJKLMNOP", 1) + made.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 15)),
        Source("GitLab deploy token", static made => "gldt-" + made.Letters(20)),
        Source("GitLab runner token", static made => "glrt-" + made.Letters(20)),
        Source("PyPI token", static made => "pypi-AgEIcHlwaS5vcmc" + made.Letters(150)),
        Source("NuGet key", static made => "oy2" + made.Of("abcdefghijklmnopqrstuvwxyz0123456789", 43)),
        Source("Google API key", static made => "AIza" + made.Letters(35)),
        Source("DigitalOcean token", static made => "dop_v1_" + made.Hex(64)),
        Source("New Relic key", static made => "NRAK-" + made.Of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 27)),
        Source("signed token without an end", static made => made.SignedToken()),
        Source("Redis address", static made => $"redis://:{made.Letters(14)}@cache.internal.example.com:6379/0"),
        Source("AMQP address", static made => $"amqp://worker:{made.Letters(14)}@queue.internal.example.com:5672/"),
        Source("shared access signature", static made => $"https://files.blob.core.windows.net/models?sv=2024-11-04&sr=c&sp=r&sig={Uri.EscapeDataString(made.Base64(32))}"),
        new("password by name in source", true, false, "", static made => "dbPassword|" + made.Letters(12)),
        new("client secret by name in source", true, false, "", static made => "clientSecret|" + made.Letters(32)),
        new("API key by name in source", true, false, "", static made => "apiKey|" + made.Hex(32)),
        new("connection string in appsettings", true, false, "services/s#/appsettings.json", static made => $"{{\n  \"ConnectionStrings\": {{\n@    \"Orders\": \"Server=tcp:sql.internal.example.com,1433;Database=orders;User Id=orders;Password={made.Letters(14)};Encrypt=True\"\n  }}\n}}\n"),
        new("storage account key in appsettings", true, false, "services/b#/appsettings.Production.json", static made => $"{{\n  \"Blob\": {{\n@    \"ConnectionString\": \"DefaultEndpointsProtocol=https;AccountName=models;AccountKey={made.Base64(64)};EndpointSuffix=core.windows.net\"\n  }}\n}}\n"),
        new("password in dotenv", true, false, "services/d#/.env", static made => $"DB_HOST=db.internal.example.com\n@DB_PASSWORD={made.Letters(12)}\n"),
        new("password in a Dockerfile", true, false, "services/i#/Dockerfile", static made => $"FROM alpine:3.20\n@ENV SMTP_PASSWORD={made.Letters(12)}\nCMD [\"true\"]\n"),
        new("password in compose", true, false, "services/c#/docker-compose.yml", static made => $"services:\n  app:\n    image: registry.example.com/app:1.0\n    environment:\n      SMTP_HOST: smtp.example.com\n@      SMTP_PASSWORD: {made.Letters(12)}\n"),
        new("Kubernetes Secret, data", true, false, "deploy/secret#.yaml", static made => $"apiVersion: v1\nkind: Secret\nmetadata: {{name: app}}\ndata:\n@  password: {Convert.ToBase64String(Encoding.UTF8.GetBytes(made.Letters(14)))}\n"),
        new("Kubernetes Secret, stringData", true, false, "deploy/plain#.yaml", static made => $"apiVersion: v1\nkind: Secret\nmetadata: {{name: app}}\nstringData:\n@  api-token: {made.Letters(32)}\n"),
        new("password in a CI variable", true, false, "services/g#/.gitlab-ci.yml", static made => $"deploy:\n  variables:\n@    REGISTRY_PASSWORD: {made.Letters(14)}\n  script: [make deploy]\n"),
        new("header in a CI script", true, false, "services/h#/.gitlab-ci.yml", static made => $"deploy:\n  script:\n@    - 'curl --header \"Authorization: Bearer {made.Letters(40)}\" https://api.example.com/deploy'\n"),
        new("secret in a workflow", true, false, ".github/workflows/w#.yml", static made => $"on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    env:\n@      SIGNING_PASSWORD: {made.Letters(14)}\n    steps: [{{run: make}}]\n"),
        new("password in a shell script", true, false, "scripts/run#.sh", static made => $"#!/bin/sh\nset -eu\n@export DB_PASSWORD='{made.Letters(14)}'\nexec ./app\n"),
        new("password in properties", true, false, "services/j#/application.properties", static made => $"spring.datasource.url=jdbc:postgresql://db.internal.example.com/app\n@spring.datasource.password={made.Letters(12)}\n"),
    ];

    private static IEnumerable<SecretKind> LookAlikes =>
    [
        Alike("image digest", static made => "registry.example.com/app@sha256:" + made.Hex(64)),
        Alike("commit", static made => made.Hex(40)),
        Alike("integrity hash", static made => "sha512-" + made.Base64(64)),
        Alike("identifier", static made => made.Guid()),
        Alike("address with placeholders", static _ => "https://user:password@example.com/path"),
        Alike("address with a template", static _ => "postgres://app:${DB_PASSWORD}@db.internal.example.com/app"),
        Alike("throw-away database", static _ => "postgres://postgres:postgres@localhost:5432/test"),
        Alike("address without a password", static _ => "postgres://db.internal.example.com:5432/app"),
        Alike("documented AWS key", static _ => "AKIAIOSFODNN7" + "EXAMPLE"),
        Alike("GitHub form with a wrong checksum", static made => "ghp_" + made.WithWrongChecksum(30)),
        Alike("publishable key", static made => "pk_live_" + made.Letters(24)),
        Alike("password hash", static made => "$2b$12$" + made.Letters(53)),
        new("password from the environment", false, false, "", static _ => "passwordKey|DB_PASSWORD"),
        new("label", false, false, "locales/de#.json", static _ => "{\n  \"login.password\": \"Passwort\",\n  \"login.forgotPassword\": \"Passwort vergessen?\"\n}\n"),
        new("AWS account", false, false, "env/account#.env", static made => $"AWS_ACCOUNT_ID={made.Digits(12)}\n"),
        new("file of a password", false, false, "env/file#.env", static _ => "DB_PASSWORD_FILE=/run/secrets/db\nMAX_TOKENS=4096\nCACHE_KEY=models-v2\n"),
        new("placeholder in dotenv", false, false, "env/sample#.env", static _ => "DB_PASSWORD=<your password>\nAPI_KEY=changeme\n"),
        new("certificate", false, false, "keys/ca#.crt", static made => $"-----BEGIN CERTIFICATE-----\n{made.Base64(600)}\n-----END CERTIFICATE-----\n"),
        new("public key", false, false, "keys/public#.pem", static made => MadeValues.PublicKey() + "\n"),
        new("sealed secret", false, false, "deploy/sealed#.yaml", static made => $"apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {{name: app}}\nspec:\n  encryptedData:\n    password: Ag{made.Base64(300)}\n"),
        new("reference to a Secret", false, false, "deploy/values#/values.yaml", static _ => "auth:\n  existingSecret: app-db\n  secretKey: password\n"),
        new("database of a CI job", false, false, "services/t#/.gitlab-ci.yml", static _ => "test:\n  services: [postgres:17]\n  variables: {POSTGRES_PASSWORD: postgres, POSTGRES_HOST_AUTH_METHOD: trust}\n  script: [make test]\n"),
        new("npm configuration with a variable", false, false, "packages/v#/.npmrc", static _ => "//packages.example.com/:_authToken=${NPM_TOKEN}\n"),
    ];

    private static SecretKind Preset(string name, Func<MadeValues, string> make) => new(name, true, true, "", made => "value|" + make(made));

    private static SecretKind Source(string name, Func<MadeValues, string> make) => new(name, true, false, "", made => "value|" + make(made));

    private static SecretKind Alike(string name, Func<MadeValues, string> make) => new(name, false, false, "", made => "value|" + make(made));
}
