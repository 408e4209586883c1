using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace PlatformGuard.Analyzers.Symbols;

/// <summary>
/// Methods that a rule knows something about. Names are compared before anything else, because nearly every call is of another method.
/// </summary>
/// <typeparam name="T">What is known about a method.</typeparam>
internal sealed class ApiTable<T>
    where T : notnull
{
    /// <summary>How a table names constructors.</summary>
    public const string Constructor = ".ctor";

    private readonly Dictionary<string, List<(string Owner, bool IsNamespace, T Fact)>> members = new(StringComparer.Ordinal);

    /// <summary>Adds methods.</summary>
    /// <param name="owner">The type that declares them, or <c>Namespace.*</c> for any type in it or below, as for extension methods.</param>
    /// <param name="names">Their names, separated by blanks.</param>
    /// <param name="fact">What is known about them.</param>
    public ApiTable<T> Add(string owner, string names, T fact)
    {
        var isNamespace = owner.EndsWith(".*", StringComparison.Ordinal);
        var subject = isNamespace ? owner.Substring(0, owner.Length - 2) : owner;
        foreach (var name in names.Split(' '))
        {
            if (!members.TryGetValue(name, out var entries))
            {
                members.Add(name, entries = []);
            }

            entries.Add((subject, isNamespace, fact));
        }

        return this;
    }

    /// <summary>Whether a method of this name is in the table, whoever declares it.</summary>
    public bool HasName(string name) => members.ContainsKey(name);

    /// <summary>What is known about the method of a call or object creation.</summary>
    public bool TryFind(IOperation operation, out T fact) => TryFind(Calls.MethodOf(operation), out fact);

    /// <summary>What is known about a method.</summary>
    public bool TryFind(IMethodSymbol? method, out T fact)
    {
        if (method is not null && members.TryGetValue(method.Name, out var entries))
        {
            foreach (var (owner, isNamespace, known) in entries)
            {
                if (isNamespace ? TypeNames.IsWithin(method, owner) : TypeNames.IsOrHas(method.ContainingType, owner))
                {
                    fact = known;
                    return true;
                }
            }
        }

        fact = default!;
        return false;
    }
}
