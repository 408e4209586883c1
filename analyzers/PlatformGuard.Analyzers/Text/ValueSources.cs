using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Text;

/// <summary>
/// Finds where the value of a reference is written: the initializer or only assignment of a local, field or property, the body of a
/// property or method, the arguments of a parameter's callers. Only the file of the reference is searched, whose semantic model is there
/// already; a value that may also come from elsewhere is not known, except that a default counts as one of the values.
/// </summary>
internal static class ValueSources
{
    private const int MostCallers = 16;

    // A type of this size is generated; its members' values count as unknown.
    private const int MostNodes = 50_000;

    /// <summary>The expressions that give <paramref name="reference"/> its value; empty when they are not known.</summary>
    public static ImmutableArray<IOperation> Of(IOperation reference, CancellationToken cancellation)
    {
        if (reference.ConstantValue.HasValue)
        {
            return [];
        }

        return reference switch
        {
            ILocalReferenceOperation local => One(WrittenOnce.ValueOf(local.Local, reference, cancellation)),
            IFieldReferenceOperation field => OfMember(field.Field, reference, cancellation),
            IPropertyReferenceOperation { Property: { IsIndexer: false, IsAbstract: false, IsVirtual: false } property } => OfMember(property, reference, cancellation),
            IParameterReferenceOperation parameter => OfParameter(parameter.Parameter, reference, cancellation),
            IInvocationOperation { TargetMethod: { IsVirtual: false, IsAbstract: false, IsAsync: false } method } => OfMember(method.OriginalDefinition, reference, cancellation),
            _ => [],
        };
    }

    /// <summary>The only expression that gives <paramref name="reference"/> its value, or null.</summary>
    public static IOperation? OnlyOf(IOperation reference, CancellationToken cancellation) =>
        Of(reference, cancellation) is { Length: 1 } sources ? sources[0] : null;

