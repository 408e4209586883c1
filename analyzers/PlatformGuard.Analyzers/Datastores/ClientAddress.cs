using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Analyzers.Datastores;

/// <summary>What is known of the address that a datastore's client is given: its hosts, or the setting that holds them.</summary>
internal sealed class ClientAddress(PlatformContext platform, CancellationToken cancellation)
{
    private readonly List<string> hosts = [];

    /// <summary>The hosts, in order of writing.</summary>
    public IReadOnlyList<string> Hosts => hosts;

    /// <summary>The configuration key or environment variable that holds the address; null when it is not known.</summary>
    public string? Setting { get; private set; }

    /// <summary>Whether a main datastore is meant, by value or by name.</summary>
    public bool IsMain { get; private set; }

    /// <summary>Reads one argument: an address, the name of a connection, or a callback that sets one.</summary>
    public void Read(IArgumentOperation argument)
    {
        if (argument.Parameter is not { } parameter)
        {
            return;
        }

        if (NameSlots.Of(argument, platform) is DatastoreNameKind.ConnectionName)
        {
            foreach (var name in SettingNames.In(argument, platform, cancellation))
            {
                ReadSetting(name.Key ?? name.Name);
                IsMain |= name.Judge(platform, out _) is not null;
            }
        }

        if (DatastoreSlots.Of(parameter) is not null)
        {
            ReadValue(argument.Value);
        }
        else if (parameter.Type.TypeKind == TypeKind.Delegate)
        {
            ReadAssignments(argument.Value);
        }
        else if (parameter.Type.SpecialType == SpecialType.None && ValueSources.OnlyOf(StringExpressions.WithoutConversions(argument.Value), cancellation) is IObjectCreationOperation options)
        {
            // A builder or options object that is made before.
            ReadAssignments(options);
        }
    }

    /// <summary>Reads what a callback or an initializer gives to properties that hold an address.</summary>
    public void ReadAssignments(IOperation body)
    {
        foreach (var operation in body.DescendantsAndSelf())
        {
            if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: false } target } assignment && DatastoreSlots.Of(target.Property, platform) is "")
            {
                ReadValue(assignment.Value);
            }
            else if (operation is IArgumentOperation { Parameter: { } parameter } argument && DatastoreSlots.Of(parameter) is not null)
            {
                ReadValue(argument.Value);
            }
        }
    }

    private void ReadValue(IOperation value)
    {
        foreach (var alternative in Alternatives.Of(value, cancellation))
        {
            var text = TextFolder.Fold(alternative, platform, cancellation);
            IsMain |= DatastoreClassifier.JudgeValue(text.Text, platform.Settings.Datastores) is not null;
            if (ConfigurationLookup.SettingOf(alternative, platform, cancellation) is { } setting)
            {
                ReadSetting(setting);
            }

            foreach (var endpoint in text.HasHoles ? [] : ConnectionString.Parse(text.Text)?.Endpoints ?? [])
            {
                hosts.Add(endpoint.Host);
            }
        }
    }

    private void ReadSetting(string setting)
    {
        Setting ??= setting;
        var kind = setting.IndexOf(':') > 0 ? DatastoreNameKind.ConfigurationKey : DatastoreNameKind.EnvironmentVariable;
        IsMain |= new SettingName(setting, kind, setting, Location.None).Judge(platform, out _) is not null;
    }
}
