using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using PlatformGuard.Core;
using PlatformGuard.Core.Reading;
using PlatformGuard.Core.Reports;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Cli.Commands;

/// <summary>How <c>check</c> and <c>grade</c> tell what they found, and from when on they fail.</summary>
internal sealed class ReportOptions
{
    private static readonly Option<string> FormatOption = OptionWords.OneOf("--format", "Format of the report on standard output.", [.. ReportFormat.All.Select(static format => format.Name)], "text");
    private static readonly Option<string[]> FilesOption = new("--report") { Description = "FORMAT=FILE: writes a further report. Repeatable.", HelpName = "FORMAT=FILE" };
    private static readonly Option<string> FailOnOption = OptionWords.OneOf("--fail-on", "Lowest severity that makes the exit status 1.", ["error", "warning", "note", "never"], "error");
    private static readonly Option<string?> CompareOption = new("--compare") { Description = "An earlier json report: tells what is new, fixed and still open.", HelpName = "FILE" };
    private static readonly Option<bool> QuietOption = new("--quiet") { Description = "Prints findings only, without advice and summary." };
    private static readonly Option<bool> VerboseOption = new("--verbose") { Description = "Adds related places, accepted findings, links and timing." };
    private static readonly Option<bool> NoColorOption = new("--no-color") { Description = "Prints without colours, as the variable NO_COLOR does." };

    private readonly ReportFormat format;
    private readonly List<(ReportFormat Format, string File)> files;
    private readonly Severity? failOn;
    private readonly EarlierReport? earlier;
    private readonly SourceHost? source = SourceHost.Of(Environment.GetEnvironmentVariable);
    private readonly bool quiet;
    private readonly bool hasColour;

    private ReportOptions(ParseResult parsed)
    {
        format = ReportFormat.Find(parsed.GetValue(FormatOption)!)!;
        files = ParseFiles(parsed);
        failOn = ParseSeverity(parsed.GetValue(FailOnOption)!);
        earlier = parsed.GetValue(CompareOption) is { } file ? EarlierReport.Read(file) : null;
        quiet = parsed.GetValue(QuietOption);
        Verbose = parsed.GetValue(VerboseOption);
        hasColour = !parsed.GetValue(NoColorOption);
    }

    public bool Verbose { get; }

    /// <summary>Whether a report that was asked for tells readiness, also where findings decide.</summary>
    public bool TellReadiness => format.TellsReadiness || files.Exists(static report => report.Format.TellsReadiness);

    public static void AddTo(Command command)
    {
        foreach (var option in (Option[])[FormatOption, FilesOption, FailOnOption, CompareOption, QuietOption, VerboseOption, NoColorOption])
        {
            command.Add(option);
        }
    }

    /// <exception cref="UsageException">A value cannot be used.</exception>
    /// <exception cref="InvalidInputException">The report to compare with cannot be used.</exception>
    public static ReportOptions Parse(ParseResult parsed) => new(parsed);

    /// <summary>The report on one checked folder (absolute).</summary>
    public Report ReportOn(CheckResult result, string root, CheckOptions options, Streams streams) => new()
    {
        Source = source,
        Earlier = earlier?.Of(result.Manifest.Name),
        Today = options.Today,
        Result = result,
        FailOn = failOn,
        RepositoryPrefix = PrefixInRepository(root),
        Colour = streams.IsTerminal && hasColour,
        Quiet = quiet,
        Verbose = Verbose,
    };

    /// <summary>Writes every report that was asked for: files first, then standard output.</summary>
    /// <param name="services">One report for each checked service, in the order in which they are told.</param>
    /// <param name="streams">Standard output.</param>
    /// <exception cref="UsageException">A file cannot be written.</exception>
    public void Write(IReadOnlyList<Report> services, Streams streams)
    {
        WriteFiles(services);
        using var buffer = new MemoryStream();
        format.Write(services, buffer);
        streams.Write(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>Writes the files only.</summary>
    /// <param name="services">One report for each checked service, in the order in which they are told.</param>
    /// <exception cref="UsageException">A file cannot be written.</exception>
    public void WriteFiles(IReadOnlyList<Report> services)
    {
        var plain = services.Select(static report => report with { Colour = false }).ToList();
        foreach (var (fileFormat, file) in files)
        {
            try
            {
                if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
                {
                    Directory.CreateDirectory(folder);
                }

                using var output = File.Create(file);
                fileFormat.Write(plain, output);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
            {
                throw new UsageException($"cannot write the report '{file}'");
            }
        }
    }

    private static List<(ReportFormat Format, string File)> ParseFiles(ParseResult parsed)
    {
        var reports = new List<(ReportFormat, string)>();
        foreach (var argument in parsed.GetValue(FilesOption) ?? [])
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
}
