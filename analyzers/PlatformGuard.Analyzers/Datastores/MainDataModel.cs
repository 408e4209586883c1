using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PlatformGuard.Analyzers.Configuration;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.Options;

namespace PlatformGuard.Analyzers.Datastores;

/// <summary>
/// PG1004: a type of the main application's data model used by a service. Every place that names such a type is reported; in a file that names
/// none, as with <c>var</c>, the first use of each type's members.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MainDataModel : GuidelineAnalyzer
{
    /// <summary>The option in which users list the types.</summary>
    internal const string OptionKey = "platformguard.main_data_types";

    /// <summary>The option into which the package writes what the platform's policy lists.</summary>
    internal const string PolicyKey = SettingOption.PolicyMainDataTypesKey;

    /// <summary>Makes the analyzer.</summary>
    public MainDataModel()
        : base("PG1004")
    {
    }

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        var ids = DocumentationIdOption.Read(context.Options, context.Compilation, [OptionKey, PolicyKey], "MainData", context.CancellationToken);
        if (ids.Count == 0)
        {
            return;
        }

        var types = new MainDataTypes(ids, context.Compilation);
        if (!types.IsEmpty)
        {
            context.RegisterSemanticModelAction(file => Analyze(file, types, platform));
        }
    }

    private void Analyze(SemanticModelAnalysisContext context, MainDataTypes types, PlatformContext platform)
    {
        var names = new List<SimpleNameSyntax>();
        foreach (var node in context.SemanticModel.SyntaxTree.GetRoot(context.CancellationToken).DescendantNodes())
        {
            if (node is SimpleNameSyntax name && types.MayBeName(name.Identifier.ValueText) && !IsNoUse(name))
            {
                names.Add(name);
            }
        }

        var uses = NamedTypes(names, context.SemanticModel, types, context.CancellationToken);
        uses = uses.IsEmpty ? FirstMembers(names, context.SemanticModel, types, context.CancellationToken) : uses;
        foreach (var (type, place) in uses)
        {
            context.ReportDiagnostic(Finding(platform, Severity.Error, place, properties: null, type.ToDisplayString()));
        }
    }

    private static ImmutableArray<(INamedTypeSymbol Type, Location Place)> NamedTypes(List<SimpleNameSyntax> names, SemanticModel model, MainDataTypes types, CancellationToken cancellation)
    {
        var uses = ImmutableArray.CreateBuilder<(INamedTypeSymbol, Location)>();
        foreach (var name in names)
        {
            // A constructor or attribute stands for its type.
            var symbol = model.GetSymbolInfo(name, cancellation).Symbol;
            var type = symbol as INamedTypeSymbol ?? (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor ? constructor.ContainingType : null);
            if (type is not null && types.Contains(type))
            {
                uses.Add((type, name.GetLocation()));
            }
        }

        return uses.ToImmutable();
    }

    private static ImmutableArray<(INamedTypeSymbol Type, Location Place)> FirstMembers(List<SimpleNameSyntax> names, SemanticModel model, MainDataTypes types, CancellationToken cancellation)
    {
        var uses = ImmutableArray.CreateBuilder<(INamedTypeSymbol, Location)>();
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        foreach (var name in names)
        {
            if (model.GetSymbolInfo(name, cancellation).Symbol is IPropertySymbol or IFieldSymbol or IMethodSymbol or IEventSymbol
                && model.GetSymbolInfo(name, cancellation).Symbol!.ContainingType is { } owner && types.Contains(owner) && seen.Add(owner))
            {
                uses.Add((owner, name.GetLocation()));
            }
        }

        return uses.ToImmutable();
    }

    // nameof, documentation and using directives use nothing.
    private static bool IsNoUse(SimpleNameSyntax name)
    {
        for (SyntaxNode? node = name; node is not null and not (StatementSyntax or MemberDeclarationSyntax); node = node.Parent)
        {
            if (node is UsingDirectiveSyntax { Alias: null } or NameColonSyntax
                || (node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } called } && called != name))
            {
                return true;
            }
        }

        return false;
    }
}
