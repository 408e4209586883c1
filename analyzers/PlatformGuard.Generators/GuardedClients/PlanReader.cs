using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PlatformGuard.Generators.GuardedClients;

/// <summary>Reads the plan of one class with <c>[GuardedClient]</c> from its symbols.</summary>
internal sealed class PlanReader
{
    /// <summary>Metadata name of the attribute.</summary>
    public const string AttributeName = "PlatformGuard.GuardedClientAttribute";

    /// <summary>The member that gives the user or context a provider asks for.</summary>
    public const string ContextMember = "FlagContext";

    private readonly INamedTypeSymbol type;
    private readonly Compilation compilation;
    private readonly Action<string, ISymbol> report;
    private bool hasProblem;

    private PlanReader(INamedTypeSymbol type, Compilation compilation, Action<string, ISymbol>? report)
    {
        this.type = type;
        this.compilation = compilation;
        this.report = (reason, symbol) =>
        {
            hasProblem = true;
            report?.Invoke(reason, symbol);
        };
    }

    /// <summary>The plan, or null when something keeps it from being written; <paramref name="report"/> is told each reason and the symbol that is it.</summary>
    public static ClientPlan? Read(INamedTypeSymbol type, AttributeData attribute, Compilation compilation, Action<string, ISymbol>? report, CancellationToken cancellation) =>
        new PlanReader(type, compilation, report).Read(attribute, cancellation);

    private ClientPlan? Read(AttributeData attribute, CancellationToken cancellation)
    {
        var flag = attribute.ConstructorArguments.Length == 1 ? attribute.ConstructorArguments[0].Value as string : null;
        if (string.IsNullOrWhiteSpace(flag))
        {
            report("the flag has no name", type);
        }

        CheckDeclarations(cancellation);
        if (compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp8 })
        {
            report("generated code needs C# 8 or newer; set LangVersion", type);
        }

        if (FindClient() is not { } client)
        {
            return null;
        }

