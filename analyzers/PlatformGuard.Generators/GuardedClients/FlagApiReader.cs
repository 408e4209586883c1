using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using PlatformGuard.Guidelines.FeatureFlags;
using PlatformGuard.Guidelines.Options;

namespace PlatformGuard.Generators.GuardedClients;

/// <summary>Finds the flag APIs of a compilation.</summary>
internal static class FlagApiReader
{
    /// <summary>Metadata name of the annotation of a project's own flag API.</summary>
    public const string GuardAttribute = "PlatformGuard.FeatureFlagGuardAttribute";

    /// <summary>The option that lists the documentation ids of a project's own flag APIs.</summary>
    public const string Option = SettingOption.FlagApisKey;

    /// <summary>The known providers that are referenced, some in several forms, the preferred one first.</summary>
    public static IEnumerable<FlagApi> Providers(Compilation compilation)
    {
        foreach (var question in FlagQuestions.All)
        {
            foreach (var service in compilation.GetTypesByMetadataName(question.Service).Take(1))
            {
                yield return new(question.Provider, TypeText.Of(service), new(question.Steps), question.Context, question.IsStatic, question.Suffix, Flag: null, Visibility.Public);
            }
        }
    }

    /// <summary>The APIs that an option lists.</summary>
    public static IEnumerable<FlagApi> Configured(Compilation compilation, string? option)
    {
        foreach (var id in DocumentationIds.Split(option ?? ""))
        {
            if (Find(id, compilation) is { } member && Of(member, flag: null) is { } api)
            {
                yield return api;
            }
        }
    }

    /// <summary>Members with <c>[FeatureFlagGuard]</c> of the compilation's own code.</summary>
    public static IEnumerable<FlagApi> Annotated(Compilation compilation, CancellationToken cancellation)
    {
        var namespaces = new Stack<INamespaceOrTypeSymbol>();
        namespaces.Push(compilation.Assembly.GlobalNamespace);
        while (namespaces.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var member in namespaces.Pop().GetMembers())
            {
                if (member is INamespaceOrTypeSymbol inner)
                {
                    namespaces.Push(inner);
                }
                else if (Annotated(member) is { } api)
                {
                    yield return api;
                }
            }
        }
    }

    /// <summary>The API that an annotated member is, or null.</summary>
    public static FlagApi? Annotated(ISymbol member)
    {
        if (member is not (IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol))
        {
            return null;
        }

        var attribute = member.GetAttributes().FirstOrDefault(static candidate => candidate.AttributeClass is { } type && Names.Full(type) == GuardAttribute);
        return attribute is null ? null : Of(member, attribute.ConstructorArguments.Length == 1 ? attribute.ConstructorArguments[0].Value as string : null);
    }

    /// <summary>What a type makes of a flag's answer; null when it is none.</summary>
    public static FlagStepResult? ResultOf(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Boolean)
        {
            return FlagStepResult.Value;
        }

        if (type is INamedTypeSymbol { Arity: 1 } task && task.TypeArguments[0].SpecialType == SpecialType.System_Boolean && task.ContainingNamespace?.ToDisplayString() == "System.Threading.Tasks")
        {
            return task.MetadataName switch
            {
                "Task`1" => FlagStepResult.Task,
                "ValueTask`1" => FlagStepResult.ValueTask,
                _ => null,
            };
        }

        return null;
    }

    /// <summary>Puts APIs in an order that does not depend on the order of files.</summary>
    public static EquatableArray<FlagApi> Sorted(IEnumerable<FlagApi> apis) =>
        new(apis.OrderBy(static api => api.Type, StringComparer.Ordinal).ThenBy(static api => api.Steps[0].Call, StringComparer.Ordinal));

    private static ISymbol? Find(string id, Compilation compilation)
    {
        try
        {
            return DocumentationCommentId.GetFirstSymbolForDeclarationId(id, compilation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The compiler's reader of ids is not made for typing errors.
            return null;
        }
    }

    private static FlagApi? Of(ISymbol member, string? flag)
    {
        var owner = member.ContainingType;
        if (owner is null || owner.IsGenericType || owner.TypeKind is not (TypeKind.Class or TypeKind.Interface) || member.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal))
        {
            return null;
        }

        var (call, result) = member switch
        {
            IMethodSymbol { Arity: 0, IsExtensionMethod: false } method when CanCall(method, withFlag: flag is null) =>
                ($".{TypeText.Name(method.Name)}({(flag is null ? "{flag}" : "")})", ResultOf(method.ReturnType)),
            IPropertySymbol { GetMethod: not null, IsIndexer: false } property when flag is not null => ("." + TypeText.Name(property.Name), ResultOf(property.Type)),
            _ => ("", null),
        };
        var visibility = PlanReader.VisibilityOf(owner);
        return result is not { } step || visibility == Visibility.Private
            ? null
            : new($"{owner.Name}.{member.Name}", TypeText.Of(owner), new([new FlagStep(call, step)]), Context: null, member.IsStatic, Suffix: "", flag, visibility);
    }

    /// <summary>Whether a call needs no argument, or none but the flag.</summary>
    private static bool CanCall(IMethodSymbol method, bool withFlag) =>
        (!withFlag || method.Parameters.FirstOrDefault() is { Type.SpecialType: SpecialType.System_String, RefKind: RefKind.None })
        && method.Parameters.Skip(withFlag ? 1 : 0).All(static parameter => parameter.IsOptional);
}
