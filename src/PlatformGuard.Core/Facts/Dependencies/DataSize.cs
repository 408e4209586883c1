using System;
using System.Globalization;

namespace PlatformGuard.Core.Facts.Dependencies;

/// <summary>Sizes as people read them.</summary>
internal static class DataSize
{
    /// <summary><c>850 kB</c>, <c>412 MB</c>, <c>1.3 GB</c>: powers of 1000, as registries and disks count.</summary>
    public static string Text(long bytes) => bytes switch
    {
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1_000)} kB"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#} GB"),
    };
}
