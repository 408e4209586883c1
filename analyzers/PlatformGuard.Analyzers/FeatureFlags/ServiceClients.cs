using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Configuration;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>Why a type counts as the client of a service, and which flag its calls need.</summary>
/// <param name="Type">The type that says so: the annotated, configured or detected one.</param>
/// <param name="Flag">The flag, or null for any.</param>
/// <param name="OnlyMethods">Whether properties are no calls, as in a type that only its namespace or its base class makes a client.</param>
/// <param name="IsDetected">Whether nobody said so: the type only looks like a client.</param>
internal sealed record ClientType(INamedTypeSymbol Type, string? Flag, bool OnlyMethods, bool IsDetected = false);

/// <summary>A flag that must be on where a member is used.</summary>
/// <param name="Flag">The flag, or null for any.</param>
/// <param name="Owner">The client type, or the type of the annotated member.</param>
/// <param name="Member">The member.</param>
/// <param name="IsDetected">Whether nobody said that the type is a client: it only looks like one.</param>
internal sealed record Duty(string? Flag, INamedTypeSymbol Owner, ISymbol Member, bool IsDetected = false)
{
    /// <summary>The member as a message names it.</summary>
    public string Name => Member is IMethodSymbol { MethodKind: MethodKind.Constructor } ? $"new {Owner.Name}" : $"{Owner.Name}.{Member.Name}";
}

/// <summary>Knows which types of a compilation are clients of services, and which uses of which members need a flag.</summary>
internal sealed class ServiceClients
{
    private readonly Dictionary<INamedTypeSymbol, string?> listedTypes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamespaceSymbol, string?> listedNamespaces = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ClientType?> types = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<Duty>> duties = new(SymbolEqualityComparer.Default);
    private readonly Compilation compilation;
    private readonly DetectedClients detected;
    private readonly AnnotatedAssemblies annotated;
    private readonly bool usesDetected;

    /// <summary>Makes the clients of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">What the project configures.</param>
    /// <param name="settings">What the code base is.</param>
    /// <param name="annotated">The assemblies that can carry annotations.</param>
    /// <param name="registrations">What its start-up code registers; asked only when a declared service names no client.</param>
    public ServiceClients(Compilation compilation, GuardOptions options, AnalyzerSettings settings, AnnotatedAssemblies annotated, Lazy<Registrations> registrations)
    {
        this.compilation = compilation;
        this.annotated = annotated;
        detected = new(compilation);

        // A service that calls services has said so; what only looks like a client counts in the main application.
        usesDetected = settings.Role == Role.MainApplication || !settings.IsRoleDeclared;
        foreach (var service in options.Services.Where(static service => service.Client is not null))
        {
            List(service.Client!, service.Flag);
        }

        foreach (var id in options.ServiceClients)
        {
            List(id, flag: null);
        }

        if (options.Services.Any(static service => service.Client is null))
        {
            foreach (var client in registrations.Value.HttpClients.Where(client => !listedTypes.ContainsKey(client.Key)))
            {
                listedTypes.Add(client.Key, client.Value);
            }
        }
    }

    /// <summary>Whether the compilation can have a client at all. Most projects cannot, and need not be looked at call by call.</summary>
    public bool MayExist(CancellationToken cancellation) =>
        listedTypes.Count > 0 || listedNamespaces.Count > 0
        || annotated.MayUse(cancellation, "ServiceClient", "RequiresFeatureFlag")
        || (usesDetected && detected.MayExist(cancellation));

    /// <summary>The flags that must be on where <paramref name="operation"/> runs.</summary>
    public ImmutableArray<Duty> DutiesOf(IOperation operation)
    {
        var (member, receiver) = operation switch
        {
            IInvocationOperation call => ((ISymbol?)call.TargetMethod, call.Instance ?? Extended(call)),
            IMemberReferenceOperation reference and (IPropertyReferenceOperation or IMethodReferenceOperation) => (reference.Member, reference.Instance),
            IObjectCreationOperation creation => (creation.Constructor, null),
            _ => (null, null),
        };
        if (member is null)
        {
            return [];
        }

        var definition = member.OriginalDefinition;
        if (!duties.TryGetValue(definition, out var found))
        {
            found = duties.GetOrAdd(definition, Find(definition));
        }

        if (receiver is IInstanceReferenceOperation { ReferenceKind: not InstanceReferenceKind.PatternInput } or IConversionOperation { Operand: IInstanceReferenceOperation })
        {
            // A client that calls itself is on the way already.
            return found.IsEmpty ? found : found.RemoveAll(duty => TypeOf(duty.Owner) is not null);
        }

        return found.IsEmpty && receiver?.Type is INamedTypeSymbol type && !SymbolEqualityComparer.Default.Equals(type, member.ContainingType)
            ? Inherited(type, member)
            : found;
    }

