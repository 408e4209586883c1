using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace PlatformGuard.Benchmarks;

/// <summary><c>check</c> beside secretlint with its recommended preset: wall time, and how many of the labelled secrets each one finds, on the same tree in one run.</summary>
internal static class SecretBenchmark
{
    private const int Pairs = 5;
    private const int PerKind = 4;
    private static readonly string[] Packages = ["secretlint@13.0.6", "@secretlint/secretlint-rule-preset-recommend@13.1.0"];
    private static readonly string[] Rules = ["PG3001", "PG3003", "PG3004"];

    public static int Run(string[] arguments)
    {
        var files = arguments.Length == 0 ? 1_000 : int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var work = Path.Combine(Path.GetTempPath(), $"platformguard-secrets-{Environment.ProcessId}");
        try
        {
            var tool = PublishedTool.Publish(Measured.RepositoryRoot());
            var peer = Path.Combine(work, "tools", "node_modules", ".bin", "secretlint");
            Directory.CreateDirectory(Path.Combine(work, "tools"));
            Measured.MustRun("npm", ["install", "--prefix", Path.Combine(work, "tools"), "--no-audit", "--no-fund", "--silent", .. Packages], work);
            var configuration = Path.Combine(work, "secretlintrc.json");
            File.WriteAllText(configuration, """{"rules": [{"id": "@secretlint/secretlint-rule-preset-recommend"}]}""");

            var folder = Path.Combine(work, "tree");
            var labels = SecretTree.Generate(folder, files, PerKind);
            Measured.MustRun("git", ["init", "-q"], folder);
            Measured.MustRun("git", ["add", "-A"], folder);
            var (ours, theirs) = (Path.Combine(work, "ours.json"), Path.Combine(work, "theirs.json"));
            var (check, lint) = Measured.Pairs(
                Pairs,
                () => Measured.Run(tool, ["check", folder, "--quiet", "--fail-on", "never", "--report", "json=" + ours], folder, keepOutput: true),
                () => Measured.Run(peer, ["--secretlintrc", configuration, "--format", "json", "--output", theirs, "**/*"], folder, keepOutput: true));
            if (check.Concat(lint).FirstOrDefault(static sample => sample.ExitCode is not (0 or 1)) is { } failed)
            {
                Console.Error.WriteLine(failed.Output);
                return 1;
            }

            Report(labels, Ours(ours), Theirs(theirs, folder));
            var (left, right) = (Measured.Median(check), Measured.Median(lint));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files} files: platformguard (all rules) {left:F0} ms, secretlint {right:F0} ms, ratio {Measured.Median(check.Zip(lint, static (one, other) => one.Milliseconds / other.Milliseconds)):F2}"));
            return 0;
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    private static void Report(IReadOnlyList<SecretLabel> labels, HashSet<(string File, int Line)> ours, HashSet<(string File, int Line)> theirs)
    {
        Console.WriteLine("  of   ours  secretlint   kind");
        foreach (var group in labels.GroupBy(static label => label.Kind).OrderBy(static group => (!group.Key.IsSecret, !group.Key.IsOfPreset)))
        {
            var sign = !group.Key.IsSecret ? "look-alike" : group.Key.IsOfPreset ? "secret, kind of the preset" : "secret";
            Console.WriteLine($"{group.Count(),4} {group.Count(label => label.IsHit(ours)),6} {group.Count(label => label.IsHit(theirs)),11}   {group.Key.Name} ({sign})");
        }

        foreach (var (title, chosen) in (IEnumerable<(string, Func<SecretLabel, bool>)>)[("secrets of the preset's kinds", static label => label.Kind is { IsSecret: true, IsOfPreset: true }), ("other secrets", static label => label.Kind is { IsSecret: true, IsOfPreset: false }), ("all secrets", static label => label.Kind.IsSecret), ("look-alikes reported", static label => !label.Kind.IsSecret)])
        {
            SecretLabel[] some = [.. labels.Where(chosen)];
            Console.WriteLine($"{some.Length,4} {some.Count(label => label.IsHit(ours)),6} {some.Count(label => label.IsHit(theirs)),11}   {title}");
        }

        Console.WriteLine($"     {False(labels, ours),6} {False(labels, theirs),11}   lines reported that hold no labelled secret");
    }

    private static int False(IReadOnlyList<SecretLabel> labels, HashSet<(string File, int Line)> hits) =>
        hits.Count(hit => !labels.Any(label => label.Kind.IsSecret && label.IsHit([hit])));

    private static HashSet<(string File, int Line)> Ours(string report)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(report));
        return [.. document.RootElement.GetProperty("findings").EnumerateArray().Where(static finding => Rules.Contains(finding.GetProperty("rule").GetString())).Select(static finding => finding.GetProperty("location"))
            .Select(static place => (place.GetProperty("file").GetString()!, place.GetProperty("startLine").GetInt32()))];
    }

    private static HashSet<(string File, int Line)> Theirs(string report, string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(report));
        return [.. document.RootElement.EnumerateArray().SelectMany(file => file.GetProperty("messages").EnumerateArray().Select(message =>
            (Path.GetRelativePath(folder, file.GetProperty("filePath").GetString()!).Replace('\\', '/'), message.GetProperty("loc").GetProperty("start").GetProperty("line").GetInt32())))];
    }
}
