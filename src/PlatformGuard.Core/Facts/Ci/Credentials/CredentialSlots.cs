using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Facts.Shell;
using PlatformGuard.Guidelines.Secrets.Pipelines;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>What stands in a slot of a command.</summary>
internal enum SlotKind
{
    /// <summary>A credential's value.</summary>
    Value,

    /// <summary><c>user:password</c>.</summary>
    Pair,

    /// <summary>A header, such as <c>Authorization: Bearer …</c>.</summary>
    Header,

    /// <summary>The path of a file that holds the credential.</summary>
    KeyFile,
}

/// <summary>A place in a command that takes a credential.</summary>
/// <param name="Word">What stands there.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What the slot is called, for names and messages.</param>
/// <param name="Provider">The cloud provider that it signs in to, or none.</param>
internal sealed record CredentialSlot(ShellWord Word, SlotKind Kind, string Name, CloudProvider Provider = CloudProvider.None);

/// <summary>Knows where commands take credentials.</summary>
internal static class CredentialSlots
{
    /// <summary>A command, a colon, and its options that take a credential. Only forms whose name does not say so; <c>--password</c> and the like are known anyway.</summary>
    private static readonly Row[] Table =
    [
        .. Rows("docker login: -p", "podman login: -p", "buildah login: -p", "nerdctl login: -p", "skopeo login: -p", "oras login: -p", "regctl registry login: -p", "crane auth login: -p", "helm registry login: -p", "helm repo add: -p", "img login: -p"),
        .. Rows("skopeo copy: %--creds %--src-creds %--dest-creds", "skopeo inspect: %--creds", "buildah push: %--creds", "podman push: %--creds", "podman pull: %--creds", "buildah pull: %--creds"),
        .. Rows("curl: %-u %--user %-U %--proxy-user ^-H ^--header --oauth2-bearer --pass", "wget: ^--header", "http: %-a %--auth", "https: %-a %--auth", "httpie: %-a %--auth"),
        .. Rows("redis-cli: -a --pass", "valkey-cli: -a --pass", "mongo: -p", "mongosh: -p", "mongodump: -p", "mongorestore: -p", "mongoimport: -p", "mongoexport: -p", "sqlcmd: -P", "bcp: -P", "isql: -P", "cqlsh: -p", "clickhouse-client: --password", "influx: -t"),
        .. Rows("az acr login: -p", "az webapp: -p", "az sql: -p", "oc login: -p --token", "kubectl: --token", "glab auth login: -t --token", "vault login: --token", "snyk auth: --auth", "cf login: -p", "cf auth: -p", "bw login: --passwordenv"),
        .. Rows("dotnet nuget push: -k", "dotnet nuget delete: -k", "dotnet nuget add: -p", "dotnet nuget update: -p", "nuget push: -ApiKey", "nuget sources: -Password -password", "nuget setapikey: ", "twine upload: -p", "poetry publish: -p", "uv publish: -t -p", "flit publish: -p", "cargo publish: --token", "gem push: -k", "codecov: -t", "sentry-cli: --auth-token", "hub: --token"),
        .. Rows("sshpass: -p", "openssl: :-passin :-passout :-pass :-k", "gpg: --passphrase", "gpg2: --passphrase", "jarsigner: -storepass -keypass", "keytool: -storepass -keypass", "apksigner: :--ks-pass :--key-pass", "security: -P -p", "signtool: /p -p", "unzip: -P", "zip: -P", "7z: -p", "lftp: %-u", "ncftpput: -p", "ldapsearch: -w", "ldapadd: -w", "smbclient: %-U", "rclone: --password", "htpasswd: -b"),
    ];

    /// <summary>The slots of a command.</summary>
    public static IEnumerable<CredentialSlot> Find(CommandLine line)
    {
        foreach (var slot in Clouds(line))
        {
            yield return slot;
        }

        foreach (var row in Table)
        {
            if (line.Is(row.Command))
            {
                foreach (var slot in Options(line, row))
                {
                    yield return slot;
                }
            }
        }

        foreach (var slot in Positional(line))
        {
            yield return slot;
        }
    }

