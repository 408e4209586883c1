using System;
using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reports;

/// <summary>Where the checked commit can be read online, as the CI system's variables tell it.</summary>
public sealed class SourceHost
{
    private readonly string blob;
    private readonly bool isGitLab;

    private SourceHost(string blob, bool isGitLab)
    {
        this.blob = blob;
        this.isGitLab = isGitLab;
    }

    /// <summary>Reads the predefined variables of GitLab CI or GitHub Actions; null when the run is not there, or they hold no web address.</summary>
    /// <param name="variable">Value of an environment variable, or null.</param>
    public static SourceHost? Of(Func<string, string?> variable)
    {
        if (Address(variable("CI_PROJECT_URL")) is { } project && variable("CI_COMMIT_SHA") is { Length: > 0 } commit)
        {
            return new SourceHost($"{project}/-/blob/{Uri.EscapeDataString(commit)}/", isGitLab: true);
        }

        return Address(variable("GITHUB_SERVER_URL")) is { } server && variable("GITHUB_REPOSITORY") is { Length: > 0 } repository && variable("GITHUB_SHA") is { Length: > 0 } sha
            ? new SourceHost($"{server}/{Escaped(repository)}/blob/{Uri.EscapeDataString(sha)}/", isGitLab: false)
            : null;
    }

    /// <summary>The address of lines of a file.</summary>
    /// <param name="path">From the repository's root.</param>
    /// <param name="location">The lines.</param>
    public string Link(string path, in Location location)
    {
        var last = location.End.Column == 1 && location.End.Line > location.Start.Line ? location.End.Line - 1 : location.End.Line;
        var range = last > location.Start.Line ? (isGitLab ? "-" : "-L") + last.ToString(CultureInfo.InvariantCulture) : "";
        return string.Create(CultureInfo.InvariantCulture, $"{blob}{Escaped(path)}#L{location.Start.Line}{range}");
    }

    private static string? Address(string? value) => Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 ? uri.AbsoluteUri.TrimEnd('/') : null;

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
