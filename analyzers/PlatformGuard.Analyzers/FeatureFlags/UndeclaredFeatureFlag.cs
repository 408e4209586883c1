using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.FeatureFlags;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>PG2004 in C#: the flag of a service client, as the code names it, is missing from the manifest.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndeclaredFeatureFlag() : GuidelineAnalyzer("PG2004")
{
    private static readonly string[] FlagAttributes = ["ServiceClientAttribute", "RequiresFeatureFlagAttribute", "FeatureFlagGuardAttribute", "GuardedClientAttribute"];

    // Our own annotations and clients occur only in code that calls services; what only looks like a client is the main application's.
    private protected override bool IsRelevant(PlatformContext platform) => !platform.IsTestProject;

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        if (!context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(DeclaredFlagOption.Key, out var value) || DeclaredFlagOption.Decode(value) is not { } declared)
        {
            return;
        }

        var options = GuardOptions.Read(context.Options, context.Compilation, context.CancellationToken);
        var knowledge = GuardKnowledge.Of(context.Compilation, options, platform.Settings);
        context.RegisterSymbolAction(
            symbol =>
            {
                foreach (var attribute in symbol.Symbol.GetAttributes())
                {
                    if (IsOurs(attribute) && Annotations.FlagOf(attribute) is { } flag && !declared.Names.Contains(flag))
                    {
                        var place = attribute.ApplicationSyntaxReference?.GetSyntax(symbol.CancellationToken).GetLocation() ?? symbol.Symbol.Locations[0];
                        symbol.ReportDiagnostic(Finding(platform, Severity.Error, place, properties: null, flag, declared.Manifest));
                    }
                }
            },
            SymbolKind.NamedType,
            SymbolKind.Method,
            SymbolKind.Property,
            SymbolKind.Field);
        if (!knowledge.Clients.MayExist(context.CancellationToken))
        {
            return;
        }

        context.RegisterOperationBlockAction(block => AnalyzeBody(block, platform, knowledge, declared));
    }

    private static bool IsOurs(AttributeData attribute) =>
        attribute.AttributeClass is { ContainingNamespace: { Name: "PlatformGuard", ContainingNamespace.IsGlobalNamespace: true } } type && FlagAttributes.Contains(type.Name);

    private void AnalyzeBody(OperationBlockAnalysisContext context, PlatformContext platform, GuardKnowledge knowledge, DeclaredFlags declared)
    {
        var needed = new HashSet<string>(System.StringComparer.Ordinal);
        var needsAny = false;
        var named = new List<(string Flag, Location Place)>();
        foreach (var operation in context.OperationBlocks.SelectMany(static block => block.DescendantsAndSelf()))
        {
            foreach (var duty in knowledge.Clients.DutiesOf(operation))
            {
                needsAny |= duty.Flag is null;
                needed.UnionWith(duty.Flag is null ? [] : [duty.Flag]);
            }

            if (operation is IInvocationOperation call)
            {
                named.AddRange(NamedBy(call, knowledge));
            }
        }

        if (needed.Count == 0 && !needsAny)
        {
            return;
        }

        named.AddRange(NamedBy(context.OwningSymbol, knowledge, context));
        foreach (var (flag, place) in named)
        {
            // With a flag of its own the client says which check is about it; a wrong one is PG2002.
            if (!declared.Names.Contains(flag) && (needsAny || needed.Contains(flag)))
            {
                context.ReportDiagnostic(Finding(platform, Severity.Error, place, properties: null, flag, declared.Manifest));
            }
        }
    }

    private static IEnumerable<(string Flag, Location Place)> NamedBy(IInvocationOperation call, GuardKnowledge knowledge)
    {
        ImmutableArray<IOperation> keys = [];
        if (knowledge.Queries.Of(call.TargetMethod) is { } query)
        {
            var ordinal = FlagQueries.KeyOrdinal(query, call.TargetMethod);
            keys = [.. call.Arguments.Where(argument => argument.Parameter?.Ordinal == ordinal).Select(static argument => argument.Value)];
        }
        else if (knowledge.Queries.IsConfigured(call.TargetMethod) || Annotations.Guard(call.TargetMethod) is { Flag: null } || IsGate(call))
        {
            keys = [.. call.Arguments.Where(static argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String).Take(1).Select(static argument => argument.Value)];
        }

        foreach (var key in keys)
        {
            if (FlagKeys.Of(key, Flow.FlowValue.Unknown, default).Name is { } flag)
            {
                yield return (flag, key.Syntax.GetLocation());
            }
        }
    }

    private static bool IsGate(IInvocationOperation call) => FlagApis.Gates.Any(gate => gate.Method == call.TargetMethod.Name && call.TargetMethod.ContainingType?.ToDisplayString() == gate.Type);

    private static IEnumerable<(string Flag, Location Place)> NamedBy(ISymbol owner, GuardKnowledge knowledge, OperationBlockAnalysisContext context)
    {
        foreach (var gate in knowledge.Gates.On(owner))
        {
            foreach (var flag in gate.IsNegated ? [] : gate.Flags)
            {
                var attribute = owner.GetAttributes().Concat(owner.ContainingType?.GetAttributes() ?? []).FirstOrDefault(candidate =>
                    candidate.ConstructorArguments.Any(argument => FlagKeys.Of(argument).Any(text => text.Contains(flag ?? "\0"))));
                if (flag is not null && attribute?.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is { } syntax)
                {
                    yield return (flag, syntax.GetLocation());
                }
            }
        }
    }
}
