using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Guidelines.FeatureFlags;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>A treatment that is compared with "off" instead of "on": a failure reads as "control", which is neither.</summary>
internal static class Treatments
{
    /// <summary>Reports a comparison that a failure passes.</summary>
    public static void Analyze(IOperation operation, FlagQueries queries, Action<IOperation, string, string, string?> report)
    {
        var (value, text) = operation switch
        {
            IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } comparison => comparison.RightOperand.ConstantValue is { HasValue: true, Value: string right }
                ? (comparison.LeftOperand, right)
                : (comparison.RightOperand, comparison.LeftOperand.ConstantValue is { HasValue: true, Value: string left } ? left : null),
            IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: string constant } } } } pattern => (pattern.Value, constant),
            _ => (null, null),
        };
        if (text is null or FlagApis.TreatmentOn || value is null || QueryOf(value, queries) is not { } query)
        {
            return;
        }

        report(operation, FeatureFlagFailsOpen.FlagOf(query.Call, query.Query), $"a failure reads as \"control\", which is not \"{text}\" either; compare with \"{FlagApis.TreatmentOn}\"", $"{value.Syntax} == \"{FlagApis.TreatmentOn}\"");
    }

    private static (IInvocationOperation Call, FlagQuery Query)? QueryOf(IOperation value, FlagQueries queries, int depth = 0)
    {
        if (depth > 16)
        {
            return null;
        }

        switch (value)
        {
            case IConversionOperation conversion:
                return QueryOf(conversion.Operand, queries, depth + 1);
            case IAwaitOperation awaited:
                return QueryOf(awaited.Operation, queries, depth + 1);
            case IPropertyReferenceOperation { Property.Name: "Treatment" or "Result", Instance: { } instance }:
                return QueryOf(instance, queries, depth + 1);
            case ILocalReferenceOperation local when Initializer(local) is { } initializer:
                return QueryOf(initializer, queries, depth + 1);
            case IInvocationOperation call when queries.Of(call.TargetMethod) is { Answer: FlagAnswer.Treatment or FlagAnswer.TreatmentMember } query:
                return (call, query);
            case IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } awaited }:
                return QueryOf(awaited, queries, depth + 1);
            default:
                return null;
        }
    }

    private static IOperation? Initializer(ILocalReferenceOperation local) =>
        local.Local.DeclaringSyntaxReferences.Length == 1 && local.Local.DeclaringSyntaxReferences[0] is var reference && reference.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } && reference.SyntaxTree == local.Syntax.SyntaxTree
            ? local.SemanticModel?.GetOperation(value)
            : null;
}
