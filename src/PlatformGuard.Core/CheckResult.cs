using System.Collections.Immutable;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Importing;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Policies;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core;

/// <summary>The outcome of one run over one service.</summary>
public sealed record CheckResult
{
    /// <summary>What the service declares.</summary>
    public required ServiceManifest Manifest { get; init; }

    /// <summary>What the platform decided.</summary>
    public PlatformPolicy Policy { get; init; } = PlatformPolicy.Default;

    /// <summary>The stage that decided severities.</summary>
    public required Stage Stage { get; init; }

    /// <summary>The role that decided which rules ran.</summary>
    public required Role Role { get; init; }

    /// <summary>Findings by file, line, column and rule; accepted ones included.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>What should have been judged and was not, in the same order.</summary>
    public required ImmutableArray<NotEvaluated> NotEvaluated { get; init; }

    /// <summary>How ready the code base is; null when it was not graded.</summary>
    public Readiness? Readiness { get; init; }

    /// <summary>Every file that was looked at, in ordinal order: what a build has to watch.</summary>
    public required ImmutableArray<string> Inputs { get; init; }

    /// <summary>Runs of other tools, and of our analyzers in a build, whose findings are among <see cref="Findings"/>.</summary>
    public ImmutableArray<ImportedRun> Imported { get; init; } = [];

    /// <summary>Parts of this program that failed; empty unless it has a bug. A run with faults never passes.</summary>
    public ImmutableArray<InternalFault> Faults { get; init; } = [];

    /// <summary>Number of open findings of exactly this severity.</summary>
    public int Count(Severity severity)
    {
        var count = 0;
        foreach (var finding in Findings)
        {
            count += finding.IsOpen && finding.Severity == severity ? 1 : 0;
        }

        return count;
    }
}
