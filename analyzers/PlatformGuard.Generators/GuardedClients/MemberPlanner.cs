using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PlatformGuard.Generators.GuardedClients;

/// <summary>Plans the members of a client interface, and says which of them cannot be guarded by a check before the call.</summary>
internal sealed class MemberPlanner(INamedTypeSymbol type, INamedTypeSymbol client, Compilation compilation, Action<string, ISymbol> report)
{
    private readonly Hooks hooks = new(type, report);
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private readonly HashSet<string> hooked = new(StringComparer.Ordinal);

    /// <summary>All members of the interface and of those it inherits from.</summary>
    public List<MemberPlan> Plan()
    {
        var plans = new List<MemberPlan>();
        foreach (var declaring in client.AllInterfaces.Insert(0, client))
        {
            foreach (var member in declaring.GetMembers())
            {
                if (IsImplementable(member) && PlanMember(member, declaring) is { } plan)
                {
                    plans.Add(plan);
                }
            }
        }

        return plans;
    }

    private bool IsImplementable(ISymbol member)
    {
        if (member is ITypeSymbol or IMethodSymbol { AssociatedSymbol: not null } or IFieldSymbol || (!member.IsAbstract && !member.IsVirtual))
        {
            return false;
        }

        if (member is IMethodSymbol { ExplicitInterfaceImplementations.IsEmpty: false } or IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false })
        {
            return false;
        }

        if (member.IsStatic)
        {
            if (member.IsAbstract)
            {
                report($"'{member.Name}' is static abstract: there is no client to ask", member);
            }

            return false;
        }

        if (!compilation.IsSymbolAccessibleWithin(member, type, client) || member.DeclaredAccessibility is Accessibility.Protected or Accessibility.ProtectedOrInternal or Accessibility.ProtectedAndInternal)
        {
            if (member.IsAbstract)
            {
                report($"'{member.Name}' is not accessible from the class", member);
            }

            return false;
        }

