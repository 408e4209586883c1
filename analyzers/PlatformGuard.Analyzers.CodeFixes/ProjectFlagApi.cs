using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PlatformGuard.Analyzers.FeatureFlags;
using PlatformGuard.Generators.GuardedClients;
using PlatformGuard.Guidelines.FeatureFlags;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>How a flag can be asked at one place of the code.</summary>
/// <param name="Title">The question as the user reads it.</param>
/// <param name="Condition">An expression that is true while the flag is on.</param>
/// <param name="IsAwaited">Whether it awaits.</param>
internal sealed record FlagCondition(string Title, string Condition, bool IsAwaited)
{
    /// <summary>An expression that is true while the flag is off.</summary>
    public string Negation => "!" + Condition;
}

/// <summary>Finds the project's own way to ask a flag: an API that it has configured, annotated or references, through a value that is in scope.</summary>
internal static class ProjectFlagApi
{
    /// <summary>The ways at a position, preferred ones first.</summary>
    public static IEnumerable<FlagCondition> At(int position, string flag, SemanticModel model, Project project, CancellationToken cancellation)
    {
        var scope = Scope(position, model);
        var name = FlagName(position, flag, model);
        foreach (var api in Apis(model.Compilation, project, flag, cancellation))
        {
            // A static class is in scope everywhere; only its use beside the call tells that the project asks it.
            if (api.Context is not null || (api.IsStatic && FlagQuestions.All.Any(question => question.Provider == api.Name) && !IsUsed(api.Type, model)))
            {
                continue;
            }

            var receiver = api.IsStatic ? api.Type : scope.FirstOrDefault(value => Fits(value.Type, api.Type)).Name;
            if (receiver is null)
            {
                continue;
            }

            var expression = receiver;
            var isAwaited = false;
            foreach (var step in api.Steps)
            {
                expression = (isAwaited ? $"({expression})" : expression) + step.Call.Replace("{flag}", name);
                isAwaited |= step.Result != FlagStepResult.Value;
                expression = step.Result == FlagStepResult.Value ? expression : "await " + expression;
            }

            yield return new(expression.Replace("global::", ""), api.Suffix.Length == 0 ? expression : $"({expression}{api.Suffix})", isAwaited);
        }
    }

    private static IEnumerable<FlagApi> Apis(Compilation compilation, Project project, string flag, CancellationToken cancellation)
    {
        var options = GuardOptions.Read(project.AnalyzerOptions, compilation, cancellation);
        return FlagApiReader.Configured(compilation, string.Join(",", options.FlagApis.OrderBy(static id => id, StringComparer.Ordinal)))
            .Concat(FlagApiReader.Sorted(FlagApiReader.Annotated(compilation, cancellation)))
            .Concat(FlagApiReader.Providers(compilation))
            .Where(api => api.Flag is null || api.Flag == flag);
    }

    private static List<(string Name, ITypeSymbol Type)> Scope(int position, SemanticModel model)
    {
        var values = new List<(string Name, ITypeSymbol Type)>();
        foreach (var symbol in model.LookupSymbols(position).OrderBy(Nearness).ThenBy(static symbol => symbol.Name, StringComparer.Ordinal))
        {
            var type = symbol switch
            {
                // A local counts from its declaration on.
                ILocalSymbol local when local.Locations[0].SourceSpan.End < position => local.Type,
                IParameterSymbol parameter => parameter.Type,
                IFieldSymbol { IsConst: false } field => field.Type,
                IPropertySymbol { IsIndexer: false, GetMethod: not null } property => property.Type,
                _ => null,
            };
            if (type is not null)
            {
                values.Add((TypeText.Name(symbol.Name), type));
            }
        }

        return values;
    }

    private static bool IsUsed(string type, SemanticModel model)
    {
        var name = type.Substring(type.LastIndexOf('.') + 1);
        return model.SyntaxTree.GetRoot().DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name);
    }

    private static int Nearness(ISymbol symbol) => symbol.Kind switch
    {
        SymbolKind.Local => 0,
        SymbolKind.Parameter => 1,
        SymbolKind.Field => 2,
        _ => 3,
    };

    private static bool Fits(ITypeSymbol type, string service) =>
        TypeText.Of(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)) == service
        || type.AllInterfaces.Any(implemented => TypeText.Of(implemented) == service);

    /// <summary>A constant of the enclosing type that holds the name, or the name itself.</summary>
    private static string FlagName(int position, string flag, SemanticModel model)
    {
        var constant = model.LookupSymbols(position).OfType<IFieldSymbol>()
            .Where(field => field is { IsConst: true, ConstantValue: string value } && value == flag)
            .OrderBy(static field => field.Name, StringComparer.Ordinal).FirstOrDefault();
        return constant is null ? SymbolDisplay.FormatLiteral(flag, quote: true) : TypeText.Name(constant.Name);
    }
}
