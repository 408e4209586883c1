namespace PlatformGuard.Generators.GuardedClients;

/// <summary>What a member of the client interface is.</summary>
internal enum MemberKind
{
    Method,
    Property,
    Event,

    /// <summary><c>Dispose</c> and <c>DisposeAsync</c>: no call of the service, and needed whether the flag is on or off.</summary>
    Release,
}

/// <summary>What a method returns.</summary>
internal enum ReturnKind
{
    Void,
    Value,
    Task,
    TaskOfValue,
    Stream,
}

/// <summary>One member to write.</summary>
internal sealed record MemberPlan
{
    /// <summary>What it is.</summary>
    public required MemberKind Kind { get; init; }

    /// <summary>Its name, for the reader.</summary>
    public required string Name { get; init; }

    /// <summary>Attributes that callers need, one a line.</summary>
    public required EquatableArray<string> Attributes { get; init; }

    /// <summary>The declaration without accessibility and modifiers.</summary>
    public required string Signature { get; init; }

    /// <summary>Whether it is implemented explicitly, because another member has the same signature.</summary>
    public required bool IsExplicit { get; init; }

    /// <summary>The interface that declares the member, when it is not the client interface itself.</summary>
    public required string? DeclaringInterface { get; init; }

    /// <summary>The call, read or subscription, from the member's name on, or an indexer's arguments.</summary>
    public required string Access { get; init; }

    /// <summary>The answer while the flag is off.</summary>
    public required string OffAccess { get; init; }

    /// <summary>What is written to give that answer; null when the class has it.</summary>
    public required HookPlan? Hook { get; init; }

    /// <summary>What a method returns.</summary>
    public ReturnKind Returns { get; init; }

    /// <summary>Whether a parameter keeps the method from being <c>async</c>.</summary>
    public bool CannotAwait { get; init; }

    /// <summary>Of a stream: what another iterator needs.</summary>
    public StreamPlan? Stream { get; init; }

    /// <summary>Whether a property is read.</summary>
    public bool HasGetter { get; init; }

    /// <summary>Whether a property is written.</summary>
    public bool HasSetter { get; init; }
}

/// <summary>The default answer of a member while the flag is off.</summary>
/// <param name="Signature">Declaration of the method or property that gives it.</param>
/// <param name="Body">Its statements, one a line.</param>
/// <param name="IsProperty">Whether it is a property that is read.</param>
/// <param name="IsIterator">Whether it is an asynchronous iterator.</param>
internal sealed record HookPlan(string Signature, EquatableArray<string> Body, bool IsProperty, bool IsIterator);

/// <summary>A stream that has to await the flag before its first item.</summary>
/// <param name="Signature">The member's declaration with the attribute that takes the consumer's token; null when it has no token.</param>
/// <param name="IteratorSignature">Declaration of the private iterator with a token of its own, when the member has none.</param>
/// <param name="IteratorAccess">Its call.</param>
internal sealed record StreamPlan(string? Signature, string IteratorSignature, string IteratorAccess);
