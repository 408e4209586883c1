using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Facts.Dependencies;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Importing;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Policies;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core;

/// <summary>The whole way from a folder to findings. The command line, the MSBuild task and the server are shells over it.</summary>
public static class Checker
{
    private static readonly Stage[] Stages = [Stage.Experiment, Stage.Beta, Stage.GenerallyAvailable];

    /// <summary>Checks the code base at <paramref name="rootPath"/>.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidInputException">A SARIF log of the options cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static CheckResult Check(string rootPath, CheckOptions options, CancellationToken cancellation = default)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(rootPath));
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException("There is no folder " + rootPath);
        }

        var gaps = new List<NotEvaluated>();
        options.Progress?.Invoke("listing files");

        // git is another process: while it lists the files there is time for what every run needs.
        var declared = Task.Run(() => Declared.Read(root, options), cancellation);
        var listed = options.Listed ?? RepositoryLister.List(root, options, gaps, cancellation);
        var (manifestFile, manifest, policy) = declared.GetAwaiter().GetResult();
        var paths = NotExcluded(listed, manifest, policy, options);
        paths = WithoutNested(root, paths, options, gaps);

        options.Progress?.Invoke(string.Create(CultureInfo.InvariantCulture, $"reading {paths.Count} files"));
        var files = RepositoryReader.Read(root, paths, options, cancellation);
        var above = PipelineAbove.Read(root, options);
        SourceFile[] besides = manifestFile is null ? [.. above] : [.. above, manifestFile];
        var codeBase = new CodeBase
        {
            Files = besides.Length == 0 ? files : [.. files.Concat(besides).OrderBy(static file => file.Path, StringComparer.Ordinal)],
            Manifest = manifest,
            Policy = policy,
            Stage = options.Stage ?? manifest.Stage,
            Role = options.Role ?? manifest.Role,
            RootPath = root,
            Paths = paths,
            Options = options,
        };
        return Check(codeBase, above.Count == 0 ? paths : [.. paths, .. above.Select(static file => file.Path)], gaps, cancellation);
    }

    /// <summary>Checks a code base that has been read already.</summary>
    /// <param name="codeBase">The files and what they declare.</param>
    /// <param name="inputs">The paths that were looked at.</param>
    /// <param name="gaps">What could not be looked at.</param>
    /// <param name="cancellation">Stops the run.</param>
    internal static CheckResult Check(CodeBase codeBase, IReadOnlyList<string> inputs, IReadOnlyList<NotEvaluated> gaps, CancellationToken cancellation = default)
    {
        var foreign = ForeignFindings.TakeIn(codeBase, inputs, cancellation);
        IReadOnlyList<NotEvaluated> allGaps = [.. gaps, .. foreign.NotEvaluated];
        codeBase.Options.Progress?.Invoke("checking");
        var declared = StageOutcome.Of(codeBase, foreign, cancellation);
        List<StageOutcome> outcomes = [declared];
        InternalFault? fault = null;
        Readiness? readiness = null;
        if (codeBase.Options.Grades || HasExceptions(codeBase))
        {
            outcomes.AddRange(Stages.Where(stage => stage != codeBase.Stage).Select(stage => StageOutcome.Of(codeBase.At(stage), foreign, cancellation)));
            try
            {
                readiness = Grade(codeBase, outcomes, allGaps, foreign.Runs.SelectMany(static run => run.Rules).ToHashSet(StringComparer.Ordinal));
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // A bug in grading must not lose what was found.
                fault = InternalFault.Of("grading", [], error);
            }
        }

        return new CheckResult
        {
            Manifest = codeBase.Manifest,
            Policy = codeBase.Policy,
            Stage = codeBase.Stage,
            Role = codeBase.Role,
            Findings = [.. declared.Findings.Order(Comparer<Finding>.Create(FindingOrder.Compare))],
            Readiness = codeBase.Options.Grades ? readiness : null,
            NotEvaluated = [.. declared.NotEvaluated.Concat(allGaps).Order(Comparer<NotEvaluated>.Create(FindingOrder.Compare))],
            Inputs = [.. inputs.Concat(ReadBesideInputs(codeBase)).Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal)],
            Imported = [.. foreign.Runs],
            Faults =
            [
                .. codeBase.Files.Select(static file => file.Problem?.Fault).OfType<InternalFault>(),
                .. outcomes.SelectMany(static run => run.Faults).DistinctBy(static known => known.Part + "/" + known.ExceptionType),
                .. fault is null ? [] : (InternalFault[])[fault],
            ],
        };
    }

    /// <summary>Whether anything is accepted here: whether it is still needed can only be told from what holds at every stage.</summary>
    private static bool HasExceptions(CodeBase codeBase) => !codeBase.Manifest.Waivers.IsEmpty || codeBase.Files.Any(static file => file.Suppressions.Any());

    /// <summary>What facts read besides the listed files: a restored closure decides rules of the main application only.</summary>
    private static ImmutableArray<string> ReadBesideInputs(CodeBase codeBase) => codeBase.Role == Guidelines.Role.MainApplication ? codeBase.Facts<NuGetFacts>().AssetsFiles : [];

    /// <summary>Grades, and adds what can only be told then: exceptions that have nothing left to accept.</summary>
    private static Readiness Grade(CodeBase codeBase, List<StageOutcome> outcomes, IReadOnlyList<NotEvaluated> gaps, IReadOnlySet<string> judged)
    {
        var runs = Runs(outcomes, gaps, judged);
        var unneeded = ExceptionAudit.Unneeded(codeBase, [.. outcomes.SelectMany(static outcome => outcome.Findings)], runs[codeBase.Stage], Grader.Judge(codeBase, runs));
        foreach (var outcome in outcomes)
        {
            outcome.Findings = [.. outcome.Findings, .. unneeded(outcome.CodeBase.Stage)];
        }

        return Grader.Grade(codeBase, Runs(outcomes, gaps, judged));
    }

    private static Dictionary<Stage, StageRun> Runs(List<StageOutcome> outcomes, IReadOnlyList<NotEvaluated> gaps, IReadOnlySet<string> judged) => outcomes.ToDictionary(
        static outcome => outcome.CodeBase.Stage,
        outcome => new StageRun(outcome.CodeBase, outcome.Findings, [.. outcome.NotEvaluated, .. gaps], judged));

    /// <summary>Reads the manifest, which may lie above the checked folder; its path then begins with <c>../</c>.</summary>
    private static SourceFile? ReadManifestFile(string root, CheckOptions options, out string? path)
    {
        path = null;
        if (ManifestLocator.Find(root, options) is not { } absolute)
        {
            return null;
        }

        path = Path.GetRelativePath(root, absolute).Replace('\\', '/');
        return RepositoryReader.ReadFile(root, path, FileKind.ServiceManifest, options) ?? FileReader.Failed(path, FileKind.ServiceManifest, "it is empty or no regular file");
    }

    /// <summary>The checked folder as the manifest above it names it; empty when the manifest lies in or below the checked folder.</summary>
    private static string FolderBelowManifest(string root, string manifestPath)
    {
        var above = Path.GetDirectoryName(Path.GetFullPath(Path.Combine(root, manifestPath)));
        var below = above is null ? "." : Path.GetRelativePath(above, root).Replace('\\', '/');
        return below is "." || below.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(below) ? "" : below;
    }

    /// <summary>The files that are the service's own: the manifest's globs are relative to the manifest, those of the policy and the options to the checked folder.</summary>
    private static List<string> NotExcluded(IReadOnlyList<string> listed, ServiceManifest manifest, PlatformPolicy policy, CheckOptions options)
    {
        var excludedHere = new PathSet([.. policy.Exclude, .. options.Exclude]);
        var excludedByManifest = new PathSet(manifest.Exclude);
        return [.. listed.Where(path => path != manifest.Path && !excludedHere.Contains(path) && !excludedByManifest.Contains(manifest.RelativePath(path)))];
    }

    /// <summary>The files that are not governed by another manifest further down.</summary>
    private static List<string> WithoutNested(string root, List<string> paths, CheckOptions options, List<NotEvaluated> gaps)
    {
        var nested = ManifestLocator.NestedServices(root, paths, options).ToHashSet(StringComparer.Ordinal);
        gaps.AddRange(nested.Select(static folder => new NotEvaluated(
            folder.TrimEnd('/'), "a service with its own manifest; check it on its own", Location.OfFile(folder + ManifestLocator.FileName), ["PG8001"]) { Blocks = false }));
        return nested.Count == 0 ? paths : [.. paths.Where(path => !IsBelow(path, nested))];
    }

    private static bool IsBelow(string path, HashSet<string> folders)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (folders.Contains(path[..(slash + 1)]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the service and the platform declare.</summary>
    private sealed record Declared(SourceFile? ManifestFile, ServiceManifest Manifest, PlatformPolicy Policy)
    {
        public static Declared Read(string root, CheckOptions options)
        {
            var file = ReadManifestFile(root, options, out var path);
            var manifest = file is null ? new ServiceManifest() : ManifestReader.Read(file) with { CheckedFolder = FolderBelowManifest(root, path!) };
            var policy = PolicyLocator.Read(root, options);
            SourceScanner.Prepare();
            return new Declared(file, manifest, policy);
        }
    }

    /// <summary>What the checks say at one stage.</summary>
    private sealed class StageOutcome
    {
        public required CodeBase CodeBase { get; init; }

        /// <summary>The findings, those of other programs included, with their identity and what accepts them.</summary>
        public required IReadOnlyList<Finding> Findings { get; set; }

        public required IReadOnlyList<NotEvaluated> NotEvaluated { get; init; }

        public required ImmutableArray<InternalFault> Faults { get; init; }

        public static StageOutcome Of(CodeBase codeBase, ForeignFindings foreign, CancellationToken cancellation)
        {
            var outcome = CheckRunner.Run(codeBase, CheckList.All, cancellation);
            var findings = Fingerprint.Assign(foreign.MergeInto(outcome.Findings), codeBase.Options.FingerprintKey);
            return new StageOutcome
            {
                CodeBase = codeBase,
                Findings = Acceptance.Apply(findings, codeBase.Files, codeBase.Manifest, codeBase.Policy, codeBase.Options.Today),
                NotEvaluated = outcome.NotEvaluated,
                Faults = outcome.Faults,
            };
        }
    }
}
