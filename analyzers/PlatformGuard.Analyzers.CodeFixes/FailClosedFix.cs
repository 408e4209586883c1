using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PlatformGuard.Analyzers.FeatureFlags;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>PG2003: makes a failure mean off.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FailClosedFix)), Shared]
public sealed class FailClosedFix : CodeFixProvider
{
    /// <summary>The equivalence key.</summary>
    public const string Key = "PG2003.FailClosed";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["PG2003"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (diagnostic.Properties.TryGetValue(FeatureFlagFailsOpen.ReplacementProperty, out var text) && text is not null
                && root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax expression)
            {
                var replacement = SyntaxFactory.ParseExpression(text).WithTriviaFrom(expression);
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Fail closed: '{text}'",
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(expression, replacement))),
                        Key),
                    diagnostic);
            }
        }
    }
}
