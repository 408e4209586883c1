using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PlatformGuard.Generators.GuardedClients;

/// <summary>Finds or plans what answers for a member while the flag is off: <c>NameWhenOff</c>, written by the user or with the empty value of the type.</summary>
internal sealed class Hooks(INamedTypeSymbol type, Action<string, ISymbol> report)
{
    public const string Suffix = "WhenOff";

    /// <summary>The call of the answer, and what has to be written for it; null after a report.</summary>
    /// <param name="method">The member.</param>
    /// <param name="prefix">What tells its answer from that of a member with the same signature.</param>
    public (string Access, HookPlan? Hook)? OfMethod(IMethodSymbol method, string prefix)
    {
        var name = prefix + method.Name + Suffix;
        var typeParameters = TypeText.TypeParameters(method.TypeParameters);
        foreach (var written in Methods(name))
        {
            if (written.Parameters.IsEmpty && written.Arity == 0 && method.Parameters.Any() && !HasOutput(method))
            {
                return Checked(written, method, TypeText.Name(name) + "()");
            }

            if (HasSameParameters(written, method))
            {
                return Checked(written, method, $"{TypeText.Name(name)}{typeParameters}({ParameterText.Arguments(method.Parameters)})");
            }
        }

        var signature = $"{TypeText.Of(method.ReturnType)} {TypeText.Name(name)}{typeParameters}({ParameterText.Private(method.Parameters)})";
        var isStream = StreamItem(method.ReturnType) is not null;
        var body = new List<string>();
        foreach (var parameter in method.Parameters.Where(static parameter => parameter.RefKind == RefKind.Out))
        {
            body.Add($"{TypeText.Name(parameter.Name)} = {OffAnswer.Of(parameter.Type) ?? "default!"};");
        }

        if (isStream && !HasByReference(method))
        {
            body.Add("await global::System.Threading.Tasks.Task.CompletedTask;");
            body.Add("yield break;");
        }
        else if (!method.ReturnsVoid)
        {
            if (OffAnswer.Of(method.ReturnType) is not { } answer)
            {
                ReportNoAnswer(method, method.ReturnType, $"{TypeText.Readable(method.ReturnType)} {name}{typeParameters}({Readable(method.Parameters)})");
                return null;
            }

            body.Add($"return {answer};");
        }

        return ($"{TypeText.Name(name)}{typeParameters}({ParameterText.Arguments(method.Parameters)})",
            new HookPlan(signature + TypeText.Constraints(method.TypeParameters), new(body), IsProperty: false, isStream && !HasByReference(method)));
    }

    /// <summary>The same for the getter of a property or an indexer.</summary>
    public (string Access, HookPlan? Hook)? OfGetter(IPropertySymbol property, string prefix)
    {
        var name = prefix + (property.IsIndexer ? "Item" : property.Name) + Suffix;
        if (property.IsIndexer)
        {
            foreach (var written in Methods(name))
            {
                if (written.Parameters.Length == property.Parameters.Length && written.Parameters.Zip(property.Parameters, static (one, other) => SymbolEqualityComparer.Default.Equals(one.Type, other.Type)).All(static same => same))
                {
                    return ($"{name}({ParameterText.Arguments(property.Parameters)})", null);
                }
            }
        }
        else if (Members(name).OfType<IPropertySymbol>().FirstOrDefault() is { GetMethod: not null } written)
        {
            return SameType(written.Type, property.Type, written, property) ? (TypeText.Name(name), null) : null;
        }

        if (OffAnswer.Of(property.Type) is not { } answer)
        {
            ReportNoAnswer(property, property.Type, TypeText.Readable(property.Type) + " " + name + (property.IsIndexer ? $"({Readable(property.Parameters)})" : " => …"));
            return null;
        }

        var type = TypeText.Of(property.Type);
        return property.IsIndexer
            ? ($"{name}({ParameterText.Arguments(property.Parameters)})", new HookPlan($"{type} {name}({ParameterText.Private(property.Parameters)})", new([$"return {answer};"]), IsProperty: false, IsIterator: false))
            : (TypeText.Name(name), new HookPlan($"{type} {TypeText.Name(name)}", new([$"return {answer};"]), IsProperty: true, IsIterator: false));
    }

    /// <summary>What a stream holds, or null when the type is none.</summary>
    public static ITypeSymbol? StreamItem(ITypeSymbol type) =>
        type is INamedTypeSymbol { MetadataName: "IAsyncEnumerable`1" } stream && stream.ContainingNamespace?.ToDisplayString() == "System.Collections.Generic" ? stream.TypeArguments[0] : null;

    private static bool HasByReference(IMethodSymbol method) => !ParameterText.CanAwait(method.Parameters);

    private static bool HasOutput(IMethodSymbol method) => method.Parameters.Any(static parameter => parameter.RefKind == RefKind.Out);

    private static bool HasSameParameters(IMethodSymbol one, IMethodSymbol other) =>
        one.Arity == other.Arity
        && one.Parameters.Length == other.Parameters.Length
        && one.Parameters.Zip(other.Parameters, (left, right) => left.RefKind == right.RefKind && (other.Arity > 0 || SymbolEqualityComparer.Default.Equals(left.Type, right.Type))).All(static same => same);

    private (string, HookPlan?)? Checked(IMethodSymbol written, IMethodSymbol method, string access) =>
        method.Arity > 0 || SameType(written.ReturnType, method.ReturnType, written, method) ? (access, null) : null;

    private bool SameType(ITypeSymbol written, ITypeSymbol needed, ISymbol member, ISymbol of)
    {
        if (SymbolEqualityComparer.Default.Equals(written, needed))
        {
            return true;
        }

        report($"'{member.Name}' answers for '{of.Name}' while the flag is off and must be of type '{TypeText.Readable(needed)}'", member);
        return false;
    }

    private void ReportNoAnswer(ISymbol member, ITypeSymbol returned, string signature) =>
        report($"'{member.Name}' returns '{TypeText.Readable(returned)}', which has no empty value; add the answer for while the flag is off to the class: 'private {signature}'", member);

    private static string Readable(ImmutableArray<IParameterSymbol> parameters) =>
        string.Join(", ", parameters.Select(static parameter => $"{TypeText.Readable(parameter.Type)} {TypeText.Name(parameter.Name)}"));

    private IEnumerable<IMethodSymbol> Methods(string name) => Members(name).OfType<IMethodSymbol>();

    /// <summary>The class's own members of this name, then those of its base classes that it can use.</summary>
    private IEnumerable<ISymbol> Members(string name)
    {
        for (var owner = type; owner is not null; owner = owner.BaseType)
        {
            foreach (var member in owner.GetMembers(name))
            {
                if (SymbolEqualityComparer.Default.Equals(owner, type) || member.DeclaredAccessibility is not (Accessibility.Private or Accessibility.NotApplicable))
                {
                    yield return member;
                }
            }
        }
    }
}
