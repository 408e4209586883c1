using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace PlatformGuard.Benchmarks;

/// <summary>One measured time: of the compiler, of all analyzers, or of one.</summary>
internal sealed record Measurement(string Project, string Subject, double Seconds);

/// <summary>Keeps what was measured in a file, so that a run can be continued.</summary>
internal static class Measurements
{
    /// <summary>The file.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "measurements.tsv");

    /// <summary>Adds a build.</summary>
    public static void Add(string folder, string project, CompilerOutput build) => File.AppendAllLines(
        PathIn(folder),
        build.Times.Select(time => string.Create(CultureInfo.InvariantCulture, $"{project}\t{time.Subject}\t{time.Seconds:F4}")));

    /// <summary>Reads all.</summary>
    public static IReadOnlyList<Measurement> Read(string folder) =>
        [.. File.ReadLines(PathIn(folder)).Select(static line => line.Split('\t')).Select(static parts => new Measurement(parts[0], parts[1], double.Parse(parts[2], CultureInfo.InvariantCulture)))];
}
