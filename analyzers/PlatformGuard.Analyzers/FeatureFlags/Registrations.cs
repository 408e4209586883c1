using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PlatformGuard.Guidelines.FeatureFlags;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>
/// What the start-up code registers by type: HTTP clients of declared services, middleware and filters that run only for a feature, and
/// services that a feature's variant selects.
/// </summary>
internal sealed class Registrations
{
    private const string HttpClient = "AddHttpClient";
    private const string MiddlewareForFeature = "UseMiddlewareForFeature";
    private const string FilterForFeature = "AddForFeature";
    private const string Middleware = "UseMiddleware";
    private const string VariantService = "WithVariantService";

    private static readonly string[] Names = [HttpClient, MiddlewareForFeature, FilterForFeature, Middleware, VariantService];

    private readonly Dictionary<INamedTypeSymbol, string?> httpClients = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, string?> gated = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, string?> variants = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> always = new(SymbolEqualityComparer.Default);

    private Registrations()
    {
    }

    /// <summary>Reads the registrations of a compilation.</summary>
    public static Registrations Read(Compilation compilation, Bodies bodies, IReadOnlyList<CalledServiceEntry> services, CancellationToken cancellation)
    {
        var read = new Registrations();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var text = tree.GetText(cancellation).ToString();
            if (!Array.Exists(Names, name => text.IndexOf(name + "<", StringComparison.Ordinal) >= 0))
            {
                continue;
            }

            foreach (var name in tree.GetRoot(cancellation).DescendantNodes().OfType<GenericNameSyntax>())
            {
                if (Array.IndexOf(Names, name.Identifier.ValueText) >= 0
                    && name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
                    && call.Expression.Span.Contains(name.Span)
                    && bodies.ModelOf(tree) is var model
                    && (model.GetSymbolInfo(name, cancellation).Symbol ?? model.GetSymbolInfo(call, cancellation).Symbol) is IMethodSymbol { TypeArguments: { Length: > 0 } types } method
                    && types[0] is INamedTypeSymbol type)
                {
                    read.Add(method.Name, type.OriginalDefinition, call, model, services, cancellation);
                }
            }
        }

        return read;
    }

    /// <summary>The clients that <c>AddHttpClient&lt;T&gt;</c> registers for a declared service, with the service's flag.</summary>
    public IReadOnlyDictionary<INamedTypeSymbol, string?> HttpClients => httpClients;

    /// <summary>Whether a type runs only for a feature.</summary>
    /// <param name="type">A middleware or filter.</param>
    /// <param name="flag">The feature, or null when its name is not constant.</param>
    public bool RunsOnlyForFeature(INamedTypeSymbol? type, out string? flag)
    {
        flag = null;
        return type is not null && !always.Contains(type) && gated.TryGetValue(type, out flag);
    }

    /// <summary>The feature whose variant selects an implementation of a service, or null when its name is not known.</summary>
    public string? FeatureOf(INamedTypeSymbol service) => variants.TryGetValue(service.OriginalDefinition, out var flag) ? flag : null;

    private void Add(string method, INamedTypeSymbol type, InvocationExpressionSyntax call, SemanticModel model, IReadOnlyList<CalledServiceEntry> services, CancellationToken cancellation)
    {
        switch (method)
        {
            case HttpClient:
                if (services.FirstOrDefault(service => service.Client is null && IsFor(service, type, call, model, cancellation)) is { } called)
                {
                    httpClients[type] = called.Flag;
                }

                break;
            case Middleware:
                always.Add(type);
                break;
            case VariantService:
                variants[type] = variants.ContainsKey(type) ? null : FirstText(call, model, cancellation);
                break;
            default:
                // Twice for two features: one of them is on, it is not known which.
                var feature = FirstText(call, model, cancellation);
                if (!gated.TryGetValue(type, out var known))
                {
                    gated.Add(type, feature);
                }
                else if (known != feature)
                {
                    always.Add(type);
                }

                break;
        }
    }

    private static bool IsFor(CalledServiceEntry service, INamedTypeSymbol type, InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation)
    {
        var plain = Letters(type.Name);
        if (plain == Letters(service.Name) + "client" || plain == "i" + Letters(service.Name) + "client")
        {
            return true;
        }

        var around = (SyntaxNode?)call.FirstAncestorOrSelf<StatementSyntax>() ?? call;
        return around.DescendantNodes().OfType<LiteralExpressionSyntax>()
            .Select(literal => model.GetConstantValue(literal, cancellation).Value as string)
            .Any(text => text is { Length: > 0 } && (text == service.Name || service.Urls.Any(url => IsSameHost(text, url))));
    }

    private static bool IsSameHost(string text, string url) =>
        Uri.TryCreate(text, UriKind.Absolute, out var one) && Uri.TryCreate(url, UriKind.Absolute, out var other)
        && one.Host.Length > 0 && string.Equals(one.Host, other.Host, StringComparison.OrdinalIgnoreCase);

    private static string? FirstText(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation) =>
        call.ArgumentList.Arguments.Select(argument => model.GetConstantValue(argument.Expression, cancellation).Value as string).FirstOrDefault(static text => text is { Length: > 0 });

    private static string Letters(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