    private static ImmutableArray<IOperation> OfMember(ISymbol member, IOperation reference, CancellationToken cancellation)
    {
        if (DeclarationIn(member, reference, cancellation) is not { } declaration)
        {
            return [];
        }

        var value = declaration switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var initializer } => initializer,
            PropertyDeclarationSyntax { Initializer.Value: var initializer } => initializer,
            PropertyDeclarationSyntax { ExpressionBody.Expression: var body } => body,
            PropertyDeclarationSyntax { AccessorList.Accessors: var accessors } when GetterOf(accessors) is { } getter => getter,
            ParameterSyntax { Default.Value: var initial } => initial,
            MethodDeclarationSyntax { ExpressionBody.Expression: var body } => body,
            MethodDeclarationSyntax { Body: { } block } => OnlyReturn(block),
            LocalFunctionStatementSyntax { ExpressionBody.Expression: var body } => body,
            LocalFunctionStatementSyntax { Body: { } block } => OnlyReturn(block),
            _ => null,
        };

        // A private field that code assigns elsewhere has no single value. What others may set has at least its default.
        var isOwn = member.DeclaredAccessibility == Accessibility.Private || member is IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null };
        if (member is IFieldSymbol or IPropertySymbol && isOwn && declaration is VariableDeclaratorSyntax or PropertyDeclarationSyntax { Initializer: not null } or PropertyDeclarationSyntax { ExpressionBody: null })
        {
            value = OnlyAssignment(member, declaration, value);
        }

        return value is null ? [] : One(OperationOf(value, reference.SemanticModel!, cancellation));
    }

    private static ExpressionSyntax? GetterOf(SyntaxList<AccessorDeclarationSyntax> accessors)
    {
        foreach (var accessor in accessors)
        {
            if (accessor.IsKind(SyntaxKind.GetAccessorDeclaration))
            {
                return accessor.ExpressionBody?.Expression ?? (accessor.Body is { } block ? OnlyReturn(block) : null);
            }
        }

        return null;
    }

    private static ExpressionSyntax? OnlyReturn(BlockSyntax block) =>
        block.Statements.Count == 1 && block.Statements[0] is ReturnStatementSyntax { Expression: var value } ? value : null;

    /// <summary>The value that the member's type assigns in one place, its initializer included.</summary>
    private static ExpressionSyntax? OnlyAssignment(ISymbol member, SyntaxNode declaration, ExpressionSyntax? initializer)
    {
        if (declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return member is IFieldSymbol { IsReadOnly: true } ? initializer : null;
        }

        var only = initializer;
        var visited = 0;
        foreach (var node in type.DescendantNodes())
        {
            if (++visited > MostNodes)
            {
                return null;
            }

            // An object's initializer gives the value to another object's member.
            if (node is AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } assignment && NameOf(assignment.Left) == member.Name)
            {
                if (only is not null || !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
                {
                    return null;
                }

                only = assignment.Right;
            }
            else if (node is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument && NameOf(argument.Expression) == member.Name)
            {
                return null;
            }
        }

        return only;
    }

    private static ImmutableArray<IOperation> OfParameter(IParameterSymbol parameter, IOperation reference, CancellationToken cancellation)
    {
        if (parameter.RefKind is RefKind.Ref or RefKind.Out || parameter.ContainingSymbol is not IMethodSymbol method || IsAssigned(parameter, reference, cancellation))
        {
            return [];
        }

        var isClosed = method.MethodKind == MethodKind.LocalFunction
            || (method.DeclaredAccessibility == Accessibility.Private && method.MethodKind is MethodKind.Ordinary or MethodKind.Constructor && method.ExplicitInterfaceImplementations.IsEmpty);
        if (isClosed && DeclarationIn(method, reference, cancellation) is { } declaration)
        {
            return Callers(parameter, method, declaration, reference.SemanticModel!, cancellation);
        }

        // Others may call it too. Its default is one of the values.
        return DeclarationIn(parameter, reference, cancellation) is ParameterSyntax { Default.Value: var value } ? One(OperationOf(value, reference.SemanticModel!, cancellation)) : [];
    }

    private static ImmutableArray<IOperation> Callers(IParameterSymbol parameter, IMethodSymbol method, SyntaxNode declaration, SemanticModel model, CancellationToken cancellation)
    {
        if (declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return [];
        }

        var isConstructor = method.MethodKind == MethodKind.Constructor;
        var name = isConstructor ? type.Identifier.ValueText : method.Name;
        var values = ImmutableArray.CreateBuilder<IOperation>();
        var visited = 0;
        foreach (var node in (isConstructor ? (SyntaxNode)type.FirstAncestorOrSelf<CompilationUnitSyntax>()! : type).DescendantNodes())
        {
            if (++visited > MostNodes)
            {
                return [];
            }

            var isCall = isConstructor
                ? node is ImplicitObjectCreationExpressionSyntax or ConstructorInitializerSyntax || (node is ObjectCreationExpressionSyntax creation && NameOf(creation.Type) == name)
                : node is InvocationExpressionSyntax invocation && NameOf(invocation.Expression) == name;
            if (!isCall)
            {
                // Given on as a delegate, it is called from anywhere.
                if (!isConstructor && node is IdentifierNameSyntax identifier && identifier.Identifier.ValueText == name && !IsCalled(identifier) && !IsNameOf(identifier))
                {
                    return [];
                }

                continue;
            }

            var (target, arguments) = model.GetOperation(node, cancellation) switch
            {
                IInvocationOperation call => (call.TargetMethod, call.Arguments),
                IObjectCreationOperation created => (created.Constructor, created.Arguments),
                _ => (null, []),
            };
            if (!SymbolEqualityComparer.Default.Equals(target?.OriginalDefinition, method.OriginalDefinition))
            {
                continue;
            }

            foreach (var argument in arguments)
            {
                if (argument.Parameter?.Ordinal == parameter.Ordinal)
                {
                    values.Add(argument.Value);
                }
            }

            if (values.Count > MostCallers)
            {
                return [];
            }
        }

        return values.ToImmutable();
    }

    private static bool IsCalled(IdentifierNameSyntax name) => name.Parent switch
    {
        InvocationExpressionSyntax => true,
        MemberAccessExpressionSyntax access when access.Name == name => access.Parent is InvocationExpressionSyntax,
        _ => false,
    };

    private static bool IsNameOf(IdentifierNameSyntax name) =>
        name.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } };

    private static bool IsAssigned(IParameterSymbol parameter, IOperation reference, CancellationToken cancellation)
    {
        var body = reference;
        while (body.Parent is { } parent)
        {
            body = parent;
        }

        foreach (var operation in body.DescendantsAndSelf())
        {
            cancellation.ThrowIfCancellationRequested();
            if (operation is IAssignmentOperation { Target: IParameterReferenceOperation target } && SymbolEqualityComparer.Default.Equals(target.Parameter, parameter))
            {
                return true;
            }
        }

        return false;
    }

    private static SyntaxNode? DeclarationIn(ISymbol symbol, IOperation reference, CancellationToken cancellation) =>
        reference.SemanticModel is { } model && symbol.DeclaringSyntaxReferences is { Length: 1 } declarations && declarations[0].SyntaxTree == model.SyntaxTree
            ? declarations[0].GetSyntax(cancellation) : null;

    private static string? NameOf(SyntaxNode expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Name: var member } => member.Identifier.ValueText,
        QualifiedNameSyntax { Right: var right } => right.Identifier.ValueText,
        _ => null,
    };

    // `value!` and `(value)` are no operations of their own.
    private static IOperation? OperationOf(ExpressionSyntax value, SemanticModel model, CancellationToken cancellation)
    {
        while (true)
        {
            switch (value)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    value = parenthesized.Expression;
                    break;
                case PostfixUnaryExpressionSyntax suppressed when suppressed.IsKind(SyntaxKind.SuppressNullableWarningExpression):
                    value = suppressed.Operand;
                    break;
                default:
                    return model.GetOperation(value, cancellation);
            }
        }
    }

    private static ImmutableArray<IOperation> One(IOperation? value) => value is null ? [] : [value];
}
