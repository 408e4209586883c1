using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines.Secrets;

namespace PlatformGuard.Analyzers.Tokens;

/// <summary>What a compilation's code says about its entities: which classes are mapped, and which of their properties are left out or stored in another form.</summary>
internal sealed class EntityModel
{
    private static readonly string[] ProtectedWords = ["encrypted", "encoded", "hashed", "protected", "masked", "hash", "cipher", "obfuscated"];

    private readonly ConcurrentDictionary<INamedTypeSymbol, byte> entities = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<string, byte> spared = new(StringComparer.Ordinal);

    /// <summary>The mapped properties that hold a long-lived token as it is, in order of their names.</summary>
    public IEnumerable<IPropertySymbol> TokenProperties => entities.Keys
        .SelectMany(static entity => PropertiesOf(entity))
        .Distinct<IPropertySymbol>(SymbolEqualityComparer.Default)
        .Where(property => IsToken(property) && !spared.ContainsKey(KeyOf(property)))
        .OrderBy(static property => property.ToDisplayString(), StringComparer.Ordinal);

    /// <summary>Whether a name is that of a token that is stored in the clear.</summary>
    public static bool IsTokenName(string name) =>
        StoredToken.IsLongLived(name) && !Array.Exists(ProtectedWords, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>Reads a type: a context with its sets, or the configuration of an entity.</summary>
    public void Read(INamedTypeSymbol type)
    {
        if (SymbolNames.InheritsFrom(type, "DbContext"))
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IPropertySymbol { Type: INamedTypeSymbol { Name: "DbSet" or "IDbSet", TypeArguments.Length: 1 } set })
                {
                    Add(set.TypeArguments[0]);
                }
            }
        }

        foreach (var contract in type.AllInterfaces)
        {
            if (contract is { Name: "IEntityTypeConfiguration", TypeArguments.Length: 1 })
            {
                Add(contract.TypeArguments[0]);
            }
        }
    }

    /// <summary>Reads a call: <c>modelBuilder.Entity&lt;T&gt;()</c>, <c>database.GetCollection&lt;T&gt;()</c>, <c>Ignore</c>, <c>HasConversion</c>.</summary>
    public void Read(IInvocationOperation call)
    {
        switch (call.TargetMethod)
        {
            case { Name: "Entity", TypeArguments.Length: 1, ContainingType.Name: "ModelBuilder" } method:
                Add(method.TypeArguments[0]);
                break;
            case { Name: "GetCollection", TypeArguments.Length: 1, ContainingType.Name: "IMongoDatabase" or "MongoDatabaseBase" } method:
                Add(method.TypeArguments[0]);
                break;
            case { Name: "Ignore" or "HasConversion", ContainingType: { } type } when TypeNames.IsWithin(type, "Microsoft.EntityFrameworkCore"):
                Spare(call);
                break;
        }
    }

    private void Add(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Class } entity)
        {
            entities.TryAdd(entity.OriginalDefinition, 0);
        }
    }

    // builder.Ignore(e => e.AccessToken), builder.Property(e => e.AccessToken).HasConversion(protector)
    private void Spare(IInvocationOperation call)
    {
        for (IOperation? current = call; current is IInvocationOperation step; current = step.Instance)
        {
            foreach (var argument in step.TargetMethod.Name is "Ignore" or "Property" ? step.Arguments : [])
            {
                foreach (var operation in argument.Value.DescendantsAndSelf())
                {
                    if (operation is IPropertyReferenceOperation reference)
                    {
                        spared.TryAdd(KeyOf(reference.Property), 0);
                    }
                    else if (operation is { ConstantValue: { HasValue: true, Value: string name } } && step.Instance?.Type is INamedTypeSymbol { TypeArguments: { Length: 1 } entity })
                    {
                        spared.TryAdd(entity[0].ToDisplayString() + "." + name, 0);
                    }
                }
            }
        }
    }

    // Only classes of this compilation: another project's are judged there.
    private static IEnumerable<IPropertySymbol> PropertiesOf(INamedTypeSymbol entity)
    {
        for (INamedTypeSymbol? type = entity; type is not null && !type.DeclaringSyntaxReferences.IsEmpty; type = type.BaseType?.OriginalDefinition)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, IsIndexer: false, GetMethod: not null, SetMethod: not null, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal } property)
                {
                    yield return property;
                }
            }
        }
    }

    private static bool IsToken(IPropertySymbol property)
    {
        if (property.Type is not ({ SpecialType: SpecialType.System_String } or IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte }) || !IsTokenName(property.Name))
        {
            return false;
        }

        foreach (var attribute in property.GetAttributes())
        {
            var name = attribute.AttributeClass?.Name ?? "";
            if (name is "NotMappedAttribute" or "BsonIgnoreAttribute" or "TimestampAttribute" or "ConcurrencyCheckAttribute"
                || name.IndexOf("Encrypt", StringComparison.Ordinal) >= 0 || name.IndexOf("Protected", StringComparison.Ordinal) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static string KeyOf(IPropertySymbol property) => property.OriginalDefinition.ContainingType.ToDisplayString() + "." + property.Name;
}
