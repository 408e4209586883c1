using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.State;

/// <summary>Sessions and SignalR hubs, and whether a store or backplane that all replicas share stands behind them.</summary>
internal sealed class SessionStores
{
    private const string Session = "session";
    private const string Hub = "hub";
    private const string SharedCache = "cache";
    private const string Backplane = "backplane";

    private static readonly string[] SharedCaches = ["Redis", "Sql", "Postgre", "Cosmos", "Mongo", "Dynamo", "Memcached", "NCache", "Garnet", "Fusion", "Couchbase", "Hazelcast"];
    private static readonly string[] Backplanes = ["Redis", "AzureSignalR", "Backplane", "Sql", "Nats", "Orleans", "Rabbit"];
    private static readonly string[] Speaking = ["Cache", "Session", "Redis", "SignalR", "Default", "Infrastructure", "Common", "Platform"];

    private readonly SharedSetUp setUp = new();

    /// <summary>Remembers a call that matters here.</summary>
    public bool Collect(IInvocationOperation call, CancellationToken cancellation)
    {
        var method = call.TargetMethod;
        if (TopicOf(call, method) is not { } topic || CodePlace.IsDevelopmentOnly(call, cancellation))
        {
            return false;
        }

        setUp.Add(topic, call);
        return true;
    }

    /// <summary>Reports what has nothing shared behind it.</summary>
    public void Report(Action<IOperation, Severity, string> report)
    {
        if (!setUp.Has(SharedCache))
        {
            foreach (var call in setUp.Of(Session))
            {
                report(call, Severity.Error, "sessions are in the memory of one replica, because no shared distributed cache is set up");
            }
        }

        if (!setUp.Has(Backplane))
        {
            foreach (var call in setUp.Of(Hub))
            {
                report(call, Severity.Warning, "without a backplane a message reaches only the clients of its own replica");
            }
        }
    }

    private static string? TopicOf(IInvocationOperation call, IMethodSymbol method)
    {
        switch (method.Name)
        {
            case "AddSession" or "AddSessionStateTempDataProvider" when TypeNames.IsWithin(method, "Microsoft"):
                return Session;
            case "AddSignalR" when TypeNames.IsWithin(method, "Microsoft"):
                return Hub;
            case "AddSingleton" or "AddScoped" or "AddTransient" or "Replace" or "TryAddSingleton":
                return method.TypeArguments.Length > 0 && TypeNames.Is(method.TypeArguments[0], "Microsoft.Extensions.Caching.Distributed.IDistributedCache") ? SharedCache : null;
        }

        if (!method.IsExtensionMethod || !IsSetUp(method.Name))
        {
            return null;
        }

        var receiver = Calls.ReceiverOf(call)?.Type;
        if (TypeNames.IsOrHas(receiver, "Microsoft.AspNetCore.SignalR.ISignalRBuilder") || method.Name.IndexOf("SignalR", StringComparison.Ordinal) > 0)
        {
            return Contains(method.Name, Backplanes) ? Backplane : null;
        }

        if (method.Name.IndexOf("Cach", StringComparison.Ordinal) > 0 && Contains(method.Name, SharedCaches))
        {
            return SharedCache;
        }

        // What another assembly sets up is not seen; its name says that it may be this.
        return SharedSetUp.MayHideSetUp(call, Speaking, call.SemanticModel!.Compilation.Assembly) ? SharedCache : null;
    }

    private static bool IsSetUp(string name) => name.StartsWith("Add", StringComparison.Ordinal) || name.StartsWith("Use", StringComparison.Ordinal) || name.StartsWith("Configure", StringComparison.Ordinal);

    private static bool Contains(string name, string[] words) => Array.Exists(words, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
}
