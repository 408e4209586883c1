using System;
using System.IO;
using System.Threading;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Cli;

/// <summary>One line on a terminal that tells what a long run is doing. It appears after a second and leaves nothing behind.</summary>
internal sealed class ProgressLine : IDisposable
{
    private static readonly TimeSpan FirstAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Lock guard = new();
    private readonly Action<string> draw;
    private readonly long started = Environment.TickCount64;
    private readonly Timer timer;
    private string? step;
    private bool isShown;

    private ProgressLine(Action<string> draw)
    {
        this.draw = draw;
        timer = new Timer(_ => Draw(), null, FirstAfter, Interval);
    }

    /// <summary>A line, or null where nobody would see it: piped, in CI, on a terminal that cannot erase.</summary>
    public static ProgressLine? Start(Streams streams) => streams.IsErrorTerminal ? new ProgressLine(text => Draw(streams.Error, text)) : null;

    /// <summary>Says what is being done now.</summary>
    public void Tell(string what)
    {
        lock (guard)
        {
            step = what;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        timer.Dispose();
        lock (guard)
        {
            step = null;
            if (isShown)
            {
                draw("\r\e[K");
            }
        }
    }

    private static void Draw(TextWriter terminal, string text)
    {
        terminal.Write(text);
        terminal.Flush();
    }

    private void Draw()
    {
        lock (guard)
        {
            if (step is null)
            {
                return;
            }

            var line = PrintableText.OneLine($"platformguard: {step} … {(Environment.TickCount64 - started) / 1000} s");
            draw("\r\e[K" + (line.Length > 79 ? line[..78] + "…" : line));
            isShown = true;
        }
    }
}