    /// <summary>Sign-in to a cloud provider that is not OIDC.</summary>
    private static IEnumerable<CredentialSlot> Clouds(CommandLine line)
    {
        if (line.Is("gcloud", "auth", "activate-service-account") && line.Option("--key-file") is { } key)
        {
            yield return new CredentialSlot(key, SlotKind.KeyFile, "--key-file", CloudProvider.GoogleCloud);
        }

        if (line.Is("az", "login") && line.Has("--service-principal") && line.Option("-p", "--password", "--certificate") is { } password)
        {
            yield return new CredentialSlot(password, SlotKind.Value, "--password", CloudProvider.Azure);
        }

        if (line.Program == "az" && line.Option("--account-key", "--sas-token", "--connection-string") is { } storage)
        {
            yield return new CredentialSlot(storage, SlotKind.Value, "--account-key", CloudProvider.Azure);
        }

        if (line.Is("aws", "configure", "set") && line.Arguments.Count >= 4)
        {
            for (var index = 0; index + 1 < line.Arguments.Count; index++)
            {
                if (line.Arguments[index].Literal is "aws_access_key_id" or "aws_secret_access_key" or "default.aws_access_key_id" or "default.aws_secret_access_key")
                {
                    yield return new CredentialSlot(line.Arguments[index + 1], SlotKind.Value, line.Arguments[index].Literal!, CloudProvider.Aws);
                }
            }
        }

        if (line.Program is "docker" or "podman" && line.Is(line.Program, "login") && line.Option("-u", "--username")?.Literal is "_json_key" or "_json_key_base64" && line.Option("-p", "--password") is { } json)
        {
            yield return new CredentialSlot(json, SlotKind.Value, "--password", CloudProvider.GoogleCloud);
        }
    }

    private static IEnumerable<CredentialSlot> Options(CommandLine line, Row row)
    {
        for (var index = 0; index < line.Arguments.Count; index++)
        {
            var argument = line.Arguments[index];
            var text = argument.Text;
            foreach (var option in row.Options)
            {
                var value = text == option.Name ? index + 1 < line.Arguments.Count ? line.Arguments[index + 1] : null
                    : text.Length > option.Name.Length && text.StartsWith(option.Name, StringComparison.Ordinal) && Attached(option.Name, text) is { } offset ? argument.From(offset)
                    : null;
                if (value is null)
                {
                    continue;
                }

                if (option.Kind == SlotKind.KeyFile)
                {
                    // `pass:` and `file:` of openssl.
                    if (value.Text.StartsWith("pass:", StringComparison.Ordinal))
                    {
                        yield return new CredentialSlot(value.From(5), SlotKind.Value, option.Name);
                    }
                }
                else
                {
                    yield return new CredentialSlot(value, option.Kind, option.Name);
                }
            }
        }
    }

    /// <summary>Where the value begins in <c>--name=value</c> or <c>-pvalue</c>; null when it is another option.</summary>
    private static int? Attached(string option, string text) =>
        text[option.Length] == '=' ? option.Length + 1 : option.Length == 2 && option[0] == '-' && option[1] != '-' && option is "-p" or "-u" or "-P" && text.Length > 3 ? option.Length : null;

    /// <summary>Credentials that are no option's value.</summary>
    private static IEnumerable<CredentialSlot> Positional(CommandLine line)
    {
        if (line.Program is "mysql" or "mysqldump" or "mysqladmin" or "mariadb" or "mariadb-dump" or "mysqlimport")
        {
            foreach (var argument in line.Arguments.Where(static argument => argument.Text.Length > 2 && argument.Text.StartsWith("-p", StringComparison.Ordinal) && !argument.Text.StartsWith("-port", StringComparison.Ordinal)))
            {
                yield return new CredentialSlot(argument.From(2), SlotKind.Value, "-p");
            }
        }

        var last = line.Arguments.Count > 0 ? line.Arguments[^1] : null;
        if (last is not null && last.Text.Length > 0 && last.Text[0] != '-'
            && ((line.Is("vault", "login") && line.Arguments.Count >= 2 && !last.Text.Contains('=', StringComparison.Ordinal)) || (line.Is("cargo", "login") && line.Arguments.Count == 2) || (line.Is("snyk", "auth") && line.Arguments.Count == 2)
                || (line.Is("poetry", "config") && line.Arguments.Count >= 3 && line.Arguments.Any(static argument => argument.Text.StartsWith("pypi-token.", StringComparison.Ordinal) || argument.Text.StartsWith("http-basic.", StringComparison.Ordinal)))
                || (line.Is("npm", "config", "set") && line.Arguments.Count >= 4 && line.Arguments[^2].Text.EndsWith("_authToken", StringComparison.Ordinal))))
        {
            yield return new CredentialSlot(last, SlotKind.Value, line.Program + " login");
        }
    }

    private static IEnumerable<Row> Rows(params string[] lines) => lines.Select(static line =>
    {
        var parts = line.Split(": ", 2);
        return new Row(parts[0].Split(' '), [.. parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static word => word[0] switch
        {
            '%' => new RowOption(word[1..], SlotKind.Pair),
            '^' => new RowOption(word[1..], SlotKind.Header),
            ':' => new RowOption(word[1..], SlotKind.KeyFile),
            _ => new RowOption(word, SlotKind.Value),
        })]);
    });

    private sealed record Row(string[] Command, RowOption[] Options);

    private sealed record RowOption(string Name, SlotKind Kind);
}
