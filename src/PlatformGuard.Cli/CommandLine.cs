using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using PlatformGuard.Cli.Commands;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Cli;

/// <summary>The command line: parses, runs one command and turns every outcome into an exit status.</summary>
internal static class CommandLine
{
    public static int Run(string[] arguments, Streams streams, CancellationToken cancellation)
    {
        var root = new RootCommand("Checks a service's repository against the platform's guidelines.")
        {
            CheckCommand.Create(streams, cancellation),
            RulesCommand.Create(streams),
            ExplainCommand.Create(streams),
            SchemaCommand.Create(streams),
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
        catch (OperationCanceledException)
        {
            streams.Error.WriteLine("platformguard: cancelled");
            return ExitStatus.Fault;
        }
        catch (IOException error) when (IsBrokenPipe(error))
        {
            return ExitStatus.Success;
        }
        catch (Exception fault)
        {
            // The text of an exception may quote a checked file, so only its type and stack are shown, and those on request.
            streams.Error.WriteLine($"platformguard: internal fault ({fault.GetType().Name}); this is a bug in platformguard {Report.ToolVersion}, please report it (--verbose adds the stack trace)");
            if (arguments.Contains("--verbose"))
            {
                streams.Error.WriteLine(fault.StackTrace);
            }

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

    /// <summary>The reader of our output (<c>head</c>, a pager) has seen enough.</summary>
    private static bool IsBrokenPipe(IOException error) => error.HResult is 32 or unchecked((int)0x8007006D) or unchecked((int)0x800700E8);
}
