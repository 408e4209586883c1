using System.Collections.Concurrent;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>
/// PG2006: <c>[FeatureFlagGuard]</c> on a member whose body can be true although the flag was not found to be on, or on a parameter for
/// which such an argument is passed.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsoundGuardAnnotation : GuidelineAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public UnsoundGuardAnnotation()
        : base("PG2006")
    {
    }

    private protected override bool IsRelevant(PlatformContext platform) => true;

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        var knowledge = GuardKnowledge.Of(
            context.Compilation, GuardOptions.Read(context.Options, context.Compilation, context.CancellationToken), platform.Settings);
        if (!knowledge.Annotated.MayUse(context.CancellationToken, "FeatureFlagGuard"))
        {
            return;
        }

        var verdicts = new ConcurrentDictionary<SyntaxNode, BodyVerdict>();
        context.RegisterOperationAction(call => AnalyzeArguments(call, platform, knowledge, verdicts), OperationKind.Invocation, OperationKind.ObjectCreation);
        context.RegisterSymbolAction(member => Analyze(member, platform, knowledge), SymbolKind.Method, SymbolKind.Property, SymbolKind.Field);
    }

    private void AnalyzeArguments(OperationAnalysisContext context, PlatformContext platform, GuardKnowledge knowledge, ConcurrentDictionary<SyntaxNode, BodyVerdict> verdicts)
    {
        var (method, arguments) = context.Operation switch
        {
            IInvocationOperation call => (call.TargetMethod, call.Arguments),
            IObjectCreationOperation { Constructor: { } constructor } creation => (constructor, creation.Arguments),
            _ => (null, []),
        };
        if (method is null || !knowledge.Annotated.Contains(method.ContainingAssembly)
            || !arguments.Any(argument => argument.Parameter is { Type.SpecialType: SpecialType.System_Boolean } parameter && knowledge.PromiseOf(parameter).Flag is not null))
        {
            return;
        }

        var root = BodyVerdict.RootOf(context.Operation);
        if (!verdicts.TryGetValue(root, out var verdict))
        {
            verdict = verdicts.GetOrAdd(root, BodyVerdict.Of(knowledge, context.GetControlFlowGraph(), context.ContainingSymbol, context.CancellationToken));
        }

        foreach (var argument in arguments)
        {
            if (argument.Parameter is { } parameter && knowledge.PromiseOf(parameter).Flag is { } flag && (verdict.Limit is not null || verdict.BrokenArguments.Contains(argument.Syntax)))
            {
                var reason = verdict.Limit is null ? "this argument can also be true without it" : "the method that passes this argument is too large to tell";
                context.ReportDiagnostic(Finding(platform, "PG2006", argument.Syntax.GetLocation(), [], null, $"{method.ContainingType.Name}.{method.Name}({parameter.Name})", flag, reason));
            }
        }
    }

    private void AnalyzeParameters(SymbolAnalysisContext context, IMethodSymbol method, PlatformContext platform, GuardKnowledge knowledge)
    {
        foreach (var parameter in method.Parameters)
        {
            if (knowledge.PromiseOf(parameter).Flag is not { } flag)
            {
                continue;
            }

            var reason = PrimaryParameters.IsAssigned(parameter, context.CancellationToken) ? "it can be set"
                : Annotations.DeclarationsOf(method).OfType<IMethodSymbol>().Skip(1).Any(contract => knowledge.PromiseOf(contract.Parameters[parameter.Ordinal]).Flag != flag) ? "callers of the member that it overrides or implements need not know so"
                : null;
            if (reason is not null)
            {
                context.ReportDiagnostic(Finding(platform, "PG2006", parameter.Locations[0], [], null, $"{method.ContainingType.Name}.{method.Name}({parameter.Name})", flag, reason));
            }
        }
    }

    private void Analyze(SymbolAnalysisContext context, PlatformContext platform, GuardKnowledge knowledge)
    {
        var member = context.Symbol;
        if (member is IMethodSymbol { Parameters.IsEmpty: false } method)
        {
            AnalyzeParameters(context, method, platform, knowledge);
        }

        if (member is IMethodSymbol { AssociatedSymbol: not null } || Annotations.Guard(member) is not { } promise)
        {
            return;
        }

        if (knowledge.Promises.BrokenBy(member, promise.Flag, context.CancellationToken) is { } reason)
        {
            var flag = promise.Flag
                ?? (member as IMethodSymbol)?.Parameters.FirstOrDefault(static parameter => parameter.Type.SpecialType == SpecialType.System_String)?.Name
                ?? "";
            context.ReportDiagnostic(Finding(platform, "PG2006", member.Locations[0], [], null, $"{member.ContainingType.Name}.{member.Name}", flag, reason));
        }
    }
}
