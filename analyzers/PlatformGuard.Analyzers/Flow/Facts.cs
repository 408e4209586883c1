namespace PlatformGuard.Analyzers.Flow;

/// <summary>A set of up to 64 facts that hold at a point of a program. What a fact means is the rule's business.</summary>
/// <param name="Bits">One bit for each fact.</param>
internal readonly record struct Facts(ulong Bits)
{
    /// <summary>Nothing is known.</summary>
    public static Facts None => default;

    /// <summary>Everything holds, as it does where no execution comes.</summary>
    public static Facts All => new(ulong.MaxValue);

    /// <summary>Whether no fact is known.</summary>
    public bool IsNone => Bits == 0;

    /// <summary>One fact.</summary>
    public static Facts Of(int bit) => new(1UL << bit);

    /// <summary>What holds when both sets hold.</summary>
    public static Facts operator |(Facts one, Facts other) => new(one.Bits | other.Bits);

    /// <summary>What holds when one of the sets holds, whichever it is.</summary>
    public static Facts operator &(Facts one, Facts other) => new(one.Bits & other.Bits);

    /// <summary>Whether all of <paramref name="facts"/> hold.</summary>
    public bool Covers(Facts facts) => (Bits & facts.Bits) == facts.Bits;
}
