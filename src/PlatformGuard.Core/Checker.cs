using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core;

/// <summary>The whole way from a folder to findings. The command line, the MSBuild task and the server are shells over it.</summary>
public static class Checker
{
    /// <summary>Checks the code base at <paramref name="rootPath"/>.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static CheckResult Check(string rootPath, CheckOptions options, CancellationToken cancellation = default)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(rootPath));
        if (!Directory.Exists(root))
        {
            throw new DirectoryNotFoundException("There is no folder " + rootPath);
        }

        var listed = RepositoryLister.List(root, options, cancellation);
        var manifestFile = ReadManifestFile(root, options, out var manifestPath);
        var manifest = new ServiceManifest { Path = manifestPath, Root = manifestFile is { Documents: [var first, ..] } ? first : null };
        var nested = ManifestLocator.NestedServices(root, listed, options).Where(folder => folder + ManifestLocator.FileName != manifestPath).ToList();
        var paths = Own(listed, manifestPath, nested, new PathSet([.. options.Exclude, .. manifest.Exclude]));

        var files = RepositoryReader.Read(root, paths, options, cancellation);
        var codeBase = new CodeBase
        {
            Files = manifestFile is null ? files : [.. files.Append(manifestFile).OrderBy(static file => file.Path, StringComparer.Ordinal)],
            Manifest = manifest,
            Stage = options.Stage ?? manifest.Stage,
            Role = options.Role ?? manifest.Role,
            RootPath = root,
            Options = options,
        };
        return Check(codeBase, paths, nested, cancellation);
    }

    /// <summary>Checks a code base that has been read already.</summary>
    internal static CheckResult Check(CodeBase codeBase, IReadOnlyList<string> inputs, IReadOnlyList<string> nested, CancellationToken cancellation = default)
    {
        var outcome = CheckRunner.Run(codeBase, CheckList.All, cancellation);
        var findings = Fingerprint.Assign(outcome.Findings, codeBase.Options.FingerprintKey);
        findings = Acceptance.Apply(findings, codeBase.Files, codeBase.Manifest, codeBase.Options.Today);
        var elsewhere = nested.Select(static folder => new NotEvaluated(
            folder.TrimEnd('/'), "a service with its own manifest; check it on its own", Location.OfFile(folder + ManifestLocator.FileName), ["PG8001"]));
        return new CheckResult
        {
            Manifest = codeBase.Manifest,
            Stage = codeBase.Stage,
            Role = codeBase.Role,
            Findings = [.. findings],
            NotEvaluated = [.. outcome.NotEvaluated.Concat(elsewhere).Order(Comparer<NotEvaluated>.Create(FindingOrder.Compare))],
            Inputs = [.. inputs],
            Faults = [.. codeBase.Files.Select(static file => file.Problem?.Fault).OfType<InternalFault>(), .. outcome.Faults],
        };
    }

    /// <summary>Reads the manifest, which may lie above the checked folder; its path then begins with <c>../</c>.</summary>
    private static SourceFile? ReadManifestFile(string root, CheckOptions options, out string? path)
    {
        path = null;
        if (ManifestLocator.Find(root, options) is not { } absolute)
        {
            return null;
        }

        path = Path.GetRelativePath(root, absolute).Replace('\\', '/');
        return RepositoryReader.ReadFile(root, path, FileKind.ServiceManifest, options) ?? FileReader.Failed(path, FileKind.ServiceManifest, "it is empty or no regular file");
    }

    /// <summary>The files that belong to this service: not excluded, not below another manifest.</summary>
    private static List<string> Own(IReadOnlyList<string> listed, string? manifestPath, List<string> nested, PathSet excluded)
    {
        var own = new List<string>(listed.Count);
        foreach (var path in listed)
        {
            if (path != manifestPath && !excluded.Contains(path) && !nested.Exists(folder => path.StartsWith(folder, StringComparison.Ordinal)))
            {
                own.Add(path);
            }
        }

        return own;
    }
}
