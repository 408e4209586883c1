using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;

namespace PlatformGuard.Core.Facts;

/// <summary>The files that our generator wrote. Without it there is nothing to compare them with, and that is said of each.</summary>
public sealed class GeneratedFiles : IFacts<GeneratedFiles>
{
    private GeneratedFiles(ImmutableArray<NotEvaluated> notEvaluated) => NotEvaluated = notEvaluated;

    /// <summary>Every generated file, as something that PG8003 does not judge, in order of path.</summary>
    public ImmutableArray<NotEvaluated> NotEvaluated { get; }

    /// <inheritdoc/>
    public static GeneratedFiles Gather(CodeBase codeBase) => new(
        [.. codeBase.Files.Where(static file => file.IsGenerated).Select(static file => new NotEvaluated(
            "generated file " + file.Path, "this release has no generator to compare it with", Location.OfFile(file.Path), ["PG8003"]))]);
}
