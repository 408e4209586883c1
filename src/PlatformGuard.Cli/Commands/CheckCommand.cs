using System;
using System.CommandLine;
using System.Globalization;
using System.Threading;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Cli.Commands;

/// <summary><c>platformguard check [PATH]</c>.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string> PathArgument = new("PATH") { Description = "The folder to check.", DefaultValueFactory = static _ => "." };

    public static Command Create(Streams streams, CheckRun checker, CancellationToken cancellation)
    {
        var command = new Command("check", "Finds violations of the guidelines in a repository's files.") { PathArgument };
        InputOptions.AddTo(command);
        NarrowingOptions.AddTo(command);
        ReportOptions.AddTo(command);
        FixOptions.AddTo(command);
        command.SetAction(parsed => Run(parsed, streams, checker, cancellation));
        return command;
    }

    private static int Run(ParseResult parsed, Streams streams, CheckRun checker, CancellationToken cancellation)
    {
        var root = InputOptions.Folder(parsed.GetValue(PathArgument)!);
        var reports = ReportOptions.Parse(parsed);
        var narrowing = NarrowingOptions.Parse(parsed);
        var options = InputOptions.Parse(parsed, root);
        var started = Environment.TickCount64;

        var report = Check(root);
        if (FixOptions.IsFix(parsed) && FixOptions.Make(report, root, options, streams))
        {
            report = Check(root);
        }

        if (FixOptions.IsDiff(parsed))
        {
            FixOptions.Show(report, root, options, streams);
            reports.WriteFiles([report]);
        }
        else
        {
            reports.Write([report], streams);
        }

        if (reports.Verbose)
        {
            streams.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"platformguard: {Environment.TickCount64 - started} ms"));
        }

        foreach (var fault in report.Result.Faults)
        {
            FaultReport.Write(streams.Error, fault.Part, fault.ExceptionType, reports.Verbose ? fault.StackTrace : null);
        }

        return report.Result.Faults.Length > 0 ? ExitStatus.Fault : report.Passes ? ExitStatus.Success : ExitStatus.Findings;

        Report Check(string folder)
        {
            using var progress = ProgressLine.Start(streams);
            var told = options with { Progress = progress is null ? null : progress.Tell };
            var whole = reports.ReportOn(checker(folder, told, cancellation), folder, options, streams);
            return narrowing.Apply([whole], [folder], told, streams, cancellation)[0];
        }
    }
}
