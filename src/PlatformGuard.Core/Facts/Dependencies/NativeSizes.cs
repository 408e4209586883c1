using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PlatformGuard.Core.Facts.Dependencies;

/// <summary>Sizes of native files by the platform they are deployed on.</summary>
internal static class NativeSizes
{
    // Symbols and documentation are not loaded at run time.
    private static readonly string[] NotLoaded = [".pdb", ".dbg", ".xml", ".txt", ".md", ".lib", ".a", ".h"];

    /// <summary>The platforms that packages have native files for, those of a family of platforms (<c>linux</c>) left out.</summary>
    public static IEnumerable<string> Platforms(IEnumerable<RestoredPackage> packages) =>
        packages.SelectMany(static package => package.Native).Select(static file => file.Rid).Where(static rid => rid.Contains('-', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Bytes of the files that <paramref name="package"/> brings on <paramref name="platform"/>; null when one of them cannot be measured.</summary>
    public static long? Of(RestoredPackage package, string platform)
    {
        foreach (var candidate in Family(platform))
        {
            var files = package.Native.Where(file => file.Rid == candidate && !NotLoaded.Contains(Path.GetExtension(file.Path), StringComparer.OrdinalIgnoreCase)).ToList();
            if (files.Count > 0)
            {
                return package.Folder is null ? null : Sum(package.Folder, files.Select(static file => file.Path));
            }
        }

        return 0;
    }

    /// <summary>The platform and those it falls back to: <c>linux-musl-x64</c>, <c>linux-musl</c>, <c>linux-x64</c>, <c>linux</c>, <c>unix-x64</c>, <c>unix</c>, <c>any</c>.</summary>
    private static IEnumerable<string> Family(string platform)
    {
        yield return platform;
        var parts = platform.Split('-');
        var (system, architecture) = (parts[0], parts[^1]);
        if (parts.Length > 2)
        {
            yield return string.Join('-', parts[..^1]);
            yield return system + "-" + architecture;
        }

        yield return system;
        if (!system.StartsWith("win", StringComparison.Ordinal))
        {
            yield return "unix-" + architecture;
            yield return "unix";
        }

        yield return "any";
        yield return "";
    }

    private static long? Sum(string folder, IEnumerable<string> files)
    {
        long total = 0;
        foreach (var file in files)
        {
            try
            {
                var info = new FileInfo(Path.Combine(folder, file));
                if (!info.Exists)
                {
                    return null;
                }

                total += info.Length;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return null;
            }
        }

        return total;
    }
}
