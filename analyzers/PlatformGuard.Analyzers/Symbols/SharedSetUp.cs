using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Symbols;

/// <summary>
/// Calls that set something up, collected over a whole compilation: a rule that asks for what is missing can answer only when it has seen
/// them all. Given out in order of position, so that the answer does not depend on threads.
/// </summary>
internal sealed class SharedSetUp
{
    // Their set-up methods do what their names say, and rules know those that matter.
    private static readonly string[] KnownLibraries =
    [
        "Microsoft", "System", "OpenTelemetry", "Serilog", "NLog", "Prometheus", "Swashbuckle", "Hangfire", "MassTransit", "Quartz", "Grpc", "MediatR", "AutoMapper", "FluentValidation", "HealthChecks", "AspNetCore",
        "Npgsql", "StackExchange", "Azure", "AWSSDK", "Google", "Polly", "Refit", "Marten", "Wolverine", "Orleans", "IdentityModel", "OpenIddict", "Aspire", "NSwag", "Asp",
    ];

    private readonly ConcurrentBag<(string Topic, IOperation Call)> calls = [];
    private readonly ConcurrentBag<Diagnostic> findings = [];

    /// <summary>Remembers a call.</summary>
    public void Add(string topic, IOperation call) => calls.Add((topic, call));

    /// <summary>Keeps a finding that counts only when the whole compilation is seen.</summary>
    public void Keep(Diagnostic finding) => findings.Add(finding);

    /// <summary>Reports the findings that were kept, in order of position.</summary>
    public void ReportKept(CompilationAnalysisContext context)
    {
        foreach (var finding in findings.OrderBy(static finding => finding.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static finding => finding.Location.SourceSpan.Start))
        {
            context.ReportDiagnostic(finding);
        }
    }

    /// <summary>Whether there is a call of this topic.</summary>
    public bool Has(string topic) => calls.Any(call => call.Topic == topic);

    /// <summary>The calls of a topic, in order of position.</summary>
    public IEnumerable<IOperation> Of(string topic) => calls
        .Where(call => call.Topic == topic)
        .Select(static call => call.Call)
        .OrderBy(static call => call.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
        .ThenBy(static call => call.Syntax.SpanStart);

    /// <summary>
    /// Whether a call may set things up in another assembly of the same owner: a method over the host's, services' or logging builder that no
    /// known library declares, with a name that speaks of defaults for all services or of the matter itself. Its body is not seen: in an
    /// editor the other project is source too, and the verdict must be the one of the build.
    /// </summary>
    public static bool MayHideSetUp(IInvocationOperation call, string[] words, IAssemblySymbol own) => MayHideSetUp(call.TargetMethod, words, own) && IsOnSetUp(call);

    /// <summary>The same as far as the method alone tells; the call must be asked whether it <see cref="IsOnSetUp"/>.</summary>
    public static bool MayHideSetUp(IMethodSymbol method, string[] words, IAssemblySymbol own) =>
        method.IsStatic && !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, own) && Speaks(method.Name, words) && !IsKnown(method.ContainingAssembly);

    /// <summary>Whether the call is made on a builder or collection that services, the pipeline or the host are set up with.</summary>
    public static bool IsOnSetUp(IInvocationOperation call) =>
        CodePlace.IsSetUpType(Calls.ReceiverOf(call)?.Type ?? (call.TargetMethod.Parameters.IsEmpty ? null : call.TargetMethod.Parameters[0].Type));

    private static bool IsKnown(IAssemblySymbol? assembly) =>
        assembly?.Name is not { } name || Array.Exists(KnownLibraries, known => name.StartsWith(known, StringComparison.Ordinal) && (name.Length == known.Length || name[known.Length] == '.'));

    private static bool Speaks(string name, string[] words)
    {
        foreach (var word in words)
        {
            if (name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
