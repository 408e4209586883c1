using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using PlatformGuard.Analyzers.FeatureFlags;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>
/// PG2001 and PG2002: asks the client's flag before the call, through the flag API that the project has, or moves the duty to the callers with
/// <c>[RequiresFeatureFlag]</c>. A change that would not compile is not offered.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(GuardedCallFix)), Shared]
public sealed class GuardedCallFix : CodeFixProvider
{
    /// <summary>The equivalence key of the check before the call.</summary>
    public const string CheckKey = "PG2001.Check";

    /// <summary>The equivalence key of the annotation.</summary>
    public const string RequireKey = "PG2001.Require";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["PG2001", "PG2002"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
        await FixAllAsync(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(GuardProperties.Flag, out var flag) || flag is null)
            {
                continue;
            }

            if (await CheckedAsync(context.Document, diagnostic, flag, context.CancellationToken).ConfigureAwait(false) is var (title, checkedDocument))
            {
                context.RegisterCodeFix(CodeAction.Create($"Check the flag first: '{title}'", _ => Task.FromResult(checkedDocument), CheckKey), diagnostic);
            }

            if (await RequiredAsync(context.Document, diagnostic, flag, context.CancellationToken).ConfigureAwait(false) is { } requiring)
            {
                context.RegisterCodeFix(CodeAction.Create($"Let the callers check: [RequiresFeatureFlag(\"{flag}\")]", _ => Task.FromResult(requiring), RequireKey), diagnostic);
            }
        }
    }

    private static async Task<(string Title, Document Document)?> CheckedAsync(Document document, Diagnostic diagnostic, string flag, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        return root is null ? null : await CheckedAsync(document, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), flag, cancellation).ConfigureAwait(false);
    }

    private static async Task<(string Title, Document Document)?> CheckedAsync(Document document, SyntaxNode call, string flag, CancellationToken cancellation)
    {
        if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
        {
            return null;
        }

        var lambdasInherit = GuardOptions.Read(document.Project.AnalyzerOptions, model.Compilation, cancellation).LambdasInherit;
        foreach (var condition in ProjectFlagApi.At(call.SpanStart, flag, model, document.Project, cancellation))
        {
            if (GuardRewriter.Guard(root, call, model, condition, flag, lambdasInherit) is { } changed
                && document.WithSyntaxRoot(changed) is var fixedDocument
                && await CompilesAsync(model, fixedDocument, cancellation).ConfigureAwait(false))
            {
                return (condition.Title, fixedDocument);
            }
        }

        return null;
    }

    private static async Task<Document?> RequiredAsync(Document document, Diagnostic diagnostic, string flag, CancellationToken cancellation)
    {
        if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
        {
            return null;
        }

        var call = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return RequiredFlag.Add(root, call, model, flag) is { } changed && document.WithSyntaxRoot(changed) is var annotated && await CompilesAsync(model, annotated, cancellation).ConfigureAwait(false) ? annotated : null;
    }

    /// <summary>Whether a change brings no new error into its file.</summary>
    private static async Task<bool> CompilesAsync(SemanticModel before, Document changed, CancellationToken cancellation) =>
        await changed.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } after && ErrorsOf(after, cancellation) <= ErrorsOf(before, cancellation);

    private static int ErrorsOf(SemanticModel model, CancellationToken cancellation) =>
        model.GetDiagnostics(cancellationToken: cancellation).Count(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>One call after the other, because two checks of one method change the same lines; a call that an earlier check covers is left alone.</summary>
    private static async Task<Document?> FixAllAsync(Document document, ImmutableArray<Diagnostic> diagnostics, string? key, CancellationToken cancellation)
    {
        if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
        {
            return null;
        }

        var calls = new List<(SyntaxNode Call, string Flag)>();
        foreach (var diagnostic in diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start))
        {
            if (diagnostic.Properties.TryGetValue(GuardProperties.Flag, out var flag) && flag is not null)
            {
                calls.Add((root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), flag));
            }
        }

        document = document.WithSyntaxRoot(root.TrackNodes(calls.Select(static call => call.Call).Distinct()));
        foreach (var (original, flag) in calls)
        {
            root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
            if (root.GetCurrentNode(original) is not { } call)
            {
                continue;
            }

            if (key == RequireKey)
            {
                var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
                document = RequiredFlag.Add(root, call, model, flag) is { } annotated ? document.WithSyntaxRoot(annotated) : document;
            }
            else if (!GuardRewriter.IsGuarded(call, flag) && await CheckedAsync(document, call, flag, cancellation).ConfigureAwait(false) is var (_, guarded))
            {
                document = guarded;
            }
        }

        return document;
    }
}
