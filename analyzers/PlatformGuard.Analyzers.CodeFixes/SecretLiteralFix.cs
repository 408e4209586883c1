using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PlatformGuard.Analyzers.Secrets;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>
/// PG3004: reads the secret at run time, from the environment or from a configuration that is in scope. Offered only where the result
/// compiles. The old value stays in the Git history: it must be changed at its issuer all the same.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SecretLiteralFix)), Shared]
public sealed class SecretLiteralFix : CodeFixProvider
{
    /// <summary>Equivalence key of reading an environment variable.</summary>
    public const string EnvironmentKey = "PG3004.Environment";

    /// <summary>Equivalence key of reading the configuration that is in scope.</summary>
    public const string ConfigurationKey = "PG3004.Configuration";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["PG3004"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var cancellation = context.CancellationToken;
        if (await context.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.ContainsKey(SecretLiteral.ReplaceableProperty)
                || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal
                || !SupportsThrowExpressions(root))
            {
                continue;
            }

            diagnostic.Properties.TryGetValue(SecretLiteral.NameProperty, out var name);
            await RegisterAsync(context, diagnostic, root, model, literal, name).ConfigureAwait(false);
        }
    }

    private static async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, SyntaxNode root, SemanticModel model, LiteralExpressionSyntax literal, string? name)
    {
        var cancellation = context.CancellationToken;
        var typeName = literal.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>()?.Identifier.ValueText;
        var variable = SettingName.ForEnvironment(name, typeName);
        var constant = ConstantDeclaration.Of(literal);
        if (constant is null ? !ConstantContext.Allows(literal, model, cancellation) : !await constant.CanBeVariableAsync(context.Document, model, cancellation).ConfigureAwait(false))
        {
            return;
        }

        if (constant is null && ConfigurationInScope.NameAt(literal, model, cancellation) is { } configuration)
        {
            var key = SettingName.ForConfiguration(name, typeName);
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Read it from configuration \"{key}\"",
                    _ => Task.FromResult(Replace(context.Document, root, literal, constant, RunTimeValue.OfConfiguration(configuration, key))),
                    ConfigurationKey),
                diagnostic);
        }

        context.RegisterCodeFix(
            CodeAction.Create(
                $"Read it from environment variable {variable}",
                _ => Task.FromResult(Replace(context.Document, root, literal, constant, RunTimeValue.OfEnvironment(variable))),
                EnvironmentKey),
            diagnostic);
    }

    private static Document Replace(Document document, SyntaxNode root, LiteralExpressionSyntax literal, ConstantDeclaration? constant, ExpressionSyntax value)
    {
        var replacement = value.WithTriviaFrom(literal);
        return document.WithSyntaxRoot(constant is null ? root.ReplaceNode(literal, replacement) : constant.MakeVariable(root, literal, replacement));
    }

    private static bool SupportsThrowExpressions(SyntaxNode root) =>
        root.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp7 };
}
