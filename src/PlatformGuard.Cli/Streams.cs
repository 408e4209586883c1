using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Text;

namespace PlatformGuard.Cli;

/// <summary>Where a run writes: results to <see cref="Output"/>, messages to <see cref="Error"/>.</summary>
/// <param name="Output">Bytes of the result.</param>
/// <param name="Error">Text for people.</param>
/// <param name="IsTerminal">Whether the output goes to a terminal that shows colours.</param>
internal sealed record Streams(Stream Output, TextWriter Error, bool IsTerminal)
{
    /// <summary>Whether messages go to a terminal on which a line can be drawn again.</summary>
    public bool IsErrorTerminal { get; init; }

    [SuppressMessage("Reliability", "CA2000", Justification = "The process's own streams live as long as it does.")]
    public static Streams OfProcess() => new(
        Console.OpenStandardOutput(),
        Console.Error,
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb")
    {
        IsErrorTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb") && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI")),
    };

    /// <summary>Writes one line of a result.</summary>
    public void WriteLine(string text) => Write(Encoding.UTF8.GetBytes(text + "\n"));

    /// <summary>Writes a part of a result. When its reader (<c>head</c>, a pager) has seen enough and closed the pipe, the rest is dropped: what was found stays what it was.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Output.Write(bytes);
            Output.Flush();
        }
        catch (IOException error) when (IsBrokenPipe(error))
        {
            // Nobody listens any more.
        }
    }

    /// <summary>Whether the reader of our output has closed it.</summary>
    public static bool IsBrokenPipe(IOException error) => error.HResult is 32 or unchecked((int)0x8007006D) or unchecked((int)0x800700E8);
}
