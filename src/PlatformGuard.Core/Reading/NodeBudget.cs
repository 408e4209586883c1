using System;
using System.Globalization;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>Counts what one file may cost, over all its documents.</summary>
internal sealed class NodeBudget(CheckOptions options)
{
    private readonly long deadline = Environment.TickCount64 + (long)options.MaxParseTime.TotalMilliseconds;
    private long nodes;
    private int events;

    public bool IsExhausted { get; private set; }

    public void Spend(long count, Position position)
    {
        nodes += count;
        if (nodes > options.MaxNodes)
        {
            IsExhausted = true;
            throw new ReadingLimitException(position, string.Create(CultureInfo.InvariantCulture, $"the file expands to more than {options.MaxNodes} values (aliases counted each time they are used)"));
        }

        if (IsOverTime())
        {
            IsExhausted = true;
            throw new ReadingLimitException(position, string.Create(CultureInfo.InvariantCulture, $"parsing takes longer than {options.MaxParseTime.TotalSeconds} seconds"));
        }
    }

    /// <summary>Whether the time is up. Looks at the clock now and then only.</summary>
    public bool IsOverTime() => (++events & 0xFF) == 0 && Environment.TickCount64 > deadline;
}
