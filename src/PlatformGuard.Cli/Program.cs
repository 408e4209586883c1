using System;
using System.Threading;
using PlatformGuard.Cli;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    cancellation.Cancel();
};

return CommandLine.Run(args, Streams.OfProcess(), cancellation.Token);
