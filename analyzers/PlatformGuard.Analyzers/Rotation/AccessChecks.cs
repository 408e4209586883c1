using System;
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
    /// <summary>
    /// What is accepted in one generation only, and how that shows, when the operation is the first such check of its body and the body knows
    /// no other secret; otherwise null.
    /// </summary>
    public (string What, string Evidence)? FirstOfBody(IOperation operation, CancellationToken cancellation)
    {
        if (CheckOf(operation, cancellation) is not { } check)
        {
            return null;
        }

        IOperation body = operation;
        while (body.Parent is { } parent)
        {
            body = parent;
        }

        foreach (var other in body.DescendantsAndSelf())
        {
            if (other == operation || CheckOf(other, cancellation) is not { } another)
            {
                continue;
            }

            // A body that knows two secrets has the former one too.
            if (other.Syntax.SpanStart < operation.Syntax.SpanStart || !string.Equals(another.Secret, check.Secret, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        return check.IsSignature
            ? ("the signing secret '" + check.Secret + "'", "the signature is checked with one key")
            : ("'" + check.Secret + "'", "it is compared with one configured value");
    }

    private (string Secret, bool IsSignature)? CheckOf(IOperation operation, CancellationToken cancellation)
    {
        if (ComparedBy(operation) is not var (left, right) || IsConstant(left) || IsConstant(right))
        {
            return null;
        }

        return ConfiguredSecret.Of(left, platform, cancellation) is { } first && ReceivedValue.Is(right, platform, cancellation) ? (first, false)
            : ConfiguredSecret.Of(right, platform, cancellation) is { } second && ReceivedValue.Is(left, platform, cancellation) ? (second, false)
            : ComputedSignature.SecretOf(left, platform, cancellation) is { } third ? (third, true)
            : ComputedSignature.SecretOf(right, platform, cancellation) is { } fourth ? (fourth, true)
            : null;
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
