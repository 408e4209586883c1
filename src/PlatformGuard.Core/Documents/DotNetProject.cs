using System.Collections.Generic;

namespace PlatformGuard.Core.Documents;

/// <summary>What a project file, or a file of properties that projects import, says about dependencies. Conditions are not evaluated.</summary>
public sealed record DotNetProject
{
    /// <summary>The SDK, such as <c>Microsoft.NET.Sdk.Web</c>; empty when none is named.</summary>
    public string Sdk { get; init; } = "";

    /// <summary><c>OutputType</c>, or null.</summary>
    public string? OutputType { get; init; }

    /// <summary><c>IsTestProject</c>, or null when not written.</summary>
    public bool? IsTestProject { get; init; }

    /// <summary>Projects it references, by path relative to its own folder, with <c>/</c>.</summary>
    public IReadOnlyList<ReferencedProject> References { get; init; } = [];
}

/// <summary>A <c>ProjectReference</c>.</summary>
/// <param name="Path">Relative to the referring project's folder, with <c>/</c>.</param>
/// <param name="Location">Where it is written.</param>
public sealed record ReferencedProject(string Path, Location Location);
