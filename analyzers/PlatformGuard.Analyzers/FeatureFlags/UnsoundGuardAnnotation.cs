using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>PG2006: <c>[FeatureFlagGuard]</c> on a member whose body can be true although the flag was not found to be on.</summary>
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
        var knowledge = new GuardKnowledge(
            context.Compilation, GuardOptions.Read(context.Options, context.Compilation, context.CancellationToken), platform.Settings.Role);
        context.RegisterSymbolAction(member => Analyze(member, platform, knowledge), SymbolKind.Method, SymbolKind.Property, SymbolKind.Field);
    }

    private void Analyze(SymbolAnalysisContext context, PlatformContext platform, GuardKnowledge knowledge)
    {
        var member = context.Symbol;
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
