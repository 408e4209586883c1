using System.Reflection;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Reports;

/// <summary>What a format writes: one result and how it was asked for. Reports decide nothing themselves.</summary>
public sealed record Report
{
    /// <summary>The outcome of the run.</summary>
    public required CheckResult Result { get; init; }

    /// <summary>The severity from which an open finding fails the run; null for never.</summary>
    public Severity? FailOn { get; init; } = Severity.Error;

    /// <summary>Whether readiness decides the verdict: <c>grade</c>. Otherwise findings alone decide: <c>check</c>.</summary>
    public bool Grades { get; init; }

    /// <summary>Whether the text format tells readiness.</summary>
    public bool TellsReadiness { get; init; } = true;

    /// <summary>Where the checked folder lies in its repository, ending in <c>/</c>; empty when it is the root.</summary>
    public string RepositoryPrefix { get; init; } = "";

    /// <summary>Where the checked commit can be read online; null when unknown.</summary>
    public SourceHost? Source { get; init; }

    /// <summary>What an earlier report says about this service, to compare with; null for no comparison.</summary>
    public EarlierService? Earlier { get; init; }

    /// <summary>The day (UTC) from which the time left of exceptions is counted; null to leave it out.</summary>
    public System.DateOnly? Today { get; init; }

    /// <summary>Whether the text format may use colours.</summary>
    public bool Colour { get; init; }

    /// <summary>Whether the text format leaves out everything but findings.</summary>
    public bool Quiet { get; init; }

    /// <summary>Whether the text format adds links, related places and accepted findings.</summary>
    public bool Verbose { get; init; }

    /// <summary>This tool's version without build metadata.</summary>
    public static string ToolVersion { get; } = ReadVersion();

    /// <summary>Whether no open finding reaches <see cref="FailOn"/>, no part of this program failed, and, when it grades, the declared stage is reached.</summary>
    public bool Passes
    {
        get
        {
            if (Result.Faults.Length > 0 || (Grades && Result.Readiness is not { ReachesDeclaredStage: true }))
            {
                return false;
            }

            foreach (var finding in Result.Findings)
            {
                if (finding.IsOpen && finding.Severity >= (FailOn ?? Severity.Error + 1))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The path from the repository's root, for services that show the file at its place.</summary>
    public string FromRepositoryRoot(in Location location)
    {
        var prefix = RepositoryPrefix;
        var path = location.File;
        while (path.StartsWith("../", System.StringComparison.Ordinal) && prefix.Length > 0)
        {
            path = path[3..];
            prefix = prefix[..(prefix.LastIndexOf('/', prefix.Length - 2) + 1)];
        }

        return prefix + path;
    }

    /// <summary>The words <c>, 12 days left</c> for the last day of an exception; empty when it has none that can be read.</summary>
    internal string DaysLeft(string? until)
    {
        if (Today is not { } today || !System.DateOnly.TryParseExact(until, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var last))
        {
            return "";
        }

        var days = last.DayNumber - today.DayNumber;
        return days switch { < 0 => ", expired", 0 => ", last day", 1 => ", 1 day left", _ => $", {days.ToString(System.Globalization.CultureInfo.InvariantCulture)} days left" };
    }

    /// <summary>The word users write for a severity.</summary>
    internal static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        Severity.Note => "note",
        _ => "off",
    };

    private static string ReadVersion()
    {
        var version = typeof(Report).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var metadata = version.IndexOf('+', System.StringComparison.Ordinal);
        return metadata < 0 ? version : version[..metadata];
    }
}
