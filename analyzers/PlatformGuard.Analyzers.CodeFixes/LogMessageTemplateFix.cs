using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Logging;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>PG6002: turns an interpolated or concatenated log message into a template, with its values as arguments and the exception in its own place.</summary>
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
                || model.GetOperation(list.Parent!, context.CancellationToken) is not IInvocationOperation call
                || TemplateParts.Of(operation, TakesException(call.TargetMethod), PassedException(call)) is not { } parts)
            {
                continue;
            }

            var arguments = list.Arguments.Replace(argument, argument.WithExpression(parts.Template.WithTriviaFrom(message))).AddRange(parts.Values.Select(Argument));
            if (parts.Exception is { } exception && !HasException(call))
            {
                arguments = arguments.Insert(arguments.Count - parts.Values.Count - 1, Argument(exception).WithLeadingTrivia(argument.GetLeadingTrivia()));
            }

            var separated = SeparatedList(arguments, arguments.GetSeparators().Select(static comma => comma.TrailingTrivia.Count > 0 ? comma : comma.WithTrailingTrivia(Space)));
            context.RegisterCodeFix(
                CodeAction.Create(
                    "Make it a message template with named placeholders",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(list, list.WithArguments(separated)))),
                    Key),
                diagnostic);
        }
    }

    // Every level of the three libraries has one; a scope has none.
    private static bool TakesException(IMethodSymbol method) => method.Name != "BeginScope";

    private static bool HasException(IInvocationOperation call) => ExceptionOf(call) is not null;

    private static ISymbol? PassedException(IInvocationOperation call) => ExceptionOf(call) is { } exception ? TemplateParts.VariableOf(StringExpressions.WithoutConversions(exception)) ?? call.TargetMethod : null;

    private static IOperation? ExceptionOf(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (TypeNames.IsOrHas(argument.Parameter?.Type, "System.Exception"))
            {
                return argument.Value;
            }
        }

        return null;
    }
}
