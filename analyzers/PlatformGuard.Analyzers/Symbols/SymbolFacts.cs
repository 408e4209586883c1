using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace PlatformGuard.Analyzers.Symbols;

/// <summary>
/// What is known about methods, properties and types, decided once for each in a compilation: nearly every call is of a method that was
/// called before, and one look-up costs less than a look at its parameters.
/// </summary>
/// <typeparam name="TSymbol">The kind of symbol.</typeparam>
/// <typeparam name="T">What is known.</typeparam>
/// <param name="decide">Decides about a symbol as it was declared, without type arguments.</param>
internal sealed class SymbolFacts<TSymbol, T>(Func<TSymbol, T> decide)
    where TSymbol : class, ISymbol
{
    private readonly ConcurrentDictionary<TSymbol, T> known = new(SameSymbol.Instance);

    /// <summary>What is known about the symbol.</summary>
    public T Of(TSymbol symbol)
    {
        var definition = (TSymbol)symbol.OriginalDefinition;
        return known.TryGetValue(definition, out var fact) ? fact : known.GetOrAdd(definition, decide);
    }

    // A compilation has one object for each symbol that is declared; comparing them otherwise would only cost time.
    private sealed class SameSymbol : IEqualityComparer<TSymbol>
    {
        public static readonly SameSymbol Instance = new();

        public bool Equals(TSymbol x, TSymbol y) => ReferenceEquals(x, y);

        public int GetHashCode(TSymbol symbol) => RuntimeHelpers.GetHashCode(symbol);
    }
}
