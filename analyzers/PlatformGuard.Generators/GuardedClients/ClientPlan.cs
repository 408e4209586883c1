using PlatformGuard.Guidelines.FeatureFlags;

namespace PlatformGuard.Generators.GuardedClients;

/// <summary>All that is written for one class with <c>[GuardedClient]</c>, as text: nothing in it keeps a compilation alive.</summary>
internal sealed record ClientPlan
{
    /// <summary>Name of the generated file without its ending.</summary>
    public required string HintName { get; init; }

    /// <summary>The namespace, or null for the global one.</summary>
    public required string? Namespace { get; init; }

    /// <summary>Declarations of the types around the class, outermost first: <c>partial class Outer&lt;T&gt;</c>.</summary>
    public required EquatableArray<string> Containers { get; init; }

    /// <summary><c>partial class Name&lt;T&gt;</c>.</summary>
    public required string Declaration { get; init; }

    /// <summary>The class's own name.</summary>
    public required string Name { get; init; }

    /// <summary>The class as other code writes it.</summary>
    public required string Type { get; init; }

    /// <summary>The client interface.</summary>
    public required string Client { get; init; }

    /// <summary>The flag's name.</summary>
    public required string Flag { get; init; }

    /// <summary>Whether nothing can derive from the class.</summary>
    public required bool IsSealed { get; init; }

    /// <summary>How the class reaches the client that it decorates; null when field and constructor are generated.</summary>
    public required Kept? Inner { get; init; }

    /// <summary>Whether the user wrote a constructor, which must then set all that is needed.</summary>
    public required bool HasConstructor { get; init; }

    /// <summary>Names of the user's members, which generated ones must not take.</summary>
    public required EquatableArray<string> TakenNames { get; init; }

    /// <summary>Fields, properties and primary constructor parameters of the class that can be asked for a flag.</summary>
    public required EquatableArray<Kept> Kept { get; init; }

    /// <summary>A member of the class that says whether the flag is on, or null.</summary>
    public required OwnGuard? Guard { get; init; }

    /// <summary>The class's member that gives the provider's user or context, or null.</summary>
    public required string? Context { get; init; }

    /// <summary>Highest accessibility of a generated constructor, from the class and the client interface.</summary>
    public required Visibility ConstructorVisibility { get; init; }

    /// <summary>The members to write.</summary>
    public required EquatableArray<MemberPlan> Members { get; init; }

    /// <summary>The registration to write, or null.</summary>
    public required RegistrationPlan? Registration { get; init; }
}

/// <summary>Something in the class whose type may be a flag API.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Expression">How a member of the class reaches it.</param>
/// <param name="IsParameter">Whether it is a parameter of the primary constructor, which a parameter of a member can hide.</param>
internal sealed record Kept(string Type, string Expression, bool IsParameter);

/// <summary>A member of the class itself with <c>[FeatureFlagGuard]</c>.</summary>
/// <param name="Expression">The member, called or read.</param>
/// <param name="Result">What it returns.</param>
internal sealed record OwnGuard(string Expression, FlagStepResult Result);

/// <summary>How far a type can be seen. Ordered.</summary>
internal enum Visibility
{
    /// <summary>Inside a type only.</summary>
    Private,

    /// <summary>Inside the assembly.</summary>
    Internal,

    /// <summary>Everywhere.</summary>
    Public,
}

/// <summary>The extension method that registers the class.</summary>
/// <param name="ClassName">Name of the static class.</param>
/// <param name="Method">Name of the method.</param>
/// <param name="TypeParameters"><c>&lt;T&gt;</c> or nothing.</param>
/// <param name="Constraints">Their constraints.</param>
/// <param name="Visibility">Internal or public.</param>
internal sealed record RegistrationPlan(string ClassName, string Method, string TypeParameters, string Constraints, Visibility Visibility);
