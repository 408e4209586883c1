using System.Collections.Immutable;

namespace PlatformGuard.Core.Importing;

/// <summary>One run of another tool, or of our analyzers in a build, whose findings were taken in.</summary>
/// <param name="Tool">Its name.</param>
/// <param name="Rules">The rules of ours that it evaluated, found or not, in order; empty for another tool.</param>
/// <param name="Findings">Number of findings that were taken in.</param>
public sealed record ImportedRun(string Tool, ImmutableArray<string> Rules, int Findings);
