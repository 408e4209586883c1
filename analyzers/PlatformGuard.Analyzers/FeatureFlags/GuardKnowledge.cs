using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Configuration;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>What the guard rules know about one compilation.</summary>
internal sealed class GuardKnowledge
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<string, GuardKnowledge>> Known = new();

    private readonly Lazy<Registrations> registrations;
    private readonly Lazy<TellingNames> names;
    private readonly ConcurrentDictionary<ISymbol, (bool IsMade, string? Flag)> promises = new(SymbolEqualityComparer.Default);

    private GuardKnowledge(Compilation compilation, GuardOptions options, AnalyzerSettings settings)
    {
        Options = options;
        Annotated = new(compilation);
        Bodies = new(compilation);
        registrations = new(() => Registrations.Read(compilation, Bodies, options.Services, CancellationToken.None));
        Clients = new(compilation, options, settings, Annotated, registrations);
        Queries = new(compilation, options);
        Gates = new(compilation);
        Groups = new(Bodies, Gates);
        Summaries = new(this);
        Promises = new(this);
        Callers = new(this);
        names = new(() => TellingNames.Read(compilation, Queries.Names.Concat(AnnotatedNames()), CancellationToken.None));
    }

    /// <summary>The knowledge of a compilation, made once for all rules that ask with the same options.</summary>
    public static GuardKnowledge Of(Compilation compilation, GuardOptions options, AnalyzerSettings settings) =>
        Known.GetValue(compilation, static _ => new(StringComparer.Ordinal)).GetOrAdd($"{settings.Role},{settings.IsRoleDeclared},{options.Text}", _ => new(compilation, options, settings));

    /// <summary>What the project configures.</summary>
    public GuardOptions Options { get; }

    /// <summary>Which uses of which members need a flag.</summary>
    public ServiceClients Clients { get; }

    /// <summary>The assemblies that can carry annotations.</summary>
    public AnnotatedAssemblies Annotated { get; }

    /// <summary>The names of members that can tell anything about a flag.</summary>
    public TellingNames Names => names.Value;

    /// <summary>How a flag is asked for.</summary>
    public FlagQueries Queries { get; }

    /// <summary>Declarations and registrations under which code runs only while a flag is on.</summary>
    public FlagGates Gates { get; }

    /// <summary>Gates on groups of endpoints.</summary>
    public GroupGates Groups { get; }

    /// <summary>The graphs of other members.</summary>
    public Bodies Bodies { get; }

    /// <summary>What the start-up code registers by type.</summary>
    public Registrations Registrations => registrations.Value;

    /// <summary>What <c>[FeatureFlagGuard]</c> promises for a member: whether there is a promise, and the flag that it names.</summary>
    public (bool IsMade, string? Flag) PromiseOf(ISymbol member)
    {
        member = member.OriginalDefinition;
        if (!promises.TryGetValue(member, out var promise))
        {
            promise = promises.GetOrAdd(member, Annotated.Contains(member.ContainingAssembly) && Annotations.Guard(member) is { } made ? (true, made.Flag) : (false, null));
        }

        return promise;
    }

    /// <summary>What helpers tell.</summary>
    public MemberSummaries Summaries { get; }

    /// <summary>Which annotations keep their promise.</summary>
    public GuardPromises Promises { get; }

    /// <summary>What the callers of private methods know.</summary>
    public PrivateCallers Callers { get; }

    // In this project's own code the attribute itself is the word that is looked for.
    private IEnumerable<string> AnnotatedNames() =>
        Annotated.Referenced.SelectMany(static assembly => DeclaredMembers.Of(assembly.GlobalNamespace))
            .Where(static member => Annotations.Find(member, "FeatureFlagGuardAttribute") is not null)
            .Select(static member => member.Name)
            .Concat(["FeatureFlagGuard", "FeatureFlagGuardAttribute"]);
}
