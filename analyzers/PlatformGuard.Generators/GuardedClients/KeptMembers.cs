using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PlatformGuard.Guidelines.FeatureFlags;

namespace PlatformGuard.Generators.GuardedClients;

/// <summary>What the user's part of the class already has: the client, a flag API, a guard of its own.</summary>
internal sealed class KeptMembers
{
    private const string GuardAttribute = "PlatformGuard.FeatureFlagGuardAttribute";

    private readonly INamedTypeSymbol type;

    public KeptMembers(INamedTypeSymbol type, INamedTypeSymbol client, Compilation compilation, CancellationToken cancellation)
    {
        this.type = type;
        var all = Values(cancellation).ToList();
        var inner = all.FirstOrDefault(value => SymbolEqualityComparer.Default.Equals(value.Type, client))
            ?? all.FirstOrDefault(value => value.Type.AllInterfaces.Contains(client, SymbolEqualityComparer.Default));
        Inner = inner is null ? null : new(TypeText.Of(client), inner.Expression, inner.IsParameter);
        FlagApis = [.. all.SelectMany(value => FlagApisOf(value, compilation))];
        Context = ContextOf();
    }

    /// <summary>How the class reaches the client, or null.</summary>
    public Kept? Inner { get; }

    /// <summary>All that may be asked for a flag.</summary>
    public IReadOnlyList<Kept> FlagApis { get; }

    /// <summary>The member that gives the provider's user or context, or null.</summary>
    public string? Context { get; }

    /// <summary>The class's own guard of the flag, or null.</summary>
    public OwnGuard? GuardOf(string flag)
    {
        foreach (var member in type.GetMembers())
        {
            var attribute = member.GetAttributes().FirstOrDefault(static candidate => candidate.AttributeClass is { } attributeType && Names.Full(attributeType) == GuardAttribute);
            if (attribute is not null && attribute.ConstructorArguments.Length == 1 && attribute.ConstructorArguments[0].Value as string == flag)
            {
                var prefix = member.IsStatic ? TypeText.Of(type) + "." : "this.";
                switch (member)
                {
                    case IMethodSymbol { Parameters.IsEmpty: true, Arity: 0 } method when FlagApiReader.ResultOf(method.ReturnType) is { } result:
                        return new($"{prefix}{TypeText.Name(method.Name)}()", result);
                    case IPropertySymbol { GetMethod: not null, IsIndexer: false } property when FlagApiReader.ResultOf(property.Type) is { } result:
                        return new($"{prefix}{TypeText.Name(property.Name)}", result);
                    default:
                        break;
                }
            }
        }

        return null;
    }

    private static IEnumerable<Kept> FlagApisOf(Value value, Compilation compilation)
    {
        foreach (var question in FlagQuestions.All)
        {
            foreach (var service in compilation.GetTypesByMetadataName(question.Service))
            {
                if (SymbolEqualityComparer.Default.Equals(value.Type, service))
                {
                    yield return new(TypeText.Of(service), value.Expression, value.IsParameter);
                }
                else if (value.Type.AllInterfaces.Contains(service, SymbolEqualityComparer.Default))
                {
                    yield return new(TypeText.Of(service), $"(({TypeText.Of(service)}){value.Expression})", value.IsParameter);
                }
            }
        }

        yield return new(TypeText.Of(value.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)), value.Expression, value.IsParameter);
    }

    private string? ContextOf() => type.GetMembers(PlanReader.ContextMember).FirstOrDefault() switch
    {
        IMethodSymbol { Parameters.IsEmpty: true, Arity: 0 } method => (method.IsStatic ? "" : "this.") + method.Name + "()",
        IPropertySymbol { GetMethod: not null } property => (property.IsStatic ? "" : "this.") + property.Name,
        IFieldSymbol field => (field.IsStatic ? "" : "this.") + field.Name,
        _ => null,
    };

    private IEnumerable<Value> Values(CancellationToken cancellation)
    {
        for (var owner = type; owner is not null; owner = owner.BaseType)
        {
            var isOwn = SymbolEqualityComparer.Default.Equals(owner, type);
            foreach (var member in owner.GetMembers())
            {
                if (member.IsStatic || member.IsImplicitlyDeclared || (!isOwn && member.DeclaredAccessibility == Accessibility.Private))
                {
                    continue;
                }

                if (member is IFieldSymbol { Type: INamedTypeSymbol fieldType })
                {
                    yield return new(fieldType, "this." + TypeText.Name(member.Name), IsParameter: false);
                }
                else if (member is IPropertySymbol { GetMethod: not null, IsIndexer: false, ExplicitInterfaceImplementations.IsEmpty: true, Type: INamedTypeSymbol propertyType })
                {
                    yield return new(propertyType, "this." + TypeText.Name(member.Name), IsParameter: false);
                }
            }
        }

        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.DeclaringSyntaxReferences.Length == 1 && constructor.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is TypeDeclarationSyntax)
            {
                foreach (var parameter in constructor.Parameters)
                {
                    if (parameter.Type is INamedTypeSymbol parameterType && parameter.RefKind == RefKind.None)
                    {
                        yield return new(parameterType, TypeText.Name(parameter.Name), IsParameter: true);
                    }
                }
            }
        }
    }

    private sealed record Value(INamedTypeSymbol Type, string Expression, bool IsParameter);
}
