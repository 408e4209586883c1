using System;
using System.Globalization;

namespace PlatformGuard.Core.Facts.Dependencies;

/// <summary>Sizes as people read them.</summary>
internal static class DataSize
{
    /// <summary><c>850 KiB</c>, <c>412 MiB</c>, <c>1.3 GiB</c>: powers of 1024, as the policy's budgets are written.</summary>
    public static string Text(long bytes) => bytes switch
    {
        < 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes >> 10)} KiB"),
        < 10L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.#} MiB"),
        < 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.#} GiB"),
    };
}
