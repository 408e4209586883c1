using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests;

/// <summary>A code base from texts, read as files are.</summary>
internal static class TestCodeBase
{
    public static CodeBase Of(params (string Path, string Content)[] files) => With(new ServiceManifest(), new CheckOptions(), files);

    public static CodeBase With(ServiceManifest manifest, params (string Path, string Content)[] files) => With(manifest, new CheckOptions(), files);

    public static CodeBase With(ServiceManifest manifest, CheckOptions options, params (string Path, string Content)[] files) => new()
    {
        Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => FileReader.Read(file.Path, Encoding.UTF8.GetBytes(file.Content), options)).OfType<SourceFile>()],
        Manifest = manifest,
        Stage = options.Stage ?? manifest.Stage,
        Role = options.Role ?? manifest.Role,
        RootPath = "/",
        Options = options,
    };

    /// <summary>Runs one check and returns its findings in order of place.</summary>
    public static IReadOnlyList<Finding> Run<TCheck>(this CodeBase codeBase)
        where TCheck : Check, new() => Run<TCheck>(codeBase, out _);

    /// <summary>Runs one check and returns its findings in order of place, and what it could not judge.</summary>
    public static IReadOnlyList<Finding> Run<TCheck>(this CodeBase codeBase, out IReadOnlyList<NotEvaluated> notEvaluated)
        where TCheck : Check, new()
    {
        var check = new TCheck();
        var findings = new List<Finding>();
        var gaps = new List<NotEvaluated>();
        check.Run(new CheckContext(codeBase, check.Rule, findings, gaps));
        notEvaluated = gaps;
        return [.. findings.OrderBy(finding => finding.Location.File, StringComparer.Ordinal).ThenBy(finding => finding.Location.Start).ThenBy(finding => finding.Message, StringComparer.Ordinal)];
    }

    /// <summary>The findings as lines of <c>path:line:column: severity: message</c>.</summary>
    public static string Lines(this IEnumerable<Finding> findings) =>
        string.Join('\n', findings.Select(finding => $"{finding.Location}: {finding.Severity.ToString().ToLowerInvariant()}: {finding.Message}"));
}
