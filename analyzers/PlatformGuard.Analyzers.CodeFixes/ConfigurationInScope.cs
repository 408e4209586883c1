using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>Finds an <c>IConfiguration</c> that an expression can use where it stands.</summary>
internal static class ConfigurationInScope
{
    /// <summary>The name of a parameter, local, field or property that holds the configuration, or null.</summary>
    public static string? NameAt(SyntaxNode expression, SemanticModel model, CancellationToken cancellation)
    {
        if (model.Compilation.GetTypeByMetadataName("Microsoft.Extensions.Configuration.IConfiguration") is not { } contract)
        {
            return null;
        }

        string? best = null;
        var mayUseThis = MayUseInstance(expression, model, cancellation);
        foreach (var symbol in model.LookupSymbols(expression.SpanStart))
        {
            if (symbol.IsImplicitlyDeclared || !SymbolNames.Implements(TypeOf(symbol), contract) || !IsUsable(symbol, expression, mayUseThis, cancellation))
            {
                continue;
            }

            // The order of look-up is not specified; the nearest kind, and of these the first name, is.
            if (best is null || string.CompareOrdinal(Rank(symbol) + symbol.Name, best) < 0)
            {
                best = Rank(symbol) + symbol.Name;
            }
        }

        return best?.Substring(1);
    }

    private static string Rank(ISymbol symbol) => symbol switch
    {
        IParameterSymbol => "0",
        ILocalSymbol => "1",
        IFieldSymbol => "2",
        _ => "3",
    };

    private static INamedTypeSymbol? TypeOf(ISymbol symbol) => symbol switch
    {
        IParameterSymbol parameter => parameter.Type as INamedTypeSymbol,
        ILocalSymbol local => local.Type as INamedTypeSymbol,
        IFieldSymbol field => field.Type as INamedTypeSymbol,
        IPropertySymbol { IsIndexer: false, GetMethod: not null } property => property.Type as INamedTypeSymbol,
        _ => null,
    };

    private static bool IsUsable(ISymbol symbol, SyntaxNode expression, bool mayUseThis, CancellationToken cancellation)
    {
        switch (symbol)
        {
            case IParameterSymbol { RefKind: RefKind.None }:
                return !IsInStaticFunction(expression);
            case ILocalSymbol { DeclaringSyntaxReferences: { IsEmpty: false } declarations }:
                return !IsInStaticFunction(expression)
                    && declarations[0].GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer: not null } declarator
                    && declarator.Span.End < expression.SpanStart;
            case IFieldSymbol or IPropertySymbol:
                return mayUseThis && !symbol.IsStatic;
            default:
                return false;
        }
    }

    private static bool MayUseInstance(SyntaxNode expression, SemanticModel model, CancellationToken cancellation)
    {
        for (var node = expression.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax or FieldDeclarationSyntax:
                case PropertyDeclarationSyntax { Initializer: { } initializer } when initializer.Span.Contains(expression.Span):
                    return false;
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax when IsInStaticFunction(expression):
                    return false;
                case MemberDeclarationSyntax member:
                    return model.GetDeclaredSymbol(member, cancellation) is { IsStatic: false, ContainingType.IsValueType: false };
            }
        }

        return false;
    }

    private static bool IsInStaticFunction(SyntaxNode expression)
    {
        for (var node = expression.Parent; node is not null and not MemberDeclarationSyntax; node = node.Parent)
        {
            if ((node is AnonymousFunctionExpressionSyntax lambda && lambda.Modifiers.Any(SyntaxKind.StaticKeyword))
                || (node is LocalFunctionStatementSyntax function && function.Modifiers.Any(SyntaxKind.StaticKeyword)))
            {
                return true;
            }
        }

        return false;
    }
}
