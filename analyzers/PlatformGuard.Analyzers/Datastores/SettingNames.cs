using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Configuration;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Analyzers.Datastores;

/// <summary>The name of a connection, configuration key or environment variable that code reads.</summary>
/// <param name="Name">The whole name.</param>
/// <param name="Kind">What kind of name it is.</param>
/// <param name="Key">The key under which the project's configuration may hold its value; null for an environment variable.</param>
/// <param name="Location">Where it is written.</param>
internal sealed record SettingName(string Name, DatastoreNameKind Kind, string? Key, Location Location)
{
    /// <summary>What name and value together say: PG1001 when a value is that of a main datastore, PG1002 when only the name tells, or null.</summary>
    /// <param name="platform">The main and own stores, and the project's configuration.</param>
    /// <param name="evidence">The value that tells, in the project's configuration.</param>
    public SettingVerdict? Judge(PlatformContext platform, out Location? evidence)
    {
        evidence = null;
        var policy = platform.Settings.Datastores;
        IReadOnlyList<ConfiguredValue> values = Key is null ? [] : platform.ProjectConfiguration[Key];
        var byName = values.Count == 0 ? DatastoreClassifier.JudgeSetting(Name, Kind, value: null, policy) : null;
        var isCleared = false;
        foreach (var (value, place) in values)
        {
            var verdict = DatastoreClassifier.JudgeSetting(Name, Kind, value, policy);
            if (verdict is { RuleId: "PG1001" })
            {
                evidence = place;
                return verdict;
            }

            isCleared |= verdict is null;
            byName ??= verdict;
        }

        return isCleared ? null : byName;
    }
}

/// <summary>Finds the names of settings in arguments.</summary>
internal static class SettingNames
{
    private const string Section = "ConnectionStrings:";

    /// <summary>The names that an argument may be, when it is in the place of one.</summary>
    public static List<SettingName> In(IArgumentOperation argument, PlatformContext platform, CancellationToken cancellation)
    {
        var names = new List<SettingName>();
        if (NameSlots.Of(argument, platform) is not { } kind)
        {
            return names;
        }

        foreach (var alternative in Alternatives.Of(argument.Value, cancellation))
        {
            var text = TextFolder.Fold(alternative, platform, cancellation);
            if (!text.HasHoles && Read(text.Text, kind, argument, platform, cancellation) is { Name.Length: > 0 } read)
            {
                names.Add(new(read.Name, kind, read.Key, text.Locate(0, text.Text.Length, alternative.Syntax.GetLocation())));
            }
        }

        return names;
    }

    private static (string Name, string? Key)? Read(string text, DatastoreNameKind kind, IArgumentOperation argument, PlatformContext platform, CancellationToken cancellation)
    {
        if (NameSlots.IsConnectionString(argument.Parameter))
        {
            return NamedConnection(text) is { } connection ? (connection, Section + connection) : null;
        }

        if (kind == DatastoreNameKind.EnvironmentVariable)
        {
            return (text, null);
        }

        var receiver = argument.Parent switch
        {
            IInvocationOperation call => ConfigurationPath.ReceiverOf(call),
            IPropertyReferenceOperation indexer => indexer.Instance,
            _ => null,
        };
        var prefix = ConfigurationPath.PrefixOf(receiver, platform, cancellation);
        return kind == DatastoreNameKind.ConnectionName ? (text, prefix + Section + text) : (prefix + text, prefix + text);
    }

    // Entity Framework takes the name of a connection in place of its string: UseNpgsql("Name=ConnectionStrings:Main").
    private static string? NamedConnection(string text)
    {
        var trimmed = text.Trim();
        var equals = trimmed.IndexOf('=');
        if (equals < 0 || trimmed.IndexOf(';') >= 0 || !string.Equals(trimmed.Substring(0, equals).TrimEnd(), "name", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var name = trimmed.Substring(equals + 1).TrimStart();
        return name.StartsWith(Section, StringComparison.OrdinalIgnoreCase) ? name.Substring(Section.Length) : name;
    }
}
