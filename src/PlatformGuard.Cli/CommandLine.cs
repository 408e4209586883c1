using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using PlatformGuard.Cli.Commands;
using PlatformGuard.Core;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Cli;

/// <summary>Checks one folder: <see cref="Checker.Check"/>.</summary>
internal delegate CheckResult CheckRun(string rootPath, CheckOptions options, CancellationToken cancellation);

/// <summary>The command line: parses, runs one command and turns every outcome into an exit status.</summary>
internal static class CommandLine
{
    public static int Run(string[] arguments, Streams streams, CancellationToken cancellation) => Run(arguments, streams, Checker.Check, cancellation);

    /// <summary>Runs with another checker, for tests of what its faults become.</summary>
    internal static int Run(string[] arguments, Streams streams, CheckRun checker, CancellationToken cancellation)
    {
        var root = new RootCommand("Checks a service's repository against the platform's guidelines.")
        {
            ServiceCommand.Create("check", "Finds violations of the guidelines in a repository's files.", grades: false, streams, checker, cancellation),
            ServiceCommand.Create("grade", "Prints how ready a service is for its stage and the next one, with evidence.", grades: true, streams, checker, cancellation),
            InitCommand.Create(streams, cancellation),
            RulesCommand.Create(streams),
            ExplainCommand.Create(streams),
            SchemaCommand.Create(streams),
            CommentCommand.Create(streams, Environment.GetEnvironmentVariable, cancellation),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            return Refuse(parsed, streams);
        }

        try
        {
            using var output = new StreamWriter(streams.Output, leaveOpen: true);
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = streams.Error });
        }
        catch (UsageException usage)
        {
            streams.Error.WriteLine("platformguard: " + usage.Message);
            return ExitStatus.Usage;
        }
        catch (InvalidInputException invalid)
        {
            streams.Error.WriteLine("platformguard: " + PrintableText.OneLine(invalid.Message));
            return ExitStatus.Usage;
        }
        catch (OperationCanceledException)
        {
            streams.Error.WriteLine("platformguard: cancelled");
            return ExitStatus.Fault;
        }
        catch (IOException error) when (Streams.IsBrokenPipe(error))
        {
            return ExitStatus.Success;
        }
        catch (Exception fault)
        {
            FaultReport.Write(streams.Error, part: null, fault.GetType().Name, arguments.Contains("--verbose") ? fault.StackTrace : null);
            return ExitStatus.Fault;
        }
    }

    private static int Refuse(ParseResult parsed, Streams streams)
    {
        foreach (var error in parsed.Errors)
        {
            streams.Error.WriteLine("platformguard: " + error.Message);
        }

        var command = parsed.CommandResult.Command is RootCommand ? "" : " " + parsed.CommandResult.Command.Name;
        streams.Error.WriteLine($"Try 'platformguard{command} --help'.");
        return ExitStatus.Usage;
    }
}
