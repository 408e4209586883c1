using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PlatformGuard.Analyzers.Configuration;
using PlatformGuard.Analyzers.Datastores;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>PG1002: replaces the name of a main datastore by the configuration of a store that the service's manifest declares as its own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MainDatastoreByNameFix)), Shared]
public sealed class MainDatastoreByNameFix : CodeFixProvider
{
    /// <summary>What equivalence keys begin with; the configuration's name follows.</summary>
    public const string KeyPrefix = "PG1002.";

    private const string Section = "ConnectionStrings:";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["PG1002"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        var settings = AnalyzerSettings.Read(context.Document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GlobalOptions);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not LiteralExpressionSyntax { Token.Value: string written } literal
                || !diagnostic.Properties.TryGetValue(MainDatastoreByName.NameProperty, out var name) || name is null
                || !diagnostic.Properties.TryGetValue(MainDatastoreByName.KindProperty, out var kind)
                || !Enum.TryParse<DatastoreNameKind>(kind, out var nameKind))
            {
                continue;
            }

            foreach (var own in OwnNames(settings.Datastores.OwnStores, nameKind))
            {
                // A store that is declared under a main datastore's name would be found again.
                if (DatastoreClassifier.JudgeSetting(own, nameKind, value: null, settings.Datastores) is null && Rewrite(written, name, own) is { } replacement)
                {
                    context.RegisterCodeFix(
                        CodeAction.Create(
                            $"Use the service's own store '{own}'",
                            _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(literal, Literal(replacement).WithTriviaFrom(literal)))),
                            KeyPrefix + own),
                        diagnostic);
                }
            }
        }
    }

    private static LiteralExpressionSyntax Literal(string value) =>
        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(value));

    private static IEnumerable<string> OwnNames(IReadOnlyList<OwnStore> stores, DatastoreNameKind kind)
    {
        foreach (var store in stores)
        {
            foreach (var key in store.Configuration)
            {
                var isKey = key.IndexOf(':') > 0;
                if (kind == DatastoreNameKind.ConnectionName && key.StartsWith(Section, StringComparison.OrdinalIgnoreCase) && key.Length > Section.Length)
                {
                    yield return key.Substring(Section.Length);
                }
                else if (kind == (isKey ? DatastoreNameKind.ConfigurationKey : DatastoreNameKind.EnvironmentVariable))
                {
                    yield return key;
                }
            }
        }
    }

    // The literal may hold more than the name (Name=ConnectionStrings:Main) or, behind GetSection, only its end.
    private static string? Rewrite(string written, string name, string own)
    {
        if (written.EndsWith(name, StringComparison.Ordinal))
        {
            return written.Substring(0, written.Length - name.Length) + own;
        }

        if (!name.EndsWith(written, StringComparison.Ordinal))
        {
            return null;
        }

        var path = name.Substring(0, name.Length - written.Length);
        return own.Length > path.Length && own.StartsWith(path, StringComparison.OrdinalIgnoreCase) ? own.Substring(path.Length) : null;
    }
}
