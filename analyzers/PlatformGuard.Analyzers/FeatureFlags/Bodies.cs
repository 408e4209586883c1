using System;
using System.Collections.Concurrent;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>The control flow graphs of other members than the one that is being analysed.</summary>
/// <remarks>
/// A verdict may depend on a helper in another file, so a semantic model of that file is needed. They are made at most once per file and
/// only for helpers of bodies that call a service client.
/// </remarks>
/// <param name="compilation">The compilation.</param>
internal sealed class Bodies(Compilation compilation)
{
    // What takes longer is no helper that answers a question.
    private const int LongestHelper = 30_000;

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> models = new();

    /// <summary>The assembly whose bodies are known.</summary>
    public IAssemblySymbol Assembly => compilation.Assembly;

    /// <summary>The semantic model of a file.</summary>
    public SemanticModel ModelOf(SyntaxTree tree) =>
#pragma warning disable RS1030 // See the remarks: another member's body, shared by all that ask.
        models.GetOrAdd(tree, key => compilation.GetSemanticModel(key));
#pragma warning restore RS1030

    /// <summary>The graph of a method, accessor, constructor or initializer, or null when it has no body here or one that is too long.</summary>
    public ControlFlowGraph? GraphOf(SyntaxNode declaration, CancellationToken cancellation)
    {
        if (declaration.Span.Length > LongestHelper || !compilation.ContainsSyntaxTree(declaration.SyntaxTree))
        {
            return null;
        }

        var operation = ModelOf(declaration.SyntaxTree).GetOperation(declaration, cancellation);
        return operation switch
        {
            { Parent: not null } => null,
            IMethodBodyOperation method => ControlFlowGraph.Create(method, cancellation),
            IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancellation),
            IBlockOperation block => ControlFlowGraph.Create(block, cancellation),
            IFieldInitializerOperation field => ControlFlowGraph.Create(field, cancellation),
            IPropertyInitializerOperation property => ControlFlowGraph.Create(property, cancellation),
            _ => null,
        };
    }

    /// <summary>The declaration that holds the body of a method or of a property's getter, or null.</summary>
    public static SyntaxNode? DeclarationOf(ISymbol member, CancellationToken cancellation)
    {
        var method = member as IMethodSymbol ?? (member as IPropertySymbol)?.GetMethod;
        if (method is null)
        {
            return null;
        }

        method = method.PartialImplementationPart ?? method;
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            switch (reference.GetSyntax(cancellation))
            {
                case BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null }:
                case AccessorDeclarationSyntax { Body: null, ExpressionBody: null }:
                    continue;
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax:
                    return reference.GetSyntax(cancellation);
            }
        }

        return null;
    }

    /// <summary>The declaration whose body a piece of code belongs to, or null when it belongs to none.</summary>
    public static SyntaxNode? BodyAround(SyntaxNode code)
    {
        for (var node = code.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax:
                case ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax }:
                case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax or VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } }:
                    return node;
                case AttributeSyntax or BaseTypeDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The member whose body a declaration holds.</summary>
    public ISymbol? OwnerOf(SyntaxNode declaration, CancellationToken cancellation)
    {
        var model = ModelOf(declaration.SyntaxTree);
        return declaration switch
        {
            BaseMethodDeclarationSyntax or AccessorDeclarationSyntax => model.GetDeclaredSymbol(declaration, cancellation),
            ArrowExpressionClauseSyntax { Parent: { } property } => model.GetDeclaredSymbol(property, cancellation),
            EqualsValueClauseSyntax { Parent: { } declared } => model.GetDeclaredSymbol(declared, cancellation),
            _ => null,
        };
    }

    /// <summary>The initializer of a field or property, or null.</summary>
    public static EqualsValueClauseSyntax? InitializerOf(ISymbol member, CancellationToken cancellation) =>
        member.DeclaringSyntaxReferences.Length == 0 ? null : member.DeclaringSyntaxReferences[0].GetSyntax(cancellation) switch
        {
            VariableDeclaratorSyntax field => field.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        };

    /// <summary>Whether no other code than that of its declaration can run in place of a member's body.</summary>
    public static bool IsFinal(ISymbol member) =>
        member is { IsAbstract: false, IsExtern: false }
        && member.ContainingType is { TypeKind: not TypeKind.Interface } type
        && ((!member.IsVirtual && !member.IsOverride) || member.IsSealed || type.IsSealed || type.IsValueType);

    /// <summary>Whether the text of a declaration contains a word, quickly.</summary>
    public static bool Mentions(SyntaxNode declaration, string word) =>
        declaration.ToString().IndexOf(word, StringComparison.Ordinal) >= 0;
}
