using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using System.Threading;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Cli.Commands;

/// <summary><c>platformguard check [PATH…]</c> and <c>platformguard grade [PATH…]</c>.</summary>
internal static class ServiceCommand
{
    private static readonly Argument<string[]> PathArgument = Paths();
    private static readonly Option<bool> Recursive = new("--recursive") { Description = "Looks at every service below PATH: each folder with a service.yaml of its own." };

    public static Command Create(string name, string description, bool grades, Streams streams, CheckRun checker, CancellationToken cancellation)
    {
        var command = new Command(name, description) { PathArgument, Recursive };
        InputOptions.AddTo(command);
        NarrowingOptions.AddTo(command);
        ReportOptions.AddTo(command);
        FixOptions.AddTo(command);
        command.SetAction(parsed => Run(parsed, grades, streams, checker, cancellation));
        return command;
    }

    private static Argument<string[]> Paths()
    {
        var paths = new Argument<string[]>("PATH") { Description = "The folders to look at. Default: the current one.", Arity = ArgumentArity.ZeroOrMore, DefaultValueFactory = static _ => ["."] };

        // A misspelt option must not be taken for a folder.
        paths.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens.Where(static token => token.Value.StartsWith('-')))
            {
                result.AddError($"there is no option '{token.Value}'");
            }
        });
        return paths;
    }

    private static int Run(ParseResult parsed, bool grades, Streams streams, CheckRun checker, CancellationToken cancellation)
    {
        var paths = parsed.GetValue(PathArgument)!;
        var reports = ReportOptions.Parse(parsed);
        var narrowing = NarrowingOptions.Parse(parsed);
        var options = InputOptions.Parse(parsed, InputOptions.Folder(paths[0])) with { Grades = grades || reports.TellReadiness };
        var folders = ServiceFolders.Find(paths, parsed.GetValue(Recursive), options, cancellation);
        if (folders.Services.Count > 1 && (options.ManifestPath ?? options.MergedCi as object) is not null)
        {
            throw new UsageException("--manifest and --merged-ci are about one service, and there are several");
        }

        var started = Environment.TickCount64;
        var told = Check();
        var isMended = false;
        for (var index = 0; index < told.Count; index++)
        {
            isMended |= FixOptions.IsFix(parsed) && FixOptions.Make(told[index], folders.Services[index], options, streams);
        }

        told = isMended ? Check() : told;
        var relative = told.Select((report, index) => report with
        {
            Result = folders.Relative(report.Result, folders.Services[index]),
            RepositoryPrefix = reports.ReportOn(report.Result, folders.Base, options, streams).RepositoryPrefix,
        }).ToList();
        if (FixOptions.IsDiff(parsed))
        {
            for (var index = 0; index < told.Count; index++)
            {
                FixOptions.Show(told[index], folders.Services[index], options, streams);
            }

            reports.WriteFiles(relative);
        }
        else
        {
            reports.Write(relative, streams);
        }

        if (reports.Verbose)
        {
            streams.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"platformguard: {Environment.TickCount64 - started} ms"));
        }

        var faults = told.SelectMany(static report => report.Result.Faults).ToList();
        foreach (var fault in faults)
        {
            FaultReport.Write(streams.Error, fault.Part, fault.ExceptionType, reports.Verbose ? fault.StackTrace : null);
        }

        return faults.Count > 0 ? ExitStatus.Fault : told.All(static report => report.Passes) ? ExitStatus.Success : ExitStatus.Findings;

        IReadOnlyList<Report> Check()
        {
            using var progress = ProgressLine.Start(streams);
            var watched = options with { Progress = progress is null ? null : progress.Tell };
            var whole = folders.Services.Select(root => reports.ReportOn(checker(root, watched, cancellation), root, options, streams) with { Grades = grades, TellsReadiness = grades }).ToList();
            return narrowing.Apply(whole, folders.Services, watched, streams, cancellation);
        }
    }
}
