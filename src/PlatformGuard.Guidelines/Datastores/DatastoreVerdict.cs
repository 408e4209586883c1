namespace PlatformGuard.Guidelines.Datastores;

/// <summary>Why a value or name stands for a main datastore.</summary>
/// <param name="AtMost">Error when unmistakable, warning when it is also an ordinary word and nothing else supports it.</param>
/// <param name="Store">The main datastore, in words that may be shown, such as <c>main PostgreSQL</c>.</param>
/// <param name="Part">What part tells, such as <c>host</c>, <c>database</c> or <c>environment variable</c>: the first placeholder of both rules' messages.</param>
/// <param name="Subject">That part itself, such as <c>patroni-main</c>: the second placeholder. Never contains a password.</param>
public sealed record DatastoreVerdict(Severity AtMost, string Store, string Part, string Subject)
{
    /// <summary>Part and subject, such as <c>host 'patroni-main'</c> or <c>database 'gitlabhq_production'</c>.</summary>
    public string Evidence => Part + " '" + Subject + "'";
}

/// <summary>What kind of name is judged.</summary>
public enum DatastoreNameKind
{
    /// <summary>A key below <c>ConnectionStrings</c>, or an argument of <c>GetConnectionString</c>.</summary>
    ConnectionName,

    /// <summary>A whole configuration key such as <c>Databases:Main:Host</c>.</summary>
    ConfigurationKey,

    /// <summary>An environment variable.</summary>
    EnvironmentVariable,

    /// <summary>A Kubernetes Secret or ConfigMap, or a key in one.</summary>
    SecretName,
}
