using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Analyzers.Datastores;

/// <summary>PG1003: a client of a datastore server that the manifest does not declare. One finding for each store, at its first place.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndeclaredDatastore : GuidelineAnalyzer
{
    private const int MostRelated = 20;

    /// <summary>Makes the analyzer.</summary>
    public UndeclaredDatastore()
        : base("PG1003")
    {
    }

    private protected override bool IsRelevant(PlatformContext platform) => base.IsRelevant(platform) && !platform.IsTestProject;

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        if (!context.Compilation.ReferencedAssemblyNames.Any(static reference => DatastoreClients.IsLibrary(reference.Name)))
        {
            return;
        }

        var accesses = new ConcurrentBag<DatastoreAccess>();
        context.RegisterOperationAction(
            operation =>
            {
                if (DatastoreAccess.Of(operation.Operation, platform, operation.CancellationToken) is { IsMain: false } access
                    && !CodePlace.IsMigration(operation.ContainingSymbol)
                    && !platform.Settings.Datastores.Declares(access.Kind, access.Hosts, access.Setting))
                {
                    accesses.Add(access);
                }
            },
            OperationKind.Invocation,
            OperationKind.ObjectCreation);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var store in StoresOf(accesses))
            {
                end.ReportDiagnostic(Finding(platform, store));
            }
        });
    }

    private Diagnostic Finding(PlatformContext platform, List<DatastoreAccess> store)
    {
        var first = store[0];
        var subject = store.Select(static access => access.Address).FirstOrDefault(static address => address is not null);
        var related = store.Skip(1).Take(MostRelated).Select(static access => access.Place).ToImmutableArray();
        return subject is null
            ? Finding(platform, Severity.Error, first.Place, related, properties: null, first.Kind.Title + " client", first.Client)
            : Finding(platform, Severity.Error, first.Place, related, properties: null, first.Kind.Title + " store", subject);
    }

    // Accesses whose address is not known belong to the first store of their kind. The order of callbacks must not show.
    private static IEnumerable<List<DatastoreAccess>> StoresOf(IEnumerable<DatastoreAccess> accesses)
    {
        var ordered = accesses
            .OrderBy(static access => access.Place.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static access => access.Place.SourceSpan.Start)
            .ToList();
        foreach (var kind in ordered.GroupBy(static access => access.Kind))
        {
            var stores = kind.GroupBy(static access => access.Address ?? "", StringComparer.OrdinalIgnoreCase).Select(static group => group.ToList()).ToList();
            var unknown = stores.Find(static store => store[0].Address is null);
            if (unknown is not null && stores.Count > 1)
            {
                stores.Remove(unknown);
                stores[0] = [.. stores[0].Concat(unknown).OrderBy(access => ordered.IndexOf(access))];
            }

            foreach (var store in stores)
            {
                yield return store;
            }
        }
    }
}
