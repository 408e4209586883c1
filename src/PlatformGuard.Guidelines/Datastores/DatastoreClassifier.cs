using System;
using System.Globalization;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>A verdict and the rule it belongs to: <c>PG1001</c> when the value tells, <c>PG1002</c> when only the name does.</summary>
/// <param name="RuleId">The rule's id.</param>
/// <param name="Verdict">Why.</param>
public readonly record struct SettingVerdict(string RuleId, DatastoreVerdict Verdict);

/// <summary>Decides whether a value or a name stands for a main datastore. The same for code and files.</summary>
public static class DatastoreClassifier
{
    /// <summary>Judges a connection string, URL, endpoint list, host or database (PG1001). Null when it is no main datastore.</summary>
    /// <remarks>A bare word is taken for a host; of bare database names only the unmistakable ones count.</remarks>
    public static DatastoreVerdict? JudgeValue(string value, DatastorePolicy policy)
    {
        if (JudgeConnection(value, policy) is { } verdict)
        {
            return verdict;
        }

        return OfBareDatabase(value, policy) ?? (HostText.Read(Templates.Mask(value)) is { } endpoint ? ConnectionJudge.OfHost(endpoint.Host, policy) : null);
    }

    /// <summary>Judges a value that tells by itself what it is: a connection string, URL or endpoint list, never a bare host (PG1001).</summary>
    public static DatastoreVerdict? JudgeConnection(string value, DatastorePolicy policy) =>
        ConnectionString.Parse(value) is { } connection ? ConnectionJudge.Judge(connection, policy) : null;

    /// <summary>Judges a name whose value is unknown or says nothing (PG1002). Null when it does not stand for a main datastore.</summary>
    public static DatastoreVerdict? JudgeName(string name, DatastoreNameKind kind, DatastorePolicy policy) => NameJudge.Judge(name, kind, policy);

    /// <summary>
    /// Judges a setting by value and name together: PG1001 wins; a value that is known to be something else clears a name that is also an
    /// ordinary word; a local or own address clears every name but <c>gitlabhq…</c>.
    /// </summary>
    /// <param name="name">The whole name: the variable, or the key with its path.</param>
    /// <param name="kind">What kind of name it is.</param>
    /// <param name="value">Its value, or null when it is not known here.</param>
    /// <param name="policy">The main and own datastores.</param>
    public static SettingVerdict? JudgeSetting(string name, DatastoreNameKind kind, string? value, DatastorePolicy policy)
    {
        var nameVerdict = JudgeName(name, kind, policy);
        if (value is null || value.Length > ConnectionString.MaxLength || string.IsNullOrWhiteSpace(value))
        {
            return ByName(nameVerdict);
        }

        var connection = ConnectionString.Parse(value);
        var verdict = connection is not null ? ConnectionJudge.Judge(connection, policy) : OfBareValue(name, value, policy);
        if (verdict is not null)
        {
            var severity = nameVerdict is { AtMost: Severity.Error } ? Severity.Error : verdict.AtMost;
            return new SettingVerdict("PG1001", verdict with { AtMost = severity });
        }

        foreach (var reference in Templates.References(value))
        {
            if (reference.Default is { Length: > 0 } fallback && JudgeSetting(name, kind, fallback, policy) is { RuleId: "PG1001" } byDefault)
            {
                return byDefault;
            }

            var referenceVerdict = JudgeName(reference.Name, DatastoreNameKind.EnvironmentVariable, policy);
            nameVerdict = referenceVerdict is not null && (nameVerdict is null || referenceVerdict.AtMost > nameVerdict.AtMost) ? referenceVerdict : nameVerdict;
        }

        return nameVerdict is null || IsClearedBy(value, connection, nameVerdict, policy) ? null : ByName(nameVerdict);
    }

    /// <summary>Judges a setting that takes its value from a Secret or ConfigMap (PG1002). Null when nothing in it stands for a main datastore.</summary>
    /// <param name="name">The variable, or null when all keys of the store are taken.</param>
    /// <param name="store">Name of the Secret or ConfigMap.</param>
    /// <param name="key">The key in it, or null.</param>
    /// <param name="value">The value behind it where the repository holds it, otherwise null.</param>
    /// <param name="policy">The main and own datastores.</param>
    public static DatastoreVerdict? JudgeReference(string? name, string store, string? key, string? value, DatastorePolicy policy)
    {
        var worst = ByNameOnly(store, DatastoreNameKind.SecretName, value, policy);
        worst = Worse(worst, key is null ? null : ByNameOnly(key, DatastoreNameKind.ConfigurationKey, value, policy));
        worst = Worse(worst, name is null ? null : ByNameOnly(name, DatastoreNameKind.EnvironmentVariable, value, policy));

        // Declaring the variable covers a store whose name is an ordinary word, never one that is the main application's.
        return worst is { AtMost: < Severity.Error } && name is not null && policy.OwnsConfiguration(name) ? null : worst;
    }

