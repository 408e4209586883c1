using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using PlatformGuard.Core;
using PlatformGuard.Core.Building;
using PlatformGuard.Core.Facts.Ci.GitLab;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Cli.Commands;

/// <summary>What <c>check</c> and <c>grade</c> look at, and as what.</summary>
internal static class InputOptions
{
    private static readonly Option<string?> Manifest = new("--manifest") { Description = "The service manifest. Default: the nearest service.yaml from PATH upward.", HelpName = "FILE" };
    private static readonly Option<string?> Policy = new("--policy") { Description = "The platform's policy. Default: PLATFORMGUARD_POLICY, else the nearest platformguard.yaml from PATH upward, which can only be stricter.", HelpName = "FILE" };
    private static readonly Option<string> Stage = OptionWords.OneOf("--stage", "Judges as at this stage instead of the manifest's.", ["experiment", "beta", "ga"], null);
    private static readonly Option<string> Role = OptionWords.OneOf("--role", "Judges as this role instead of the manifest's.", ["service", "main-application"], null);
    private static readonly Option<string[]> Exclude = new("--exclude") { Description = "Leaves out paths that match this glob. Repeatable.", HelpName = "GLOB" };
    private static readonly Option<string?> MergedCi = new("--merged-ci") { Description = "The CI system's own expanded file of the project's pipeline: resolves includes that are not in the repository.", HelpName = "FILE" };
    private static readonly Option<string?> Today = new("--today") { Description = "The day that decides whether dates have passed, yyyy-MM-dd. Default: today (UTC).", HelpName = "DATE" };
    private static readonly Option<int> Jobs = new("--jobs") { Description = "Number of threads. Default: one per core.", HelpName = "N", DefaultValueFactory = static _ => Environment.ProcessorCount };

    private static readonly Option<string[]> Sarif = new("--sarif") { Description = "Takes in the findings of another tool's SARIF log. Repeatable.", HelpName = "FILE" };
    private static readonly Option<bool> Build = new("--build") { Description = "Builds the .NET projects with the code rules, outside of the repository." };

    public static void AddTo(Command command)
    {
        foreach (var option in (Option[])[Manifest, Policy, Stage, Role, Exclude, MergedCi, Sarif, Build, Today, Jobs])
        {
            command.Add(option);
        }
    }

    /// <summary>The absolute path of a folder that was named on the command line.</summary>
    /// <exception cref="UsageException">It is no folder.</exception>
    public static string Folder(string path) =>
        Directory.Exists(path)
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))
            : throw new UsageException(File.Exists(path) ? $"'{path}' is a file; give the folder to check" : $"there is no folder '{path}'");

    /// <summary>The options of the run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="root">The checked folder.</param>
    /// <exception cref="UsageException">A value cannot be used.</exception>
    public static CheckOptions Parse(ParseResult parsed, string root)
    {
        var jobs = parsed.GetValue(Jobs);
        var manifest = parsed.GetValue(Manifest);
        if (jobs < 1)
        {
            throw new UsageException("--jobs must be at least 1");
        }

        if (manifest is not null && !File.Exists(manifest))
        {
            throw new UsageException($"there is no manifest '{manifest}'");
        }

        var policy = parsed.GetValue(Policy) ?? (Environment.GetEnvironmentVariable("PLATFORMGUARD_POLICY") is { Length: > 0 } named ? named : null);
        if (policy is not null && !File.Exists(policy))
        {
            throw new UsageException($"there is no policy '{policy}'");
        }

        var key = Environment.GetEnvironmentVariable("PLATFORMGUARD_FINGERPRINT_KEY");
        var options = new CheckOptions
        {
            Jobs = jobs,
            ManifestPath = manifest is null ? null : Path.GetFullPath(manifest),
            PolicyPath = policy is null ? null : Path.GetFullPath(policy),
            Stage = Words.ParseStage(parsed.GetValue(Stage)),
            Role = Words.ParseRole(parsed.GetValue(Role)),
            Exclude = [.. parsed.GetValue(Exclude) ?? []],
            MergedCi = ReadMergedCi(parsed.GetValue(MergedCi), root),
            Sarif = [.. (parsed.GetValue(Sarif) ?? []).Select(static log => File.Exists(log) ? Path.GetFullPath(log) : throw new UsageException($"there is no SARIF log '{log}'"))],
            CodeBuild = parsed.GetValue(Build) ? new CodeBuild(AnalyzerFiles.Folder(), TimeSpan.FromMinutes(30)) : null,
            FingerprintKey = string.IsNullOrEmpty(key) ? null : key,
        };
        if (parsed.GetValue(Today) is not { } today)
        {
            return options;
        }

        return DateOnly.TryParseExact(today, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? options with { Today = day }
            : throw new UsageException($"--today: '{today}' is not a date of the form yyyy-MM-dd");
    }

    private static MergedCiFile? ReadMergedCi(string? file, string root)
    {
        if (file is null)
        {
            return null;
        }

        if (!File.Exists(file))
        {
            throw new UsageException($"--merged-ci: there is no file '{file}'");
        }

        try
        {
            return MergedCiFile.Load(file, root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--merged-ci: '{file}' cannot be read");
        }
    }
}
