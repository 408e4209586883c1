using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.State;

/// <summary>PG4003: data that exists in the memory of one process only.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InProcessState : GuidelineAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public InProcessState()
        : base("PG4003")
    {
    }

    private protected override bool IsRelevant(PlatformContext platform) =>
        base.IsRelevant(platform) && !platform.IsTestProject && !platform.Project.IsTool && !platform.Project.IsOrchestrator;

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        var sessions = new SessionStores();
        context.RegisterOperationAction(call => AnalyzeCall(call, platform, sessions), OperationKind.Invocation);
        context.RegisterOperationAction(
            write => AnalyzeWrite(write, platform),
            OperationKind.SimpleAssignment, OperationKind.CompoundAssignment, OperationKind.CoalesceAssignment, OperationKind.Increment, OperationKind.Decrement);
        if (platform.Project.IsWeb)
        {
            context.RegisterCompilationEndAction(end => sessions.Report((call, atMost, why) => end.ReportDiagnostic(Make(call, platform, atMost, why))));
        }
    }

    private void AnalyzeCall(OperationAnalysisContext context, PlatformContext platform, SessionStores sessions)
    {
        var call = (IInvocationOperation)context.Operation;
        if (sessions.Collect(call, context.CancellationToken))
        {
            return;
        }

        if (StaticState.AddedTo(call) is { } collection)
        {
            ReportCollection(context, platform, collection);
        }
        else if (call.TargetMethod is { Name: "Increment" or "Decrement" or "Add", ContainingType.Name: "Interlocked" } && StaticState.StaticMember(call.Arguments[0].Value) is { } counter)
        {
            ReportValue(context, platform, counter, value: null);
        }
        else if (Judge(call, context) is var (why, atMost)
            && !CodePlace.IsMigration(context.ContainingSymbol)
            && !CodePlace.IsDevelopmentOnly(call, context.CancellationToken))
        {
            context.ReportDiagnostic(Make(call, platform, atMost, why));
        }
    }

    private static (string Why, Severity AtMost)? Judge(IInvocationOperation call, OperationAnalysisContext context)
    {
        if (MemoryStores.Table.TryFind(call, out var lost))
        {
            return (lost, Severity.Error);
        }

        if (MemoryStores.WorkQueues.TryFind(call, out var queue) && IsOfAnotherMember(call.Instance) && CodePlace.IsBackgroundWork(context.ContainingSymbol.ContainingType))
        {
            return ($"work that waits in {queue} is lost with the process", Severity.Warning);
        }

        return MemoryCacheWrites.IsOnlyCopy(call, context.CancellationToken) ? ("the entry has no expiry, and nothing here makes it again when it is missing", Severity.Warning) : null;
    }

    private void AnalyzeWrite(OperationAnalysisContext context, PlatformContext platform)
    {
        var (target, value) = context.Operation switch
        {
            IAssignmentOperation assignment => (assignment.Target, context.Operation is ISimpleAssignmentOperation ? assignment.Value : null),
            IIncrementOrDecrementOperation step => (step.Target, null),
            _ => (null, null),
        };
        switch (target)
        {
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection } when StaticState.StaticMember(StringExpressions.WithoutConversions(collection)) is { } member:
                ReportCollection(context, platform, member);
                break;
            default:
                if (StaticState.StaticMember(target) is { } field)
                {
                    ReportValue(context, platform, field, value);
                }

                break;
        }
    }

    private void ReportCollection(OperationAnalysisContext context, PlatformContext platform, ISymbol member)
    {
        if (StaticState.IsDataCollection(member) && !IsLeftAlone(context, member))
        {
            Report(context, platform, member, Severity.Error, "a static collection that this code adds to");
        }
    }

    // Whether a single value matters cannot be told for certain: it may be a measurement.
    private void ReportValue(OperationAnalysisContext context, PlatformContext platform, ISymbol member, IOperation? value)
    {
        // A static method that sets a plain value configures the program.
        var isPlainSet = value is not null && (context.ContainingSymbol is not IMethodSymbol { IsStatic: false, MethodKind: not MethodKind.Constructor } || StaticState.IsInitialValue(value));
        if (!isPlainSet && StaticState.IsDataValue(member) && !IsLeftAlone(context, member))
        {
            Report(context, platform, member, Severity.Warning, "a static value that this code changes");
        }
    }

    private static bool IsLeftAlone(OperationAnalysisContext context, ISymbol member) =>
        CodePlace.IsStart(context.ContainingSymbol)
        || CodePlace.IsMigration(context.ContainingSymbol)
        || IsRegistration(context.ContainingSymbol)
        || StaticUses.FillsAtStart(context.ContainingSymbol, context.CancellationToken)
        || StaticUses.IsCacheOfASource(member, context.CancellationToken)
        || StaticState.IsMadeOnDemand(context.Operation, member, context.CancellationToken);

    // RegisterConverter(name, converter): a registry that every process fills alike.
    private static bool IsRegistration(ISymbol symbol) =>
        symbol is IMethodSymbol { IsStatic: true, Name: var name } && Array.Exists(["Register", "Configure", "Init", "Load", "Setup", "SetUp", "Use", "Map", "Build"], word => name.StartsWith(word, StringComparison.Ordinal));

    private static bool IsOfAnotherMember(IOperation? receiver) => receiver switch
    {
        IPropertyReferenceOperation { Instance: { } inner } => IsOfAnotherMember(inner),
        ILocalReferenceOperation => false,
        null => false,
        _ => true,
    };

    private void Report(OperationAnalysisContext context, PlatformContext platform, ISymbol member, Severity atMost, string why) =>
        context.ReportDiagnostic(Finding(platform, atMost, context.Operation.Syntax.GetLocation(), properties: null, StaticState.Show(member), why));

    private Diagnostic Make(IOperation call, PlatformContext platform, Severity atMost, string why) =>
        Finding(platform, atMost, Calls.NameOf(call), properties: null, Calls.Show(call), why);
}
