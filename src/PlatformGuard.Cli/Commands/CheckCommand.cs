using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using PlatformGuard.Core;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;
using PlatformGuard.Core.Reports;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Cli.Commands;

/// <summary><c>platformguard check [PATH]</c>.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string> PathArgument = new("PATH") { Description = "The folder to check.", DefaultValueFactory = static _ => "." };
    private static readonly Option<string> Format = OneOf("--format", "Format of the report on standard output.", [.. ReportFormat.All.Select(static format => format.Name)], "text");
    private static readonly Option<string[]> ReportFiles = new("--report") { Description = "FORMAT=FILE: writes a further report. Repeatable.", HelpName = "FORMAT=FILE" };
    private static readonly Option<string?> Manifest = new("--manifest") { Description = "The service manifest. Default: the nearest service.yaml from PATH upward.", HelpName = "FILE" };
    private static readonly Option<string> Stage = OneOf("--stage", "Judges as at this stage instead of the manifest's.", ["experiment", "beta", "ga"], null);
    private static readonly Option<string> Role = OneOf("--role", "Judges as this role instead of the manifest's.", ["service", "main-application"], null);
    private static readonly Option<string[]> Rules = new("--rule") { Description = "Reports only this rule (id or name). Repeatable.", HelpName = "ID" };
    private static readonly Option<string> FailOn = OneOf("--fail-on", "Lowest severity that makes the exit status 1.", ["error", "warning", "note", "never"], "error");
    private static readonly Option<string[]> Exclude = new("--exclude") { Description = "Leaves out paths that match this glob. Repeatable.", HelpName = "GLOB" };
    private static readonly Option<string?> Today = new("--today") { Description = "The day that decides whether dates have passed, yyyy-MM-dd. Default: today (UTC).", HelpName = "DATE" };
    private static readonly Option<int> Jobs = new("--jobs") { Description = "Number of threads. Default: one per core.", HelpName = "N", DefaultValueFactory = static _ => Environment.ProcessorCount };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "Prints findings only, without advice and summary." };
    private static readonly Option<bool> Verbose = new("--verbose") { Description = "Adds related places, accepted findings, links and timing." };
    private static readonly Option<bool> NoColor = new("--no-color") { Description = "Prints without colours, as the variable NO_COLOR does." };

    public static Command Create(Streams streams, CheckRun checker, CancellationToken cancellation)
    {
        var command = new Command("check", "Finds violations of the guidelines in a repository's files.")
        {
            PathArgument, Format, ReportFiles, Manifest, Stage, Role, Rules, FailOn, Exclude, Today, Jobs, Quiet, Verbose, NoColor,
        };
        command.SetAction(parsed => Run(parsed, streams, checker, cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, Streams streams, CheckRun checker, CancellationToken cancellation)
    {
        var path = parsed.GetValue(PathArgument)!;
        if (!Directory.Exists(path))
        {
            throw new UsageException(File.Exists(path) ? $"'{path}' is a file; give the folder to check" : $"there is no folder '{path}'");
        }

        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var reports = ParseReports(parsed);
        var rules = ParseRules(parsed);
        var started = Environment.TickCount64;
        var result = checker(root, ParseOptions(parsed), cancellation);
        if (rules.Count > 0)
        {
            result = result with
            {
                Findings = [.. result.Findings.Where(finding => rules.Contains(finding.Rule.Id))],
                NotEvaluated = [.. result.NotEvaluated.Where(gap => gap.Rules.IsEmpty || gap.Rules.Any(rules.Contains))],
                Faults = [.. result.Faults.Where(fault => fault.Rules.IsEmpty || fault.Rules.Any(rules.Contains))],
            };
        }

        var report = new Report
        {
            Result = result,
            FailOn = ParseSeverity(parsed.GetValue(FailOn)!),
            RepositoryPrefix = PrefixInRepository(root),
            Colour = streams.IsTerminal && !parsed.GetValue(NoColor),
            Quiet = parsed.GetValue(Quiet),
            Verbose = parsed.GetValue(Verbose),
        };
        Write(report, parsed, reports, streams);
        if (report.Verbose)
        {
            streams.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"platformguard: {Environment.TickCount64 - started} ms"));
        }

        foreach (var fault in result.Faults)
        {
            FaultReport.Write(streams.Error, fault.Part, fault.ExceptionType, report.Verbose ? fault.StackTrace : null);
        }

        return result.Faults.Length > 0 ? ExitStatus.Fault : report.Passes ? ExitStatus.Success : ExitStatus.Findings;
    }

    private static void Write(Report report, ParseResult parsed, List<(ReportFormat Format, string File)> files, Streams streams)
    {
        foreach (var (format, file) in files)
        {
            try
            {
                if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
                {
                    Directory.CreateDirectory(folder);
                }

                using var output = File.Create(file);
                format.Write(report with { Colour = false }, output);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
            {
                throw new UsageException($"cannot write the report '{file}'");
            }
        }

        using var buffer = new MemoryStream();
        ReportFormat.Find(parsed.GetValue(Format)!)!.Write(report, buffer);
        streams.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static CheckOptions ParseOptions(ParseResult parsed)
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

        var key = Environment.GetEnvironmentVariable("PLATFORMGUARD_FINGERPRINT_KEY");
        var options = new CheckOptions
        {
            Jobs = jobs,
            ManifestPath = manifest is null ? null : Path.GetFullPath(manifest),
            Stage = Words.ParseStage(parsed.GetValue(Stage)),
            Role = Words.ParseRole(parsed.GetValue(Role)),
            Exclude = [.. parsed.GetValue(Exclude) ?? []],
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

    private static List<(ReportFormat Format, string File)> ParseReports(ParseResult parsed)
    {
        var reports = new List<(ReportFormat, string)>();
        foreach (var argument in parsed.GetValue(ReportFiles) ?? [])
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var format = equals > 0 ? ReportFormat.Find(argument[..equals]) : null;
            if (format is null || equals == argument.Length - 1)
            {
                throw new UsageException($"--report: '{argument}' is not FORMAT=FILE with one of the formats {string.Join(", ", ReportFormat.All.Select(static known => known.Name))}");
            }

            reports.Add((format, argument[(equals + 1)..]));
        }

        return reports;
    }

    private static HashSet<string> ParseRules(ParseResult parsed)
    {
        var rules = new HashSet<string>(StringComparer.Ordinal);
        foreach (var argument in (parsed.GetValue(Rules) ?? []).SelectMany(static argument => argument.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            rules.Add(RuleNames.Find(argument, "--rule: ").Id);
        }

        return rules;
    }

    private static Severity? ParseSeverity(string word) => word switch
    {
        "error" => Severity.Error,
        "warning" => Severity.Warning,
        "note" => Severity.Note,
        _ => null,
    };

    private static string PrefixInRepository(string root)
    {
        var top = RepositoryLister.FindWorkTree(root);
        return top is null || top == root ? "" : Path.GetRelativePath(top, root).Replace('\\', '/') + "/";
    }

    private static Option<string> OneOf(string name, string description, string[] words, string? defaultWord)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', words) };
        if (defaultWord is not null)
        {
            option.DefaultValueFactory = _ => defaultWord;
        }

        option.Validators.Add(result => Validate(result, name, words));
        return option;
    }

    private static void Validate(OptionResult result, string name, string[] words)
    {
        if (result.Tokens.Count > 0 && !words.Contains(result.Tokens[^1].Value))
        {
            result.AddError($"{name}: '{result.Tokens[^1].Value}' is none of {string.Join(", ", words)}{Words.DidYouMean(result.Tokens[^1].Value, words)}");
        }
    }
}
