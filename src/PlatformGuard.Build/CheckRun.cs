using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using PlatformGuard.Build.Caching;
using PlatformGuard.Core;
using PlatformGuard.Core.Building;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Build;

/// <summary>The only place of the task that calls the checks. Apart, so that a build without changes loads neither them nor their parser.</summary>
internal static class CheckRun
{
    /// <summary>Checks the folder of the request's manifest.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static CachedRun Run(CheckRequest request, string cacheFolder, CancellationToken cancellation)
    {
        var options = Options(request);
        var inputs = InputCollector.Take(request.Root, request.ManifestFile, cacheFolder, options, cancellation);
        if (!request.IsExplicit && ManifestLocator.Find(request.Root, options) != request.ManifestFile)
        {
            return new CachedRun
            {
                Key = request.Key,
                IsManifest = false,
                NextManifest = ManifestSearch.Above(request.ManifestFile) ?? "",
                // Only this one file decided. What lies above it is looked for again in every build.
                Inputs = inputs with { Files = [FileStamp.OfFile(request.Root, request.ManifestFile)], Folders = [] },
            };
        }

        var result = Checker.Check(request.Root, options with { ManifestPath = request.ManifestFile, Grades = false, ReadsPipelineAbove = false }, cancellation);
        return new CachedRun
        {
            Key = request.Key,
            IsManifest = true,
            Role = result.Role.Word(),
            Stage = result.Stage.Word(),
            Options = AnalyzerOptions.Lines(result.Manifest, result.Policy, result.Stage, result.Role),
            WaivesSwitches = Acceptance.EffectiveWaivers(result.Manifest, result.Policy, request.Today).Any(IsForSwitches),
            Findings = [.. Faults(request.ManifestFile, result), .. result.Findings.Select(finding => Entry(request.Root, finding)), .. Gaps(request.Root, result)],
            Inputs = result.Faults.IsEmpty ? inputs.With(result.Inputs) : InputSnapshot.Unknown(request.Root),
        };
    }

    /// <summary>The run with its snapshot renewed, when the folders that changed still list the same files; null when the checks have to run.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static CachedRun? Relist(CachedRun run, CheckRequest request, string cacheFolder, CancellationToken cancellation) =>
        run.Inputs.Relist(cacheFolder, Options(request), cancellation) is { } inputs ? run with { Inputs = inputs } : null;

    private static CheckOptions Options(CheckRequest request) => new()
    {
        Role = Words.ParseRole(request.Role),
        Stage = Words.ParseStage(request.Stage),
        PolicyPath = request.PolicyFile.Length > 0 ? request.PolicyFile : null,
        Today = request.Today,
        FingerprintKey = request.FingerprintKey,
        IncludeCSharp = false,
        Exclude = request.Exclude,
    };

    private static bool IsForSwitches(Waiver waiver) =>
        waiver is { Path: null, Fingerprint: null } && RuleCatalogue.TryGet(waiver.Id, out var rule) && rule.Id == "PG9002";

    /// <summary>A part of the checks that broke down is an error: what it would have found is not known.</summary>
    private static IEnumerable<CachedFinding> Faults(string manifestFile, CheckResult result) =>
        result.Faults.Select(fault => new CachedFinding(
            "", LogLevel.Error, manifestFile, 0, 0, LogText.OneLine($"PlatformGuard failed in {fault.Part} ({fault.ExceptionType}); {string.Join(", ", fault.Rules)} could not be evaluated"), ""));

    private static CachedFinding Entry(string root, Finding finding)
    {
        var level = !finding.IsOpen ? LogLevel.Accepted : finding.Severity switch
        {
            Severity.Error => LogLevel.Error,
            Severity.Warning => LogLevel.Warning,
            _ => LogLevel.Note,
        };
        return Entry(root, finding.Rule.Id, level, finding.Location, finding.Message, finding.Rule.HelpUri);
    }

    private static IEnumerable<CachedFinding> Gaps(string root, CheckResult result)
    {
        if (result.NotEvaluated is [var first, ..])
        {
            var count = result.NotEvaluated.Length;
            var summary = $"PlatformGuard could not evaluate {(count == 1 ? "one thing" : count + " things")} here, such as {first.What}: {first.Why}";
            yield return Entry(root, "", LogLevel.Note, Location.OfFile(result.Manifest.Path ?? first.Location.File), summary, "");
        }

        foreach (var gap in result.NotEvaluated)
        {
            yield return Entry(root, "", LogLevel.Detail, gap.Location, $"not evaluated: {gap.What}: {gap.Why} ({string.Join(", ", gap.Rules)})", "");
        }
    }

    private static CachedFinding Entry(string root, string code, LogLevel level, Location location, string message, string helpLink) =>
        new(code, level, LogText.OneLine(Path.GetFullPath(location.File, root)), location.Start.Line, location.Start.Column, LogText.OneLine(message), helpLink);
}
