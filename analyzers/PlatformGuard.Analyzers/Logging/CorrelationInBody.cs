using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;

namespace PlatformGuard.Analyzers.Logging;

/// <summary>What the rest of a member does about the correlation id. Only asked about an operation that would be a finding.</summary>
/// <param name="accepted">The libraries that pass the id on by themselves.</param>
internal sealed class CorrelationInBody(AcceptedLibraries accepted)
{
    /// <summary>
    /// Whether the same member lets a library pass the id on: header propagation of the framework, or what LabKit or a library that the policy accepts
    /// declares.
    /// </summary>
    public bool PassesOn(IOperation operation)
    {
        foreach (var other in BodyOf(operation))
        {
            if (Calls.MethodOf(other) is { } method && (accepted.Declares(method) || (method.Name is "AddHeaderPropagation" or "AddCorrelationIdForwarding" && TypeNames.IsWithin(method, "Microsoft.Extensions.DependencyInjection"))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the header that is removed is set again, or all of them are injected.</summary>
    public static bool SetsAgain(IInvocationOperation removal, string header)
    {
        foreach (var operation in BodyOf(removal))
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "Add" or "TryAddWithoutValidation" or "Inject" } other
                && (other.TargetMethod.Name == "Inject" || (!other.Arguments.IsEmpty && string.Equals(OutgoingHeader.NameIn(other.Arguments[0].Value), header, StringComparison.OrdinalIgnoreCase))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an interceptor is put before the channel.</summary>
    public static bool Intercepts(IOperation channel)
    {
        foreach (var operation in BodyOf(channel))
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "Intercept" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the header is written only when it is missing: <c>if (!request.Headers.Contains("X-Request-ID")) …</c></summary>
    public static bool IsOnlyWhenMissing(IOperation write, string header)
    {
        for (var parent = write.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is not IConditionalOperation { Condition: var condition })
            {
                continue;
            }

            foreach (var operation in condition.DescendantsAndSelf())
            {
                if (operation is IInvocationOperation { TargetMethod.Name: "Contains" or "ContainsKey" or "TryGetValue" or "TryGetValues", Arguments.IsEmpty: false } question
                    && string.Equals(OutgoingHeader.NameIn(question.Arguments[0].Value), header, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static IEnumerable<IOperation> BodyOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation.DescendantsAndSelf();
    }
}
