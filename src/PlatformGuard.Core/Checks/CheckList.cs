using System.Collections.Generic;

namespace PlatformGuard.Core.Checks;

/// <summary>All checks, in order of class name. The list is generated from the classes that derive from <see cref="Check"/>.</summary>
public static partial class CheckList
{
    /// <summary>One instance of every check.</summary>
    public static IReadOnlyList<Check> All { get; } = Create();
}
