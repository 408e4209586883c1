using System;
using System.Collections.Concurrent;
using System.Threading;
using Microsoft.CodeAnalysis;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>What the guard rules know about one compilation.</summary>
internal sealed class GuardKnowledge
{
    private readonly Lazy<Registrations> registrations;
    private readonly ConcurrentDictionary<ISymbol, (bool IsMade, string? Flag)> promises = new(SymbolEqualityComparer.Default);

    /// <summary>Makes the knowledge of a compilation.</summary>
    public GuardKnowledge(Compilation compilation, GuardOptions options, Role role)
    {
        Options = options;
        Bodies = new(compilation);
        registrations = new(() => Registrations.Read(compilation, Bodies, options.Services, CancellationToken.None));
        Clients = new(compilation, options, role, registrations);
        Queries = new(compilation, options);
        Gates = new(compilation);
        Summaries = new(this);
        Promises = new(this);
        Callers = new(this);
    }

    /// <summary>What the project configures.</summary>
    public GuardOptions Options { get; }

    /// <summary>Which uses of which members need a flag.</summary>
    public ServiceClients Clients { get; }

    /// <summary>How a flag is asked for.</summary>
    public FlagQueries Queries { get; }

    /// <summary>Declarations and registrations under which code runs only while a flag is on.</summary>
    public FlagGates Gates { get; }

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
            promise = promises.GetOrAdd(member, Annotations.Guard(member) is { } made ? (true, made.Flag) : (false, null));
        }

        return promise;
    }

    /// <summary>What helpers tell.</summary>
    public MemberSummaries Summaries { get; }

    /// <summary>Which annotations keep their promise.</summary>
    public GuardPromises Promises { get; }

    /// <summary>What the callers of private methods know.</summary>
    public PrivateCallers Callers { get; }
}
