using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;

namespace PlatformGuard.Cli.Tests;

/// <summary>What a run of the command line left behind.</summary>
internal sealed record Outcome(int Status, string Output, string Error)
{
    /// <summary>The built executable, as users start it.</summary>
    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, "platformguard.dll");

    /// <summary>Runs the command line in this process.</summary>
    public static Outcome Of(params string[] arguments) => Run(arguments, isTerminal: false, Core.Checker.Check);

    /// <summary>Runs the command line in this process with another checker, or as on a terminal.</summary>
    public static Outcome Run(string[] arguments, bool isTerminal, CheckRun checker)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter { NewLine = "\n" };
        var status = CommandLine.Run(arguments, new Streams(output, error, isTerminal), checker, CancellationToken.None);
        return new Outcome(status, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    /// <summary>Runs the built executable as a process of its own.</summary>
    public static Outcome OfProcess(string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        OfProgram("dotnet", folder, environment, [Executable, .. arguments]);

    /// <summary>Runs a program to its end.</summary>
    public static Outcome OfProgram(string program, string folder, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output, error.Result);
    }
}
