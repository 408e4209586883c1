using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PlatformGuard.Analyzers.Logging;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>PG6006: gives a log field its standard name. Not offered where the value would have to change as well.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LogFieldNameFix)), Shared]
public sealed class LogFieldNameFix : CodeFixProvider
{
    /// <summary>Equivalence key of the fix.</summary>
    public const string Key = "PG6006.Rename";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["PG6006"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (diagnostic.Properties.TryGetValue(LogFieldName.NewNameProperty, out var name) && name is not null)
            {
                // The name inside of a template, or the whole literal of a key.
                var span = diagnostic.Location.SourceSpan;
                var isKey = root.FindNode(span, getInnermostNodeForTie: true) is LiteralExpressionSyntax literal && literal.Span == span;
                var change = new TextChange(span, isKey ? SymbolDisplay.FormatLiteral(name, quote: true) : name);
                context.RegisterCodeFix(
                    CodeAction.Create($"Use the standard name '{name}'", _ => Task.FromResult(context.Document.WithText(text.WithChanges(change))), Key),
                    diagnostic);
            }
        }
    }
}