    /// <summary>The flags that are on wherever a member's body runs, because all its callers must know so.</summary>
    public IEnumerable<string?> KnownInside(ISymbol member)
    {
        foreach (var flag in Annotations.RequiredFlags(member))
        {
            yield return flag;
        }

        var own = member is IMethodSymbol { AssociatedSymbol: { } property } ? property : member;
        if (own.ContainingType is not null)
        {
            foreach (var duty in duties.GetOrAdd(own.OriginalDefinition, Find))
            {
                yield return duty.Flag;
            }
        }
    }

    /// <summary>Why a type is a client, or null when it is none.</summary>
    public ClientType? TypeOf(INamedTypeSymbol type)
    {
        type = type.OriginalDefinition;
        return types.TryGetValue(type, out var client) ? client : types.GetOrAdd(type, FindType(type));
    }

    private static IOperation? Extended(IInvocationOperation call) =>
        call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 && call.TargetMethod.DeclaringSyntaxReferences.IsEmpty ? call.Arguments[0].Value : null;

    private ImmutableArray<Duty> Find(ISymbol member)
    {
        if (member.ContainingType is not { } type || type.SpecialType != SpecialType.None)
        {
            return [];
        }

        var found = ImmutableArray.CreateBuilder<Duty>();
        foreach (var flag in annotated.Contains(member.ContainingAssembly) ? Annotations.RequiredFlags(member) : [])
        {
            found.Add(new(flag, type, member));
        }

        if (ClientMembers.Find(type, member, TypeOf) is { } client)
        {
            found.Add(new(client.Flag, Named(type, client), member, client.IsDetected));
        }

        return found.ToImmutable();
    }

    // A member that the client inherits from an interface which is no client by itself.
    private ImmutableArray<Duty> Inherited(INamedTypeSymbol type, ISymbol member) =>
        TypeOf(type) is { } client && ClientMembers.IsCall(member, client)
            && (member.ContainingType.TypeKind == TypeKind.Interface || member is IMethodSymbol { IsExtensionMethod: true })
            ? [new(client.Flag, type, member, client.IsDetected)]
            : [];

    private static INamedTypeSymbol Named(INamedTypeSymbol type, ClientType client) =>
        type.TypeKind == TypeKind.Interface || client.Type.TypeKind == TypeKind.Class ? type : client.Type;

    private ClientType? FindType(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Interface) || type.SpecialType != SpecialType.None)
        {
            return null;
        }

        if (!annotated.Contains(type.ContainingAssembly) && listedTypes.Count == 0 && listedNamespaces.Count == 0)
        {
            return usesDetected ? detected.Find(type) : null;
        }

        if (Annotations.Find(type, "GuardedClientAttribute") is not null)
        {
            return null;
        }

        return Said(type)
            ?? (type.BaseType is { SpecialType: SpecialType.None } parent && TypeOf(parent) is { } inherited && Declares(inherited) ? inherited : null)
            ?? type.AllInterfaces.Select(Said).FirstOrDefault(static client => client is not null)
            ?? (usesDetected ? detected.Find(type) : null);
    }

    // What is detected on a base class was detected on this type too, where its own rules apply.
    private bool Declares(ClientType client) => Said(client.Type) is not null;

    private ClientType? Said(INamedTypeSymbol type)
    {
        type = type.OriginalDefinition;
        if (annotated.Contains(type.ContainingAssembly) && Annotations.Find(type, "ServiceClientAttribute") is { } attribute)
        {
            return new(type, Annotations.FlagOf(attribute), OnlyMethods: false);
        }

        if (listedTypes.TryGetValue(type, out var flag))
        {
            return new(type, flag, OnlyMethods: false);
        }

        for (var space = listedNamespaces.Count == 0 ? null : type.ContainingNamespace; space is not null; space = space.ContainingNamespace)
        {
            if (listedNamespaces.TryGetValue(space, out flag))
            {
                return ClientMembers.LooksLikeClient(type) ? new(type, flag, OnlyMethods: true) : null;
            }
        }

        return null;
    }

    private void List(string id, string? flag)
    {
        foreach (var symbol in Symbols(id))
        {
            if (symbol is INamedTypeSymbol type)
            {
                listedTypes[type] = listedTypes.TryGetValue(type, out var known) ? known ?? flag : flag;
            }
            else if (symbol is INamespaceSymbol space)
            {
                for (var index = 0; index < space.ConstituentNamespaces.Length; index++)
                {
                    listedNamespaces[space.ConstituentNamespaces[index]] = flag;
                }

                listedNamespaces[space] = flag;
            }
        }
    }

    private ImmutableArray<ISymbol> Symbols(string id) => DocumentationSymbols.Find(id, compilation);
}

/// <summary>Finds symbols by documentation ids that people wrote.</summary>
internal static class DocumentationSymbols
{
    /// <summary>The symbols of an id; none when it is malformed or names nothing.</summary>
    public static ImmutableArray<ISymbol> Find(string id, Compilation compilation)
    {
        try
        {
            return DocumentationCommentId.GetSymbolsForDeclarationId(id, compilation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The compiler's reader of ids is not made for typing errors.
            return [];
        }
    }
}
