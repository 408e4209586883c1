using System;
using System.IO;
using System.Threading;

namespace PlatformGuard.Cli.Tests;

public sealed class ProgressLineTests
{
    [Fact]
    public void Line_OfALongRun_IsDrawnAndErased()
    {
        using var terminal = new StringWriter();
        using (var progress = ProgressLine.Start(new Streams(Stream.Null, terminal, IsTerminal: true) { IsErrorTerminal = true })!)
        {
            progress.Tell("reading 5 files of a\nname");
            SpinWait.SpinUntil(() => terminal.ToString().Length > 0, TimeSpan.FromSeconds(20));
        }

        Assert.StartsWith("\r\e[Kplatformguard: reading 5 files of a name … ", terminal.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\r\e[K", terminal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Line_OfAShortRun_IsNeverDrawn()
    {
        using var terminal = new StringWriter();
        using (var progress = ProgressLine.Start(new Streams(Stream.Null, terminal, IsTerminal: true) { IsErrorTerminal = true })!)
        {
            progress.Tell("reading");
        }

        Assert.Empty(terminal.ToString());
    }

    [Fact]
    public void Line_WithoutTerminal_IsNone() => Assert.Null(ProgressLine.Start(new Streams(Stream.Null, TextWriter.Null, IsTerminal: true)));
}
