using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Flow;
using PlatformGuard.Guidelines.FeatureFlags;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>The ways to ask for a flag that a compilation has: those of the known providers, and configured ones.</summary>
internal sealed class FlagQueries
{
    private readonly Dictionary<string, List<(INamedTypeSymbol Type, FlagQuery Query)>> known = new(StringComparer.Ordinal);
    private readonly HashSet<ISymbol> configured = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, FlagQuery?> methods = new(SymbolEqualityComparer.Default);

    /// <summary>Makes the queries of a compilation.</summary>
    public FlagQueries(Compilation compilation, GuardOptions options)
    {
        foreach (var queries in FlagApis.Queries.GroupBy(static query => query.Type, StringComparer.Ordinal))
        {
            foreach (var type in compilation.GetTypesByMetadataName(queries.Key))
            {
                foreach (var query in queries)
                {
                    if (!known.TryGetValue(query.Method, out var same))
                    {
                        known.Add(query.Method, same = []);
                    }

                    same.Add((type, query));
                }
            }
        }

        foreach (var id in options.FlagApis)
        {
            configured.UnionWith(DocumentationSymbols.Find(id, compilation));
        }
    }

    /// <summary>Whether the compilation references a known provider.</summary>
    public bool Any => known.Count > 0;

    /// <summary>Whether a known provider answers with a treatment.</summary>
    public bool HaveTreatments => known.Values.Any(static queries => queries.Exists(static query => query.Query.Answer is FlagAnswer.Treatment or FlagAnswer.TreatmentMember));

    /// <summary>Whether members are configured as queries.</summary>
    public bool AnyConfigured => configured.Count > 0;

    /// <summary>The names of all members that ask for a flag.</summary>
    public IEnumerable<string> Names => known.Keys.Concat(configured.Select(static member => member.Name)).Concat(["GetServiceAsync"]);

    /// <summary>Whether a member is configured as a query.</summary>
    public bool IsConfigured(ISymbol member) => configured.Count > 0 && configured.Contains(member.OriginalDefinition);

    /// <summary>How a method of a known provider is asked, or null when it asks for no flag.</summary>
    public FlagQuery? Of(IMethodSymbol method) =>
        known.Count > 0 && known.ContainsKey(method.Name) ? methods.GetOrAdd((method.ReducedFrom ?? method).OriginalDefinition, Find) : null;

    /// <summary>What the result of a query tells when <paramref name="on"/> holds while the flag is on.</summary>
    public static FlowValue Answer(FlagQuery query, IMethodSymbol method, Facts on) => query.Answer switch
    {
        FlagAnswer.On => FlowValue.Bool(on, Facts.None),
        FlagAnswer.Off => FlowValue.Bool(Facts.None, on),
        FlagAnswer.TypeArgument => IsAboutBool(method) ? FlowValue.Bool(on, Facts.None) : FlowValue.Unknown,
        FlagAnswer.OnMember => IsAboutBool(method) ? FlowValue.Of([(query.Member!, FlowValue.Bool(on, Facts.None))]) : FlowValue.Unknown,
        FlagAnswer.Treatment => FlowValue.Answer(FlagApis.TreatmentOn, on),
        FlagAnswer.TreatmentMember => FlowValue.Of([(query.Member!, FlowValue.Answer(FlagApis.TreatmentOn, on))]),
        _ => FlowValue.Unknown,
    };

    /// <summary>The ordinal of the parameter that names the flag.</summary>
    public static int KeyOrdinal(FlagQuery query, IMethodSymbol method) => query.Key + (method.IsExtensionMethod && method.ReducedFrom is null ? 1 : 0);

    private FlagQuery? Find(IMethodSymbol method)
    {
        foreach (var (type, query) in known[method.Name])
        {
            if (IsOrDerives(method.ContainingType, type) || (method.IsExtensionMethod && method.Parameters.Length > 0 && method.Parameters[0].Type is INamedTypeSymbol extended && IsOrDerives(extended, type)))
            {
                return query;
            }
        }

        return null;
    }

    private static bool IsOrDerives(INamedTypeSymbol candidate, INamedTypeSymbol type)
    {
        for (var current = candidate; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, type))
            {
                return true;
            }
        }

        return candidate.AllInterfaces.Any(contract => SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, type));
    }

    // A generic query answers with whatever type it is asked for.
    private static bool IsAboutBool(IMethodSymbol method) => method.TypeArguments.Length switch
    {
        0 => true,
        _ => method.TypeArguments[0].SpecialType == SpecialType.System_Boolean
            || method.TypeArguments[0] is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && nullable.TypeArguments[0].SpecialType == SpecialType.System_Boolean,
    };
}
