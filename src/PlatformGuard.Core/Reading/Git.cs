using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;

namespace PlatformGuard.Core.Reading;

/// <summary>Asks the installed git about the checked repository, which is not trusted.</summary>
internal static class Git
{
    // Its configuration must not start a program (fsmonitor), and a folder that belongs to another user, as in most CI
    // containers, may still be listed.
    private static readonly string[] Guarded = ["-c", "core.fsmonitor=false", "-c", "safe.directory=*", "-c", "core.quotePath=false"];

    /// <summary>What git answers; null when it is not installed, refuses or takes too long.</summary>
    /// <param name="root">The folder to run in, absolute.</param>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="input">Its standard input; null for none.</param>
    /// <param name="highestStatus">The highest exit status that is an answer; some commands say no with 1.</param>
    /// <param name="options">The time it may take.</param>
    /// <param name="cancellation">Stops git.</param>
    /// <param name="environment">Further variables of its environment.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static string? Run(
        string root, IEnumerable<string> arguments, string? input, int highestStatus, CheckOptions options, CancellationToken cancellation, IReadOnlyDictionary<string, string>? environment = null)
    {
        string? answer = null;
        return Run(root, arguments, input, highestStatus, options, environment, git => answer = git.StandardOutput.ReadToEnd(), cancellation) ? answer : null;
    }

    /// <summary>As <see cref="Run(string, IEnumerable{string}, string?, int, CheckOptions, CancellationToken, IReadOnlyDictionary{string, string}?)"/> for an answer of bytes.</summary>
    /// <param name="root">The folder to run in, absolute.</param>
    /// <param name="arguments">The command and its arguments.</param>
    /// <param name="input">Its standard input.</param>
    /// <param name="options">The time it may take.</param>
    /// <param name="read">Reads the answer; false when it is not as expected.</param>
    /// <param name="cancellation">Stops git.</param>
    /// <returns>Whether git ended well and everything was read.</returns>
    public static bool Read(string root, IEnumerable<string> arguments, string input, CheckOptions options, Func<Stream, bool> read, CancellationToken cancellation)
    {
        var isRead = false;
        return Run(root, arguments, input, 0, options, null, Everything, cancellation) && isRead;

        void Everything(Process git)
        {
            isRead = read(git.StandardOutput.BaseStream);
            git.StandardOutput.BaseStream.CopyTo(Stream.Null);
        }
    }

    private static bool Run(
        string root,
        IEnumerable<string> arguments,
        string? input,
        int highestStatus,
        CheckOptions options,
        IReadOnlyDictionary<string, string>? environment,
        Action<Process> read,
        CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            UseShellExecute = false,
        };
        foreach (var argument in (IEnumerable<string>)[.. Guarded, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        try
        {
            using var git = Process.Start(start);
            if (git is null)
            {
                return false;
            }

            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timeout.CancelAfter(options.ToolTimeout);
            using var stop = timeout.Token.Register(() => Stop(git));

            // Beside the reading: git answers and complains while it is still asked, and no pipe holds everything.
            var complaining = Beside(() => Drain(git));
            var asking = input is null ? null : Beside(() => Ask(git, input));
            if (input is null)
            {
                git.StandardInput.Close();
            }

            read(git);
            git.WaitForExit();
            asking?.Join();
            complaining.Join();
            cancellation.ThrowIfCancellationRequested();
            return git.ExitCode >= 0 && git.ExitCode <= highestStatus;
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            return false;
        }
    }

    /// <summary>A thread of its own that reads or writes as it comes: the asynchronous ways of a pipe cost every start of the program more.</summary>
    private static Thread Beside(ThreadStart action)
    {
        var thread = new Thread(action) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static void Drain(Process git)
    {
        try
        {
            git.StandardError.BaseStream.CopyTo(Stream.Null);
        }
        catch (IOException)
        {
            // It ended; its exit code tells the rest.
        }
    }

    private static void Ask(Process git, string input)
    {
        try
        {
            git.StandardInput.Write(input);
            git.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading everything; its exit code tells the rest.
        }
    }

    private static void Stop(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // It has ended in the meantime.
        }
    }
}
