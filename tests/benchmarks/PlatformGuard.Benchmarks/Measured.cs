using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace PlatformGuard.Benchmarks;

/// <summary>Runs whole processes and keeps their wall time, or their peak memory.</summary>
internal static class Measured
{
    /// <summary>
    /// Runs a program to its end. Nobody reads its output unless it is asked for, and nothing watches it: a reader and a watcher on the same two
    /// cores take more from a program that uses both than from one that uses one.
    /// </summary>
    public static Sample Run(string program, IEnumerable<string> arguments, string? folder = null, bool keepOutput = false, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = Start(program, arguments, folder, keepOutput, environment);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("cannot start " + program);
        var output = "";
        if (keepOutput)
        {
            var errors = process.StandardError.ReadToEndAsync();
            output = process.StandardOutput.ReadToEnd() + errors.Result;
        }

        process.WaitForExit();
        return new Sample(clock.Elapsed.TotalMilliseconds, process.ExitCode, output);
    }

    /// <summary>The peak memory in bytes of one more run, which is not timed.</summary>
    public static long Peak(string program, IEnumerable<string> arguments, string? folder = null)
    {
        using var process = Process.Start(Start(program, arguments, folder, keepOutput: false, null)) ?? throw new InvalidOperationException("cannot start " + program);
        var peak = 0L;
        while (!process.WaitForExit(2))
        {
            peak = Math.Max(peak, PeakOf(process.Id));
        }

        return peak;
    }

    private static ProcessStartInfo Start(string program, IEnumerable<string> arguments, string? folder, bool keepOutput, IReadOnlyDictionary<string, string>? environment)
    {
        // The shell only sends the output away; the program takes its place.
        IEnumerable<string> words = keepOutput ? [program, .. arguments] : ["sh", "-c", "exec \"$@\" > /dev/null 2>&1", "sh", program, .. arguments];
        var start = new ProcessStartInfo(words.First()) { RedirectStandardOutput = keepOutput, RedirectStandardError = keepOutput, WorkingDirectory = folder ?? "" };
        foreach (var word in words.Skip(1))
        {
            start.ArgumentList.Add(word);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>Runs pairs alternately, so that the machine's noise meets both alike.</summary>
    public static (Sample[] Left, Sample[] Right) Pairs(int count, Func<Sample> left, Func<Sample> right)
    {
        left();
        right();
        var lefts = new Sample[count];
        var rights = new Sample[count];
        for (var index = 0; index < count; index++)
        {
            lefts[index] = left();
            rights[index] = right();
        }

        return (lefts, rights);
    }

    /// <summary>The middle wall time.</summary>
    public static double Median(IEnumerable<Sample> samples) => Median(samples.Select(static sample => sample.Milliseconds));

    /// <summary>The middle value.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The repository's root, found from this program's folder.</summary>
    public static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PlatformGuard.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("not inside the repository");
    }

    /// <summary>Runs a command that must succeed.</summary>
    public static string MustRun(string program, IEnumerable<string> arguments, string folder)
    {
        var sample = Run(program, arguments, folder, keepOutput: true);
        return sample.ExitCode == 0 ? sample.Output : throw new InvalidOperationException($"{program} failed:\n{sample.Output}");
    }

    private static long PeakOf(int id)
    {
        try
        {
            foreach (var line in File.ReadLines($"/proc/{id}/status"))
            {
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                {
                    return long.Parse(line.AsSpan(6).Trim()[..^3], CultureInfo.InvariantCulture) * 1024;
                }
            }
        }
        catch (IOException)
        {
            // It has ended in the meantime.
        }

        return 0;
    }
}

/// <summary>One run of a process.</summary>
internal sealed record Sample(double Milliseconds, int ExitCode, string Output);
