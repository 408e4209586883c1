using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace PlatformGuard.Benchmarks;

/// <summary>The times that a detailed build tells: of the compiler's task, and from its table those of all analyzers and of each.</summary>
internal sealed partial record CompilerOutput(IReadOnlyList<(string Subject, double Seconds)> Times)
{
    /// <summary>The subject of the compiler's task.</summary>
    public const string Compiler = "compiler";

    /// <summary>The subject of all analyzers together.</summary>
    public const string AllAnalyzers = "all analyzers";

    /// <summary>Reads the output of <c>dotnet build -v:d -p:ReportAnalyzer=true -clp:PerformanceSummary</c>.</summary>
    /// <exception cref="FormatException">The compiler did not run, or its table does not add up: the output is not what this was written for.</exception>
    public static CompilerOutput Parse(string output)
    {
        var compiler = CompilerTask().Matches(output);
        if (compiler.Count != 1)
        {
            throw new FormatException($"the build tells the compiler's time {compiler.Count} times: {output.Length} characters that end in {output[Math.Max(0, output.Length - 400)..]}");
        }

        var times = new List<(string, double)> { (Compiler, Number(compiler[0].Groups[1].Value) / 1000) };
        var total = Total().Matches(output);
        if (total.Count == 0)
        {
            return new(times);
        }

        // An analyzer that took less than a millisecond is shown as "<0.001".
        var analyzers = Analyzer().Matches(output).Select(static match => (Name: match.Groups[2].Value, Seconds: match.Groups[1].Value[0] == '<' ? 0 : Number(match.Groups[1].Value))).ToList();
        var all = Number(total[0].Groups[1].Value);
        if (Math.Abs(analyzers.Sum(static one => one.Seconds) - all) > 0.02 + (0.001 * analyzers.Count))
        {
            throw new FormatException($"the times of {analyzers.Count} analyzers add up to {analyzers.Sum(static one => one.Seconds):F3} s, not to {all:F3} s");
        }

        times.Add((AllAnalyzers, all));
        times.AddRange(analyzers.Select(static one => (one.Name, one.Seconds)));
        return new(times);
    }

    private static double Number(string shown) => double.Parse(shown, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(\d+) ms\s+Csc\s+1 calls", RegexOptions.Multiline)]
    private static partial Regex CompilerTask();

    [GeneratedRegex(@"Total analyzer execution time: ([\d.]+) seconds")]
    private static partial Regex Total();

    // A line of an assembly has its version behind its name, that of an analyzer its rules in brackets.
    [GeneratedRegex(@"^\s*(<?[\d.]+)\s+<?\d+\s+[\w.]*?(\w+ \([A-Z][^)]*\))\s*$", RegexOptions.Multiline)]
    private static partial Regex Analyzer();
}
