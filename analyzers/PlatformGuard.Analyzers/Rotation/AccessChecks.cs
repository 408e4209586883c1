using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.Rotation;

/// <summary>
/// The comparisons in one body that decide about access: of a received value with a configured secret, and of a received signature with
/// one computed from a configured secret. Two secrets in one body are two generations.
/// </summary>
internal sealed class AccessChecks(PlatformContext platform)
{
    private readonly object gate = new();
    private readonly List<(Location Place, string Secret, bool IsSignature)> checks = [];

    /// <summary>What is to be reported: the place, what is accepted in one generation only, and how that shows.</summary>
    public IEnumerable<(Location Place, string What, string Evidence)> Findings
    {
        get
        {
            lock (gate)
            {
                // A body that knows two secrets has the former one too.
                return checks.Select(static check => check.Secret).Distinct(StringComparer.OrdinalIgnoreCase).Count() != 1 ? [] :
                    [.. checks.OrderBy(static check => check.Place.SourceSpan.Start).Take(1).Select(static check => check.IsSignature
                        ? (check.Place, "the signing secret '" + check.Secret + "'", "the signature is checked with one key")
                        : (check.Place, "'" + check.Secret + "'", "it is compared with one configured value"))];
            }
        }
    }

    /// <summary>Looks at an operation of the body.</summary>
    public void Add(IOperation operation, CancellationToken cancellation)
    {
        if (ComparedBy(operation) is not var (left, right) || IsConstant(left) || IsConstant(right))
        {
            return;
        }

        var secret = ConfiguredSecret.Of(left, platform, cancellation) is { } first && ReceivedValue.Is(right, platform, cancellation) ? (first, false)
            : ConfiguredSecret.Of(right, platform, cancellation) is { } second && ReceivedValue.Is(left, platform, cancellation) ? (second, false)
            : ComputedSignature.SecretOf(left, platform, cancellation) is { } third ? (third, true)
            : ComputedSignature.SecretOf(right, platform, cancellation) is { } fourth ? (fourth, true)
            : default((string Name, bool IsSignature)?);
        if (secret is { } found)
        {
            lock (gate)
            {
                checks.Add((operation.Syntax.GetLocation(), found.Name, found.IsSignature));
            }
        }
    }

    private static bool IsConstant(IOperation operation) => StringExpressions.WithoutConversions(operation).ConstantValue.HasValue;

    private static (IOperation Left, IOperation Right)? ComparedBy(IOperation operation)
    {
        switch (operation)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary:
                return IsComparable(binary.LeftOperand) && IsComparable(binary.RightOperand) ? (binary.LeftOperand, binary.RightOperand) : null;
            case IInvocationOperation { TargetMethod: { Name: "FixedTimeEquals", ContainingType.Name: "CryptographicOperations" }, Arguments.Length: 2 } call:
                return (call.Arguments[0].Value, call.Arguments[1].Value);
            case IInvocationOperation { TargetMethod: { Name: "Equals", ContainingType.SpecialType: SpecialType.System_String } method } call:
                return method.IsStatic
                    ? call.Arguments.Length >= 2 ? (call.Arguments[0].Value, call.Arguments[1].Value) : null
                    : call.Instance is { } instance && call.Arguments.Length >= 1 ? (instance, call.Arguments[0].Value) : null;
            case IInvocationOperation { TargetMethod: { Name: "SequenceEqual", IsExtensionMethod: true }, Arguments.Length: 2 } call:
                return (call.Arguments[0].Value, call.Arguments[1].Value);
            default:
                return null;
        }
    }

    private static bool IsComparable(IOperation operand)
    {
        var type = StringExpressions.WithoutConversions(operand).Type;
        return type is { SpecialType: SpecialType.System_String } or { Name: "StringValues" };
    }
}
