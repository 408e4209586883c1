using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;

namespace PlatformGuard.Cli;

/// <summary>Where a run writes: results to <see cref="Output"/>, messages to <see cref="Error"/>.</summary>
/// <param name="Output">Bytes of the result.</param>
/// <param name="Error">Text for people.</param>
/// <param name="IsTerminal">Whether the output goes to a terminal that shows colours.</param>
internal sealed record Streams(Stream Output, TextWriter Error, bool IsTerminal)
{
    [SuppressMessage("Reliability", "CA2000", Justification = "The process's own streams live as long as it does.")]
    public static Streams OfProcess() => new(
        Console.OpenStandardOutput(),
        Console.Error,
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb");

    /// <summary>Writes one line of a result.</summary>
    public void WriteLine(string text)
    {
        Output.Write(System.Text.Encoding.UTF8.GetBytes(text + "\n"));
        Output.Flush();
    }
}
