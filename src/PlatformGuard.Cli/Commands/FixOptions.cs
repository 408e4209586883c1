using System;
using System.CommandLine;
using System.IO;
using System.Text;
using PlatformGuard.Core;
using PlatformGuard.Core.Fixing;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Cli.Commands;

/// <summary><c>--fix</c> and <c>--diff</c> of <c>check</c>: changes that are certain, made or shown.</summary>
internal static class FixOptions
{
    private static readonly Option<bool> Fix = new("--fix") { Description = "Makes the changes that are certain, then checks again." };
    private static readonly Option<bool> Diff = new("--diff") { Description = "Shows the changes that --fix would make, instead of a report." };

    public static void AddTo(Command command)
    {
        command.Add(Fix);
        command.Add(Diff);
    }

    public static bool IsDiff(ParseResult parsed) => parsed.GetValue(Diff);

    public static bool IsFix(ParseResult parsed) => parsed.GetValue(Fix) && !parsed.GetValue(Diff);

    /// <summary>Shows the changes as a patch from the repository's root.</summary>
    public static void Show(Report report, string root, CheckOptions options, Streams streams)
    {
        var application = FixApplication.Of(root, report.Result.Findings, options);
        foreach (var file in application.Files)
        {
            streams.Write(Encoding.UTF8.GetBytes(UnifiedDiff.Of(report.FromRepositoryRoot(Core.Documents.Location.OfFile(file.Path)), file.Before, file.After)));
        }

        Tell(application, "would be fixed", streams);
    }

    /// <summary>Makes the changes; whether there were any.</summary>
    /// <exception cref="UsageException">A file cannot be written.</exception>
    public static bool Make(Report report, string root, CheckOptions options, Streams streams)
    {
        var application = FixApplication.Of(root, report.Result.Findings, options);
        try
        {
            application.Write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException("--fix: a file cannot be written; see what changed with 'git diff'");
        }

        Tell(application, "fixed", streams);
        return application.Files.Count > 0;
    }

    private static void Tell(FixApplication application, string verb, Streams streams)
    {
        var left = application.LeftOut == 0 ? "" : $"; {application.LeftOut} left alone, because the place is not certain or another fix is there (run again)";
        streams.Error.WriteLine($"platformguard: {application.Fixed} {(application.Fixed == 1 ? "finding" : "findings")} {verb} in {application.Files.Count} {(application.Files.Count == 1 ? "file" : "files")}{left}");
    }
}
