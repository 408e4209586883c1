using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PlatformGuard.Generators.GuardedClients;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>What a function allows a guard to do.</summary>
/// <param name="Function">Its declaration.</param>
/// <param name="IsAsync">Whether it is <c>async</c>.</param>
/// <param name="CanBecomeAsync">Whether it can be without a change of its signature.</param>
/// <param name="IsTaskOfValue">Whether it returns a task with a value.</param>
/// <param name="ReturnsNothing">Whether its <c>return</c> has no value as it stands.</param>
/// <param name="OffReturn">The statement that leaves it with the empty answer; null when its type has none.</param>
internal sealed record FunctionShape(SyntaxNode Function, bool IsAsync, bool CanBecomeAsync, bool IsTaskOfValue, bool ReturnsNothing, string? OffReturn)
{
    /// <summary>Whether an <c>await</c> can stand in it, now or after a change.</summary>
    public bool CanAwait => IsAsync || CanBecomeAsync;

    /// <summary>Reads a function.</summary>
    public static FunctionShape Of(SyntaxNode function, SemanticModel model)
    {
        if (function is CompilationUnitSyntax)
        {
            return new(function, IsAsync: true, CanBecomeAsync: true, IsTaskOfValue: false, ReturnsNothing: true, OffReturn: null);
        }

        var method = (function is AnonymousFunctionExpressionSyntax ? model.GetSymbolInfo(function).Symbol : model.GetDeclaredSymbol(function)) as IMethodSymbol;
        if (method is null)
        {
            return new(function, IsAsync: false, CanBecomeAsync: false, IsTaskOfValue: false, ReturnsNothing: false, OffReturn: null);
        }

        var task = method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask" } named && named.ContainingNamespace?.ToDisplayString() == "System.Threading.Tasks" ? named : null;
        var isIterator = function.DescendantNodes(node => node == function || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(static node => node is YieldStatementSyntax);
        var canBecomeAsync = !method.IsAsync && task is not null && function is MethodDeclarationSyntax && !isIterator && method.Parameters.All(static parameter => parameter.RefKind == RefKind.None && !parameter.Type.IsRefLikeType);
        var returnsNothing = method.ReturnsVoid || (method.IsAsync && task is { Arity: 0 });
        return new(function, method.IsAsync, canBecomeAsync, task is { Arity: 1 }, returnsNothing, isIterator ? "yield break;" : returnsNothing ? "return;" : Answer(method, task, model));
    }

    private static string? Answer(IMethodSymbol method, INamedTypeSymbol? task, SemanticModel model)
    {
        // A task that is not awaited here is answered by a task; once the method is async its value is what is awaited.
        var type = method.IsAsync && task is { Arity: 1 } ? task.TypeArguments[0] : method.ReturnType;
        if (type is IErrorTypeSymbol || method.MethodKind is MethodKind.LambdaMethod or MethodKind.AnonymousFunction)
        {
            return null;
        }

        return OffAnswer.Of(type) switch
        {
            null => null,
            "default" when type.IsReferenceType => "return null;",
            "default" when type.SpecialType == SpecialType.System_Boolean => "return false;",
            { } answer when answer != "default" && IsCollection(type) && model.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 } => "return [];",
            { } answer => $"return {answer};",
        };
    }

    private static bool IsCollection(ITypeSymbol type) => type is IArrayTypeSymbol or INamedTypeSymbol { MetadataName: "List`1" or "IReadOnlyList`1" or "IReadOnlyCollection`1" or "IEnumerable`1" or "IList`1" or "ICollection`1" or "ImmutableArray`1" };
}
