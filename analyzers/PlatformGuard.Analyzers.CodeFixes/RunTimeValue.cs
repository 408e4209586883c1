using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>Expressions that read a setting at run time and fail with its name when it is missing.</summary>
internal static class RunTimeValue
{
    /// <summary><c>(Environment.GetEnvironmentVariable("NAME") ?? throw …)</c></summary>
    public static ExpressionSyntax OfEnvironment(string variable) =>
        OrThrow($"global::System.Environment.GetEnvironmentVariable({Literal(variable)})", variable);

    /// <summary><c>(configuration["Key"] ?? throw …)</c></summary>
    public static ExpressionSyntax OfConfiguration(string configuration, string key) =>
        OrThrow($"{(SyntaxFacts.GetKeywordKind(configuration) == SyntaxKind.None ? "" : "@")}{configuration}[{Literal(key)}]", key);

    // Each part is marked for the simplifier: the parentheses, and the qualification of either type, go where they are not needed.
    private static ParenthesizedExpressionSyntax OrThrow(string read, string name)
    {
        var value = ParseExpression($"{read} ?? throw new global::System.InvalidOperationException({Literal(name + " is not set")})");
        value = value.ReplaceNodes(
            value.DescendantNodes().Where(static node => node is MemberAccessExpressionSyntax or QualifiedNameSyntax),
            static (_, qualified) => qualified.WithAdditionalAnnotations(Simplifier.Annotation));
        return ParenthesizedExpression(value).WithAdditionalAnnotations(Simplifier.Annotation);
    }
}
