using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Changes;

/// <summary>Narrows a result to what changed since a git reference.</summary>
/// <remarks>
/// A finding is kept when its place was added or changed, or when the common ancestor did not have it, or not as severely: taking away a probe changes no line
/// that a finding could point to. To know the latter, the files of the ancestor are checked as well.
/// </remarks>
public sealed class SinceFilter
{
    private readonly string top;
    private readonly string commit;
    private readonly ChangedFiles changes;

    private SinceFilter(string top, string commit, ChangedFiles changes)
    {
        this.top = top;
        this.commit = commit;
        this.changes = changes;
    }

    /// <summary>Looks up what changed.</summary>
    /// <param name="folder">A folder of the repository, absolute.</param>
    /// <param name="reference">Branch, tag or commit.</param>
    /// <param name="options">The time git may take.</param>
    /// <param name="cancellation">Stops git.</param>
    /// <exception cref="InvalidInputException">There is no repository, no such commit or no common history.</exception>
    public static SinceFilter Create(string folder, string reference, CheckOptions options, CancellationToken cancellation = default)
    {
        var top = RepositoryLister.FindWorkTree(folder) ?? throw new InvalidInputException("--since: the checked folder is in no git repository");
        var commit = MergeBase.Find(top, reference, options, cancellation);
        return new SinceFilter(top, commit, ChangedFiles.Since(top, commit, options, cancellation));
    }

    /// <summary>The result with the findings that concern a change.</summary>
    /// <param name="result">The whole result.</param>
    /// <param name="root">The checked folder, absolute.</param>
    /// <param name="options">The options of the run.</param>
    /// <param name="cancellation">Stops the check of the ancestor.</param>
    public CheckResult Apply(CheckResult result, string root, CheckOptions options, CancellationToken cancellation = default)
    {
        if (changes.IsEmpty || result.Findings.IsEmpty)
        {
            return result with { Findings = [] };
        }

        var prefix = Relative(top, root) is "." ? "" : Relative(top, root) + "/";
        var before = Before(prefix, options, cancellation);
        return result with { Findings = [.. result.Findings.Where(finding => IsTouched(finding, prefix) || (finding.Origin is null && IsWorse(finding, before)))] };
    }

    private bool IsTouched(Finding finding, string prefix) =>
        changes.Touches(Relative(top, Path.GetFullPath(Path.Combine(top, prefix, finding.Location.File))), finding.Location.Start, finding.Location.End);

    private static bool IsWorse(Finding finding, Dictionary<string, Severity> before) => !before.TryGetValue(finding.Fingerprint, out var severity) || severity < finding.Severity;

    /// <summary>The open findings of the ancestor by fingerprint, under the names that its files have now.</summary>
    private Dictionary<string, Severity> Before(string prefix, CheckOptions options, CancellationToken cancellation)
    {
        using var tree = CommittedTree.Of(top, commit, options, cancellation);
        var root = Path.TrimEndingDirectorySeparator(Path.Combine(tree.Path, prefix));
        if (!Directory.Exists(root))
        {
            return [];
        }

        var result = Checker.Check(root, options with { Listed = [.. tree.Files.Where(file => file.StartsWith(prefix, StringComparison.Ordinal)).Select(file => file[prefix.Length..])], ManifestPath = ManifestThen(tree, options), Sarif = [], CodeBuild = null, Grades = false, Progress = null, RepositoryRoot = tree.Path }, cancellation);
        var renamed = result.Findings.Where(static finding => finding.IsOpen).Select(finding => finding with { Location = finding.Location with { File = NameNow(prefix, finding.Location.File) } }).ToList();
        renamed.Sort(FindingOrder.Compare);
        var before = new Dictionary<string, Severity>(StringComparer.Ordinal);
        foreach (var finding in Fingerprint.Assign(renamed, options.FingerprintKey))
        {
            before[finding.Fingerprint] = finding.Severity;
        }

        return before;
    }

    /// <summary>A manifest that was named and lies in the repository is read as it was then.</summary>
    private string? ManifestThen(CommittedTree tree, CheckOptions options)
    {
        if (options.ManifestPath is not { } path || Relative(top, path) is not { } relative || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative))
        {
            return options.ManifestPath;
        }

        var then = changes.Renames.FirstOrDefault(rename => rename.Value == relative).Key ?? relative;
        return File.Exists(Path.Combine(tree.Path, then)) ? Path.Combine(tree.Path, then) : options.ManifestPath;
    }

    private string NameNow(string prefix, string file)
    {
        var path = Relative(top, Path.GetFullPath(Path.Combine(top, prefix, file)));
        return changes.Renames.TryGetValue(path, out var now) ? Relative(Path.Combine(top, prefix), Path.Combine(top, now)) : file;
    }

    private static string Relative(string from, string to) => Path.GetRelativePath(from, to).Replace('\\', '/');
}
