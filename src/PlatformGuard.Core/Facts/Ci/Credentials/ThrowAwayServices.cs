using System;
using System.Collections.Generic;
using System.Linq;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>The containers that start and end with a job: their passwords protect nothing.</summary>
internal sealed class ThrowAwayServices
{
    /// <summary>A part of an image's name, and the words that its variables begin with or contain.</summary>
    private static readonly KnownImage[] Known =
    [
        new("postgres", ["POSTGRES", "PGPASSWORD", "POSTGRESQL", "PG_"]), new("postgis", ["POSTGRES", "PGPASSWORD"]), new("pgvector", ["POSTGRES", "PGPASSWORD"]), new("timescale", ["POSTGRES", "PGPASSWORD"]), new("mysql", ["MYSQL", "MARIADB"]), new("mariadb", ["MYSQL", "MARIADB"]), new("percona", ["MYSQL"]),
        new("mongo", ["MONGO"]), new("redis", ["REDIS"]), new("valkey", ["REDIS", "VALKEY"]), new("rabbitmq", ["RABBITMQ", "AMQP"]), new("minio", ["MINIO", "AWS", "S3"]), new("localstack", ["AWS", "LOCALSTACK"]), new("mssql", ["SA_PASSWORD", "MSSQL"]), new("azure-sql", ["SA_PASSWORD", "MSSQL"]),
        new("elasticsearch", ["ELASTIC"]), new("opensearch", ["OPENSEARCH"]), new("ldap", ["LDAP"]), new("keycloak", ["KEYCLOAK", "KC_"]), new("neo4j", ["NEO4J"]), new("influxdb", ["INFLUX"]), new("clickhouse", ["CLICKHOUSE"]), new("vault", ["VAULT"]), new("couchdb", ["COUCHDB"]), new("grafana", ["GF_", "GRAFANA"]),
        new("dynamodb", ["AWS"]), new("elasticmq", ["AWS"]), new("oracle", ["ORACLE"]), new("activemq", ["ACTIVEMQ", "ARTEMIS"]), new("mailhog", ["SMTP", "MAIL"]), new("mailpit", ["SMTP", "MAIL"]), new("gitea", ["GITEA"]), new("nexus", ["NEXUS"]), new("sonarqube", ["SONAR"]), new("wordpress", ["WORDPRESS"]),
    ];

    private readonly HashSet<string> hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> values = new(StringComparer.Ordinal);
    private readonly List<string> words = [];

    /// <summary>Takes the services of these jobs.</summary>
    public ThrowAwayServices(IEnumerable<CiJob> jobs)
    {
        foreach (var job in jobs)
        {
            foreach (var service in job.Services)
            {
                hosts.UnionWith(service.Hosts);
                words.AddRange(Known.Where(known => service.Image.Contains(known.Image, StringComparison.OrdinalIgnoreCase)).SelectMany(static known => known.Words));
                values.UnionWith(service.Variables.Select(static variable => variable.Value.Value));
            }

            if (job.Services.Count > 0)
            {
                values.UnionWith(job.Variables.Where(variable => IsServiceVariable(variable.Name)).Select(static variable => variable.Value.Value));
            }
        }

        values.RemoveWhere(static value => value.Length == 0);
    }

    /// <summary>Whether a variable of this name configures a server of a container that is started in the job.</summary>
    public static bool IsServerVariable(string name) => Known.Any(known => known.Words.Any(word => word is not ("AWS" or "S3" or "VAULT" or "SONAR") && name.StartsWith(word, StringComparison.Ordinal)));

    /// <summary>Whether a literal belongs to a service.</summary>
    /// <param name="name">The name it is given to, or null.</param>
    /// <param name="text">The value it is part of.</param>
    /// <param name="secret">The literal.</param>
    public bool Owns(string? name, string text, string secret) => (name is not null && IsServiceVariable(name)) || values.Contains(secret) || LeadsHere(text);

    /// <summary>Whether a host is a service's.</summary>
    public bool IsHost(string host) => hosts.Contains(host);

    private bool IsServiceVariable(string name) => words.Any(word => name.StartsWith(word, StringComparison.Ordinal) || name.Contains("_" + word, StringComparison.Ordinal));

    /// <summary>Whether an address or connection string leads to a service.</summary>
    private bool LeadsHere(string text)
    {
        if (hosts.Count == 0)
        {
            return false;
        }

        if (text.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme && text.LastIndexOf('@') is > 0 and var sign && sign > scheme)
        {
            return hosts.Contains(Word(text, sign + 1));
        }

        foreach (var key in (ReadOnlySpan<string>)["host=", "server=", "data source=", "address="])
        {
            if (text.IndexOf(key, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
            {
                return hosts.Contains(Word(text, at + key.Length));
            }
        }

        return false;
    }

    private static string Word(string text, int start)
    {
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-' or '_'))
        {
            end++;
        }

        return text[start..end];
    }

    private sealed record KnownImage(string Image, string[] Words);
}
