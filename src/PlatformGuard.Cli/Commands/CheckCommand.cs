using System;
using System.CommandLine;
using System.Globalization;
using System.Threading;

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

        var result = narrowing.Apply(checker(root, options, cancellation));
        var report = reports.ReportOn(result, root, streams);
        reports.Write([report], streams);
        if (reports.Verbose)
        {
            streams.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"platformguard: {Environment.TickCount64 - started} ms"));
        }

        foreach (var fault in result.Faults)
        {
            FaultReport.Write(streams.Error, fault.Part, fault.ExceptionType, reports.Verbose ? fault.StackTrace : null);
        }

        return result.Faults.Length > 0 ? ExitStatus.Fault : report.Passes ? ExitStatus.Success : ExitStatus.Findings;
    }
}