    private static DatastoreVerdict? ByNameOnly(string name, DatastoreNameKind kind, string? value, DatastorePolicy policy) =>
        JudgeSetting(name, kind, value, policy) is { RuleId: "PG1002", Verdict: var verdict } ? verdict : null;

    private static DatastoreVerdict? Worse(DatastoreVerdict? first, DatastoreVerdict? second) =>
        second is null || (first is not null && first.AtMost >= second.AtMost) ? first : second;

    private static SettingVerdict? ByName(DatastoreVerdict? verdict) => verdict is null ? null : new SettingVerdict("PG1002", verdict);

    /// <summary>A value without any notation of its own: its name tells whether it is an address or a database.</summary>
    private static DatastoreVerdict? OfBareValue(string name, string value, DatastorePolicy policy)
    {
        if (OfBareDatabase(value, policy) is { } database)
        {
            return database;
        }

        if (HostText.Read(Templates.Mask(value)) is not { } endpoint)
        {
            return null;
        }

        var mayBeHost = policy.HasMainStores || StoreRoots.OccurIn(endpoint.Host);
        if (!mayBeHost && ConnectionJudge.OfDatabase(endpoint.Host, DatastoreKind.Unknown, policy) is null)
        {
            return null;
        }

        var slot = SettingSlot.Of(name);
        if (slot == SettingSlot.Kind.Database)
        {
            return policy.OwnsDatabase(endpoint.Host) && policy.MainDatabase(endpoint.Host) is null ? null : ConnectionJudge.OfDatabase(endpoint.Host, DatastoreKind.Unknown, policy);
        }

        var isAddress = slot == SettingSlot.Kind.Address;
        return mayBeHost && ConnectionJudge.OfHost(endpoint.Host, policy) is { } verdict && (isAddress || (verdict.AtMost == Severity.Error && endpoint.Host.IndexOf('.') > 0)) ? verdict : null;
    }

    private static DatastoreVerdict? OfBareDatabase(string value, DatastorePolicy policy) =>
        ConnectionJudge.IsMainDatabase(value.Trim()) ? ConnectionJudge.OfDatabase(value.Trim(), DatastoreKind.PostgreSql, policy) : null;

    private static bool IsClearedBy(string value, ConnectionString? connection, DatastoreVerdict verdict, DatastorePolicy policy)
    {
        var isUnknown = connection is not null ? connection.Endpoints.Count == 0 && connection.Database is null : Templates.Mask(value).IndexOf(Templates.Mark) >= 0;
        if (isUnknown)
        {
            return false;
        }

        if (verdict.AtMost < Severity.Error)
        {
            return true;
        }

        if (verdict.Subject.IndexOf(MainDatastores.DatabasePrefix, StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return false;
        }

        if (connection is null)
        {
            return bool.TryParse(value.Trim(), out _)
                || decimal.TryParse(value.Trim(), NumberStyles.Number, CultureInfo.InvariantCulture, out _)
                || policy.OwnsDatabase(value.Trim())
                || (HostText.Read(value) is { } endpoint && !IsFile(endpoint.Host) && IsOwn(endpoint.Host, policy));
        }

        var isOwn = connection.Endpoints.Count > 0 || (connection.Database is { } database && policy.OwnsDatabase(database));
        foreach (var endpoint in connection.Endpoints)
        {
            isOwn &= IsOwn(endpoint.Host, policy);
        }

        return isOwn;
    }

    /// <summary>A path that is no socket: <c>/etc/redis.yml</c> says where the configuration lies, not where the server answers.</summary>
    private static bool IsFile(string host) => host[0] == '/' && host.IndexOf("/run/", StringComparison.Ordinal) < 0 && !host.EndsWith(".sock", StringComparison.Ordinal) && !host.EndsWith(".socket", StringComparison.Ordinal);

    private static bool IsOwn(string host, DatastorePolicy policy) =>
        HostJudge.IsLocal(host) || policy.OwnsHost(host) || policy.StartsHost(host, Distinctness.Ordinary);
}
