using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Guidelines.FeatureFlags;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>What a gate says about the code behind it.</summary>
/// <param name="Flags">The flags that it names; a name that is not constant is null.</param>
/// <param name="IsAll">Whether all of them are on behind it, and not only one of them.</param>
/// <param name="IsNegated">Whether the code behind it runs while the flags are off.</param>
internal readonly record struct GateVerdict(ImmutableArray<string?> Flags, bool IsAll, bool IsNegated);

/// <summary>Finds the declarative gates around code: attributes on actions and pages, and calls that wrap handlers.</summary>
internal sealed class FlagGates
{
    private readonly HashSet<INamedTypeSymbol> attributes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, List<INamedTypeSymbol>> methods = new(StringComparer.Ordinal);

    /// <summary>Makes the gates of a compilation.</summary>
    public FlagGates(Compilation compilation)
    {
        foreach (var gate in FlagApis.Gates)
        {
            foreach (var type in compilation.GetTypesByMetadataName(gate.Type))
            {
                if (gate.Method is null)
                {
                    attributes.Add(type);
                }
                else
                {
                    if (!methods.TryGetValue(gate.Method, out var owners))
                    {
                        methods.Add(gate.Method, owners = []);
                    }

                    owners.Add(type);
                }
            }
        }
    }

    /// <summary>Whether types can be registered to run only for a feature.</summary>
    public bool HasRegistrations => methods.Count > 0;

    /// <summary>The gates on a member and on its type.</summary>
    public IEnumerable<GateVerdict> On(ISymbol member)
    {
        if (attributes.Count == 0)
        {
            yield break;
        }

        var own = member is IMethodSymbol { AssociatedSymbol: { } property } ? property : member;
        foreach (var attribute in own.GetAttributes().Concat(own.IsStatic ? [] : TypeAttributes(own.ContainingType)))
        {
            if (attribute.AttributeClass is { } type && attributes.Any(gate => IsOrDerives(type, gate)))
            {
                yield return Read(attribute);
            }
        }
    }

    /// <summary>The gates that calls put around a function which is passed to them, or to what they are chained to.</summary>
    public IEnumerable<(GateVerdict Verdict, IInvocationOperation Call)> Around(IOperation function)
    {
        if (methods.Count == 0)
        {
            yield break;
        }

        // app.MapGet("/x", handler).WithFeatureGate("flag"): the gate is further out in the same expression.
        var depth = 0;
        for (var parent = function.Parent; parent is not null && depth < 64; parent = parent.Parent, depth++)
        {
            if (parent is IInvocationOperation call && Read(call) is { } verdict)
            {
                yield return (verdict, call);
            }
            else if (parent is IAnonymousFunctionOperation or IFlowAnonymousFunctionOperation or IBlockOperation)
            {
                yield break;
            }
        }
    }

    private static IEnumerable<AttributeData> TypeAttributes(INamedTypeSymbol? type)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var attribute in current.GetAttributes())
            {
                yield return attribute;
            }
        }
    }

    private static GateVerdict Read(AttributeData attribute)
    {
        var flags = ImmutableArray.CreateBuilder<string?>();
        var (isAll, isNegated) = (true, false);
        foreach (var argument in attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(static pair => pair.Value)))
        {
            if (argument is { Kind: TypedConstantKind.Enum, Type.Name: "RequirementType" })
            {
                isAll = !Flow.Constants.Canonical(argument.Value)!.Equals(0L);
            }
            else if (argument is { Kind: TypedConstantKind.Primitive, Value: bool negated })
            {
                isNegated = negated;
            }
            else
            {
                // Esquio takes several names in one text.
                flags.AddRange(FlagKeys.Of(argument).SelectMany(static text => text.Split(',', ';')).Select(static name => name.Trim()).Where(static name => name.Length > 0));
            }
        }

        return new(flags.ToImmutable(), isAll, isNegated);
    }

    /// <summary>What a call says that puts a gate around something; null when it does not.</summary>
    public GateVerdict? Read(IInvocationOperation call)
    {
        if (!methods.TryGetValue(call.TargetMethod.Name, out var owners) || !owners.Contains(call.TargetMethod.ContainingType, SymbolEqualityComparer.Default))
        {
            return null;
        }

        var flags = ImmutableArray.CreateBuilder<string?>();
        var (isAll, isNegated) = (true, false);
        foreach (var argument in call.Arguments)
        {
            var value = Text.StringExpressions.WithoutConversions(argument.Value);
            if (argument.Parameter is not { } parameter || (parameter.Ordinal == 0 && call.TargetMethod.IsExtensionMethod))
            {
                continue;
            }

            if (parameter.Type is { TypeKind: TypeKind.Enum, Name: "RequirementType" })
            {
                isAll = value.ConstantValue is { HasValue: true, Value: { } type } && !Flow.Constants.Canonical(type)!.Equals(0L);
            }
            else if (parameter.Type.SpecialType == SpecialType.System_Boolean)
            {
                isNegated = value.ConstantValue is not { HasValue: true, Value: false };
            }
            else if (parameter.Type.SpecialType == SpecialType.System_String || parameter.Type is IArrayTypeSymbol)
            {
                foreach (var name in value is IArrayCreationOperation { Initializer: { } initializer } ? [.. initializer.ElementValues] : new[] { value })
                {
                    flags.Add(FlagKeys.Of(name, Flow.FlowValue.Unknown, default).Name);
                }
            }
        }

        return new GateVerdict(flags.ToImmutable(), isAll, isNegated);
    }

    private static bool IsOrDerives(INamedTypeSymbol type, INamedTypeSymbol ancestor)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
            {
                return true;
            }
        }

        return false;
    }
}