        CheckVisibility(client);
        var hasConstructor = type.InstanceConstructors.Any(static constructor => !constructor.IsImplicitlyDeclared);
        if (!hasConstructor && type.BaseType is { SpecialType: not SpecialType.System_Object } parent
            && !parent.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && compilation.IsSymbolAccessibleWithin(constructor, type)))
        {
            report($"its base class '{parent.Name}' needs arguments; write a constructor", type);
        }

        var kept = new KeptMembers(type, client, compilation, cancellation);
        if (hasConstructor && kept.Inner is null)
        {
            report($"it has a constructor of its own, so it must also keep the client: a field, property or primary constructor parameter of type '{TypeText.Readable(client)}'", type);
        }

        var members = new MemberPlanner(type, client, compilation, report).Plan();
        return hasProblem ? null : Plan(flag!, client, kept, members);
    }

    private ClientPlan Plan(string flag, INamedTypeSymbol client, KeptMembers kept, List<MemberPlan> members)
    {
        var containers = new List<string>();
        for (var container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            containers.Insert(0, Declaration(container));
        }

        return new ClientPlan
        {
            HintName = string.Concat(Names.Full(type).Select(static character => char.IsLetterOrDigit(character) || character is '.' or '_' ? character : '_')),
            Namespace = type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString(Names.Namespace),
            Containers = new(containers),
            Declaration = Declaration(type),
            Name = TypeText.Name(type.Name),
            Type = TypeText.Of(type),
            Client = TypeText.Of(client),
            Flag = flag,
            IsSealed = type.IsSealed,
            Inner = kept.Inner,
            HasConstructor = type.InstanceConstructors.Any(static constructor => !constructor.IsImplicitlyDeclared),
            Kept = new(kept.FlagApis),
            Guard = kept.GuardOf(flag),
            Context = kept.Context,
            TakenNames = new(type.MemberNames.OrderBy(static name => name, StringComparer.Ordinal)),
            ConstructorVisibility = Minimum(VisibilityOf(client), VisibilityOf(type)),
            Members = new(members),
            Registration = Registration(client),
        };
    }

    private static string Declaration(INamedTypeSymbol declared)
    {
        var keyword = declared switch
        {
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
        return $"partial {keyword} {TypeText.Name(declared.Name)}{TypeText.TypeParameters(declared.TypeParameters)}";
    }

    private void CheckDeclarations(CancellationToken cancellation)
    {
        for (var declared = type; declared is not null; declared = declared.ContainingType)
        {
            if (declared.IsFileLocal)
            {
                report($"'{declared.Name}' can be seen in its own file only, and the generated part is another one", declared);
            }

            if (!declared.DeclaringSyntaxReferences.All(reference => reference.GetSyntax(cancellation) is not TypeDeclarationSyntax syntax || syntax.Modifiers.Any(SyntaxKind.PartialKeyword)))
            {
                report(SymbolEqualityComparer.Default.Equals(declared, type) ? "it is not partial" : $"'{declared.Name}', which holds it, is not partial", declared);
            }
        }
    }

    private INamedTypeSymbol? FindClient()
    {
        // The compiler takes an unknown type that is listed first for a base class.
        if ((type.Interfaces.FirstOrDefault(static listed => listed.TypeKind == TypeKind.Error) ?? (type.BaseType is { TypeKind: TypeKind.Error } first ? first : null)) is { } unknown)
        {
            report($"the interface '{unknown.Name}' cannot be found; one that another source generator writes cannot be seen here", type);
            return null;
        }

        var listed = type.Interfaces.Where(static candidate => !IsFrameworks(candidate)).ToList();
        var clients = listed.Where(candidate => !listed.Any(other => other.AllInterfaces.Contains(candidate, SymbolEqualityComparer.Default))).ToList();
        if (clients.Count > 1)
        {
            var marked = clients.Where(static candidate => candidate.AllInterfaces.Insert(0, candidate).Any(static one => Names.Has(one, "PlatformGuard.ServiceClientAttribute"))).ToList();
            clients = marked.Count > 0 ? marked : clients;
        }

        switch (clients.Count)
        {
            case 1:
                return clients[0];
            case 0:
                report("it lists no client interface; a class without an interface cannot be decorated", type);
                return null;
            default:
                report($"it lists several interfaces ({string.Join(", ", clients.Select(static candidate => candidate.Name))}); mark the client with [ServiceClient]", type);
                return null;
        }
    }

    /// <summary><c>IDisposable</c>, <c>IEquatable&lt;T&gt;</c> and their like are no clients.</summary>
    private static bool IsFrameworks(INamedTypeSymbol candidate) =>
        candidate.ContainingNamespace?.ToDisplayString() is { } name && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal));

    private void CheckVisibility(INamedTypeSymbol client)
    {
        if (VisibilityOf(client) < VisibilityOf(type))
        {
            report($"the interface '{client.Name}' is less accessible than the class; make the class as inaccessible", type);
        }
    }

    internal static Visibility VisibilityOf(INamedTypeSymbol symbol)
    {
        var visibility = Visibility.Public;
        for (var current = symbol; current is not null; current = current.ContainingType)
        {
            visibility = Minimum(visibility, current.DeclaredAccessibility switch
            {
                Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => Visibility.Public,
                Accessibility.Internal => Visibility.Internal,
                _ => Visibility.Private,
            });
        }

        foreach (var argument in symbol.TypeArguments.OfType<INamedTypeSymbol>())
        {
            visibility = Minimum(visibility, VisibilityOf(argument));
        }

        return visibility;
    }

    private static Visibility Minimum(Visibility one, Visibility other) => one < other ? one : other;

    private RegistrationPlan? Registration(INamedTypeSymbol client)
    {
        // Keyed services, which keep the client itself apart, came with version 8 of dependency injection.
        var descriptor = compilation.GetTypesByMetadataName("Microsoft.Extensions.DependencyInjection.ServiceDescriptor").FirstOrDefault();
        var visibility = Minimum(VisibilityOf(type), VisibilityOf(client));
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility is Accessibility.Protected or Accessibility.ProtectedAndInternal || (current.ContainingType is not null && current.ContainingType.IsGenericType))
            {
                return null;
            }
        }

        if (type.IsAbstract || visibility == Visibility.Private || descriptor is null || descriptor.GetMembers("IsKeyedService").IsEmpty)
        {
            return null;
        }

        var prefix = "";
        for (var container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            prefix = container.Name + prefix;
        }

        return new(prefix + type.Name + "Registration", "Add" + prefix + type.Name, TypeText.TypeParameters(type.TypeParameters), TypeText.Constraints(type.TypeParameters), visibility);
    }
}
