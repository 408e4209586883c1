using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PlatformGuard.Analyzers.Flow;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>Tells, without analysing it, whether a member can be a helper that answers for a flag. Most members cannot.</summary>
internal static class HelperKinds
{
    /// <summary>Whether the use of a member can tell anything about a flag.</summary>
    public static bool CanTell(ISymbol member, GuardKnowledge knowledge, CancellationToken cancellation) => Bodies.IsFinal(member) && member switch
    {
        // By its result, by a parameter, or by not coming back.
        IMethodSymbol { MethodKind: MethodKind.Ordinary } => !FlowAttributes.IsConditional(member),
        IPropertySymbol { IsIndexer: false } property when IsDeclaredAs<PropertyDeclarationSyntax>(property, cancellation) => Constants.AreTracked(property.Type) || (Answers(property.Type, knowledge) && Bodies.DeclarationOf(property, cancellation) is not null),

        // A field for a client is often filled by a container, whatever its initializer says.
        IFieldSymbol { IsReadOnly: true } field when IsDeclaredAs<VariableDeclaratorSyntax>(field, cancellation) => Constants.AreTracked(field.Type),
        _ => false,
    };

    /// <summary>Whether a method is asked for a <see cref="bool"/>, at once or later.</summary>
    public static bool IsQuestion(IMethodSymbol method) =>
        method.ReturnType.SpecialType == SpecialType.System_Boolean
        || method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } arguments } && arguments[0].SpecialType == SpecialType.System_Boolean;

    /// <summary>Whether a value of the type can carry an answer.</summary>
    private static bool Answers(ITypeSymbol type, GuardKnowledge knowledge)
    {
        if (type is INamedTypeSymbol { TypeArguments.Length: 1 } wrapper && (wrapper.Name is "Task" or "ValueTask" || wrapper.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T))
        {
            type = wrapper.TypeArguments[0];
        }

        return type.SpecialType == SpecialType.System_Boolean
            || type.TypeKind == TypeKind.Enum
            || (type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.Any(static element => Constants.AreTracked(element.Type)))
            || (type is INamedTypeSymbol named && knowledge.Clients.TypeOf(named) is not null);
    }

    // What the compiler declares, such as the properties of an anonymous type or a record, gets its value elsewhere.
    private static bool IsDeclaredAs<TSyntax>(ISymbol member, CancellationToken cancellation)
        where TSyntax : SyntaxNode =>
        member.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is TSyntax);
}
