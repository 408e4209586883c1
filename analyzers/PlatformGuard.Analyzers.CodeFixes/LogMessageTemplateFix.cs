using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PlatformGuard.Analyzers.Logging;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>PG6002: turns an interpolated or concatenated log message into a template, with its values as arguments.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LogMessageTemplateFix)), Shared]
public sealed class LogMessageTemplateFix : CodeFixProvider
{
    /// <summary>Equivalence key of the fix.</summary>
    public const string Key = "PG6002.Template";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["PG6002"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.ContainsKey(LogMessageTemplate.ReplaceableProperty)
                || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax message
                || message.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax list } argument
                || list.Arguments.Any(static other => other.NameColon is not null)
                || list.Arguments.Last() != argument
                || model.GetOperation(message, context.CancellationToken) is not { } operation
                || TemplateParts.Of(operation) is not { } parts)
            {
                continue;
            }

            var arguments = list.Arguments.Replace(argument, argument.WithExpression(parts.Template.WithTriviaFrom(message))).AddRange(parts.Values.Select(Argument));
            var separated = SeparatedList(arguments, arguments.GetSeparators().Select(static comma => comma.TrailingTrivia.Count > 0 ? comma : comma.WithTrailingTrivia(Space)));
            context.RegisterCodeFix(
                CodeAction.Create(
                    "Make it a message template with named placeholders",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(list, list.WithArguments(separated)))),
                    Key),
                diagnostic);
        }
    }
}
