using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using PlatformGuard.Core;
using PlatformGuard.Core.Reading;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Cli.Commands;

/// <summary>The folders of one run, each a service.</summary>
/// <param name="Base">The folder that paths in reports are relative to: PATH, or what several PATHs have in common. Absolute.</param>
/// <param name="Services">Absolute, in ordinal order.</param>
internal sealed record ServiceFolders(string Base, IReadOnlyList<string> Services)
{
    /// <exception cref="UsageException">A path is no folder, or there is no service below it.</exception>
    public static ServiceFolders Find(string[] paths, bool isRecursive, CheckOptions options, CancellationToken cancellation)
    {
        var roots = paths.Select(InputOptions.Folder).Distinct(StringComparer.Ordinal).ToList();
        if (!isRecursive)
        {
            return new ServiceFolders(Common(roots), [.. roots.Order(StringComparer.Ordinal)]);
        }

        var services = roots.SelectMany(root => ManifestLocator.ServicesBelow(root, options, cancellation)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return services.Count > 0 ? new ServiceFolders(Common(roots), services) : throw new UsageException($"there is no service.yaml below {string.Join(", ", paths.Select(static path => $"'{path}'"))}");
    }

    /// <summary>The result with all its paths relative to <see cref="Base"/>.</summary>
    public CheckResult Relative(CheckResult result, string root) =>
        root == Base ? result : RelocatedResult.Of(result, Path.GetRelativePath(Base, root).Replace('\\', '/'));

    private static string Common(List<string> roots)
    {
        var common = roots[0];
        foreach (var root in roots)
        {
            while (root != common && !root.StartsWith(Path.TrimEndingDirectorySeparator(common) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                common = Path.GetDirectoryName(common) ?? common;
            }
        }

        return common;
    }
}
