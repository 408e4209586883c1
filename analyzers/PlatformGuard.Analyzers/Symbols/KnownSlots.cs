using System;
using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Datastores;
using PlatformGuard.Analyzers.Secrets;

namespace PlatformGuard.Analyzers.Symbols;

/// <summary>What the parameters of a method, or a property, take that rules look at.</summary>
[Flags]
internal enum Slots
{
    /// <summary>Nothing of that.</summary>
    None = 0,

    /// <summary>The name of a setting: a connection, a configuration key, an environment variable.</summary>
    SettingName = 1,

    /// <summary>A connection string, host or database.</summary>
    Datastore = 2,

    /// <summary>A credential.</summary>
    Credential = 4,
}

/// <summary>Answers for every call whether it is worth a closer look, without looking at its arguments.</summary>
/// <param name="platform">The compilation's context.</param>
internal sealed class KnownSlots(PlatformContext platform)
{
    private readonly SymbolFacts<IMethodSymbol, Slots> methods = new(method =>
    {
        var slots = Slots.None;
        foreach (var parameter in method.Parameters)
        {
            slots |= OfParameter(parameter, platform);
        }

        return slots;
    });

    private readonly SymbolFacts<IPropertySymbol, Slots> properties = new(property =>
    {
        var slots = DatastoreSlots.MayBe(property, platform) ? Slots.Datastore : Slots.None;
        slots |= CredentialSlots.MayBe(property, platform) ? Slots.Credential : Slots.None;
        foreach (var parameter in property.Parameters)
        {
            slots |= OfParameter(parameter, platform);
        }

        return slots;
    });

    /// <summary>Whether a parameter of the method is such a slot.</summary>
    public bool Has(IMethodSymbol? method, Slots wanted) => method is { Parameters.IsEmpty: false } && (methods.Of(method) & wanted) != 0;

    /// <summary>Whether the property, or a parameter of the indexer, is such a slot.</summary>
    public bool Has(IPropertySymbol property, Slots wanted) => (properties.Of(property) & wanted) != 0;

    private static Slots OfParameter(IParameterSymbol parameter, PlatformContext platform) =>
        (NameSlots.Of(parameter, platform) is null ? Slots.None : Slots.SettingName)
        | (DatastoreSlots.Of(parameter) is null ? Slots.None : Slots.Datastore)
        | (CredentialSlots.MayBe(parameter, platform) ? Slots.Credential : Slots.None);
}
