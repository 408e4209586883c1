using System;
using System.Collections.Immutable;

namespace PlatformGuard.Core;

/// <summary>A part of this program that failed. Everything else of the run still counts, but the run cannot pass.</summary>
/// <param name="Part">What failed, such as <c>rule PG7001</c>; never a file's content.</param>
/// <param name="Rules">The rules that were not evaluated because of it; empty when it concerns all.</param>
/// <param name="ExceptionType">Type of the exception. Its message is dropped, because it may quote a checked file.</param>
/// <param name="StackTrace">Where it happened, for a bug report.</param>
public sealed record InternalFault(string Part, ImmutableArray<string> Rules, string ExceptionType, string? StackTrace)
{
    internal static InternalFault Of(string part, ImmutableArray<string> rules, Exception error)
    {
        // Facts are gathered in type initialisers and lazies, whose own exceptions say nothing.
        while (error is TypeInitializationException or System.Reflection.TargetInvocationException or AggregateException && error.InnerException is { } inner)
        {
            error = inner;
        }

        return new(part, rules, error.GetType().Name, error.StackTrace);
    }
}