        return !IsWrittenByHand(member);
    }

    private bool IsWrittenByHand(ISymbol member)
    {
        if (type.FindImplementationForInterfaceMember(member) is not { ContainingType: { TypeKind: not TypeKind.Interface } owner })
        {
            return false;
        }

        if (!SymbolEqualityComparer.Default.Equals(owner, type))
        {
            report($"its base class '{owner.Name}' already implements '{member.Name}' without a check", member);
        }

        return true;
    }

    private MemberPlan? PlanMember(ISymbol member, INamedTypeSymbol declaring)
    {
        var isExplicit = member.DeclaredAccessibility != Accessibility.Public || !written.Add(Key(member));
        if (!isExplicit && type.GetMembers(member.Name).Any(own => Key(own) == Key(member)))
        {
            report($"the class already declares '{member.Name}', which would be generated", member);
            return null;
        }

        return member switch
        {
            IMethodSymbol method => PlanMethod(method, declaring, isExplicit),
            IPropertySymbol property => PlanProperty(property, declaring, isExplicit),
            IEventSymbol @event => PlanEvent(@event, declaring, isExplicit),
            _ => null,
        };
    }

    private MemberPlan? PlanMethod(IMethodSymbol method, INamedTypeSymbol declaring, bool isExplicit)
    {
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            report($"'{method.Name}' returns a reference, and there is nothing to refer to while the flag is off", method);
            return null;
        }

        if (method.IsVararg || ParameterText.IsPointer(method.ReturnType) || method.Parameters.Any(static parameter => ParameterText.IsPointer(parameter.Type)))
        {
            report($"'{method.Name}' has a pointer or a variable argument list in its signature", method);
            return null;
        }

        var name = TypeText.Name(method.Name);
        var typeParameters = TypeText.TypeParameters(method.TypeParameters);
        var access = $"{name}{typeParameters}({ParameterText.Arguments(method.Parameters)})";
        var isRelease = method.Parameters.IsEmpty && declaring.ToDisplayString() is "System.IDisposable" or "System.IAsyncDisposable";
        var hook = isRelease ? ("", null) : hooks.OfMethod(method, PrefixOf(declaring, isExplicit));
        if (hook is not { } off)
        {
            return null;
        }

        var canAwait = ParameterText.CanAwait(method.Parameters);
        var returns = ReturnsOf(method.ReturnType);
        return new MemberPlan
        {
            Kind = isRelease ? MemberKind.Release : MemberKind.Method,
            Name = method.Name,
            Attributes = new(MemberAttributes(method)),
            Signature = Signature(method, declaring, isExplicit, enumeratorToken: null),
            IsExplicit = isExplicit,
            DeclaringInterface = DeclaringText(declaring),
            Access = access,
            OffAccess = off.Access,
            Hook = Once(off.Hook),
            Returns = returns,
            CannotAwait = !canAwait,
            Stream = returns == ReturnKind.Stream && canAwait ? PlanStream(method, declaring, isExplicit) : null,
        };
    }

    private static StreamPlan PlanStream(IMethodSymbol method, INamedTypeSymbol declaring, bool isExplicit)
    {
        var token = ParameterText.CancellationOf(method.Parameters);
        if (token is not null)
        {
            return new(Signature(method, declaring, isExplicit, token), "", "");
        }

        // The consumer's token reaches an iterator through a parameter only, which the member lacks.
        var name = PrefixOf(declaring, isExplicit) + method.Name + "WhenAsked";
        var typeParameters = TypeText.TypeParameters(method.TypeParameters);
        var others = ParameterText.Private(method.Parameters);
        var arguments = ParameterText.Arguments(method.Parameters);
        return new(
            Signature: null,
            $"{TypeText.Of(method.ReturnType)} {name}{typeParameters}([global::System.Runtime.CompilerServices.EnumeratorCancellation] global::System.Threading.CancellationToken cancellationOfConsumer{(others.Length == 0 ? "" : ", ")}{others}){TypeText.Constraints(method.TypeParameters)}",
            $"{name}{typeParameters}(default{(arguments.Length == 0 ? "" : ", ")}{arguments})");
    }

    private MemberPlan? PlanProperty(IPropertySymbol property, INamedTypeSymbol declaring, bool isExplicit)
    {
        if (property.ReturnsByRef || property.ReturnsByRefReadonly)
        {
            report($"'{property.Name}' returns a reference, and there is nothing to refer to while the flag is off", property);
            return null;
        }

        if (ParameterText.IsPointer(property.Type))
        {
            report($"'{property.Name}' is a pointer", property);
            return null;
        }

        if (property.SetMethod is { IsInitOnly: true })
        {
            report($"'{property.Name}' can be set by an initializer only, which has no client to pass the value to", property);
            return null;
        }

        var off = property.GetMethod is null ? ("", null) : hooks.OfGetter(property, PrefixOf(declaring, isExplicit));
        if (off is not { } answer)
        {
            return null;
        }

        var name = property.IsIndexer ? "this" : TypeText.Name(property.Name);
        var parameters = property.IsIndexer ? $"[{ParameterText.Public(property.Parameters, withDefaults: !isExplicit)}]" : "";
        return new MemberPlan
        {
            Kind = MemberKind.Property,
            Name = property.IsIndexer ? "this[]" : property.Name,
            Attributes = new(MemberAttributes(property)),
            Signature = $"{TypeText.Of(property.Type)} {(isExplicit ? TypeText.Of(declaring) + "." : "")}{name}{parameters}",
            IsExplicit = isExplicit,
            DeclaringInterface = DeclaringText(declaring),
            Access = property.IsIndexer ? $"[{ParameterText.Arguments(property.Parameters)}]" : "." + name,
            OffAccess = answer.Access,
            Hook = Once(answer.Hook),
            HasGetter = property.GetMethod is not null,
            HasSetter = property.SetMethod is not null,
        };
    }

    private MemberPlan PlanEvent(IEventSymbol @event, INamedTypeSymbol declaring, bool isExplicit) => new()
    {
        Kind = MemberKind.Event,
        Name = @event.Name,
        Attributes = new(MemberAttributes(@event)),
        Signature = $"event {TypeText.Of(@event.Type)} {(isExplicit ? TypeText.Of(declaring) + "." : "")}{TypeText.Name(@event.Name)}",
        IsExplicit = isExplicit,
        DeclaringInterface = DeclaringText(declaring),
        Access = "." + TypeText.Name(@event.Name),
        OffAccess = "",
        Hook = null,
    };

    private static string Signature(IMethodSymbol method, INamedTypeSymbol declaring, bool isExplicit, IParameterSymbol? enumeratorToken)
    {
        var parameters = ParameterText.Public(method.Parameters, withDefaults: !isExplicit, enumeratorToken);
        var head = $"{TypeText.Of(method.ReturnType)} {(isExplicit ? TypeText.Of(declaring) + "." : "")}{TypeText.Name(method.Name)}{TypeText.TypeParameters(method.TypeParameters)}({parameters})";
        return head + (isExplicit ? TypeText.ConstraintsOfExplicit(method.TypeParameters, head) : TypeText.Constraints(method.TypeParameters));
    }

    private static IEnumerable<string> MemberAttributes(ISymbol member)
    {
        foreach (var attribute in ParameterText.Attributes(member.GetAttributes()))
        {
            yield return $"[{attribute}]";
        }

        if (member is IMethodSymbol method)
        {
            foreach (var attribute in ParameterText.Attributes(method.GetReturnTypeAttributes()))
            {
                yield return $"[return: {attribute}]";
            }
        }
    }

    /// <summary>Members of two interfaces can share an answer.</summary>
    private HookPlan? Once(HookPlan? hook) => hook is not null && hooked.Add(hook.Signature) ? hook : null;

    private static string PrefixOf(INamedTypeSymbol declaring, bool isExplicit) => isExplicit ? declaring.Name : "";

    private string? DeclaringText(INamedTypeSymbol declaring) => SymbolEqualityComparer.Default.Equals(declaring, client) ? null : TypeText.Of(declaring);

    private static ReturnKind ReturnsOf(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Void)
        {
            return ReturnKind.Void;
        }

        if (Hooks.StreamItem(type) is not null)
        {
            return ReturnKind.Stream;
        }

        return type is INamedTypeSymbol named && named.ContainingNamespace?.ToDisplayString() == "System.Threading.Tasks"
            ? named.MetadataName switch
            {
                "Task" or "ValueTask" => ReturnKind.Task,
                "Task`1" or "ValueTask`1" => ReturnKind.TaskOfValue,
                _ => ReturnKind.Value,
            }
            : ReturnKind.Value;
    }

    /// <summary>What must differ between two members of one class.</summary>
    private static string Key(ISymbol member)
    {
        ImmutableArray<IParameterSymbol> parameters = member switch
        {
            IMethodSymbol method => method.Parameters,
            IPropertySymbol property => property.Parameters,
            _ => [],
        };
        return $"{member.Name}`{(member as IMethodSymbol)?.Arity ?? 0}({string.Join(", ", parameters.Select(static parameter => (parameter.RefKind == RefKind.None ? "" : "&") + Erased(parameter.Type)))})";
    }

    /// <summary>Type parameters of methods are equal by their place, not by their name.</summary>
    private static string Erased(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } parameter => "!!" + parameter.Ordinal,
        IArrayTypeSymbol array => Erased(array.ElementType) + "[" + array.Rank + "]",
        INamedTypeSymbol { IsGenericType: true } named => named.OriginalDefinition.ToDisplayString() + "<" + string.Join(",", named.TypeArguments.Select(Erased)) + ">",
        _ => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
    };
}
