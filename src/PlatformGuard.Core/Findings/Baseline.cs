using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Core.Findings;

/// <summary>Findings that were there before: they are still told, but fail no run. A json report is a baseline too.</summary>
/// <remarks>Readiness does not change: a baselined finding is still a violation.</remarks>
public sealed class Baseline
{
    private const int MaxBytes = 64 * 1024 * 1024;

    private readonly string path;
    private readonly HashSet<(string File, string Fingerprint)> entries = [];
    private readonly HashSet<(string File, string Fingerprint)> seen = [];

    private Baseline(string path) => this.path = path;

    /// <summary>Entries that no finding of the results so far fits: what they accepted is gone.</summary>
    public int Unused => entries.Count(entry => !seen.Contains(entry));

    /// <summary>Reads a baseline.</summary>
    /// <exception cref="InvalidInputException">There is no such file, or it is none that we wrote.</exception>
    public static Baseline Read(string file)
    {
        var baseline = new Baseline(file.Replace('\\', '/'));
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > MaxBytes })
            {
                throw new InvalidInputException($"the baseline '{file}' is larger than {MaxBytes / 1024 / 1024} MiB");
            }

            using var stream = File.OpenRead(file);
            using var json = JsonDocument.Parse(stream);
            baseline.AddAll(json.RootElement);
            return baseline;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidInputException($"cannot read the baseline '{file}'");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidInputException($"'{file}' is no baseline; --write-baseline writes one");
        }
    }

    /// <summary>Writes the findings that nobody accepted otherwise: what the next run may find again.</summary>
    public static void Write(IReadOnlyList<Report> services, Stream output) => JsonFormat.Write(output, writer =>
    {
        var lines = services
            .SelectMany(static report => report.Result.Findings.Where(static finding => finding.Waiver is null && finding.Suppression is null).Select(finding => (File: report.FromRepositoryRoot(finding.Location), Finding: finding)))
            .OrderBy(static line => line.File, StringComparer.Ordinal)
            .ThenBy(static line => line.Finding.Rule.Id, StringComparer.Ordinal)
            .ThenBy(static line => line.Finding.Fingerprint, StringComparer.Ordinal);
        writer.WriteStartObject();
        writer.WriteString("schemaVersion", "1.0");
        writer.WriteStartArray("findings");
        foreach (var (file, finding) in lines)
        {
            // Without the line, which moves: the file only changes when what is accepted changes.
            writer.WriteStartObject();
            writer.WriteString("file", file);
            writer.WriteString("rule", finding.Rule.Id);
            writer.WriteString("fingerprint", finding.Fingerprint);
            writer.WriteString("message", finding.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>Marks what the baseline knows.</summary>
    public CheckResult Apply(Report report) => report.Result with { Findings = [.. report.Result.Findings.Select(finding => Apply(report, finding))] };

    private Finding Apply(Report report, Finding finding)
    {
        foreach (var file in (string[])[report.FromRepositoryRoot(finding.Location), finding.Location.File])
        {
            if (entries.Contains((file, finding.Fingerprint)))
            {
                seen.Add((file, finding.Fingerprint));
                return finding with { Baseline = new AcceptedBy("known in the baseline", null, Location.OfFile(path)) };
            }
        }

        return finding;
    }

    private void AddAll(JsonElement root)
    {
        if (root.TryGetProperty("services", out var services))
        {
            foreach (var service in services.EnumerateArray())
            {
                AddAll(service);
            }

            return;
        }

        foreach (var finding in root.GetProperty("findings").EnumerateArray())
        {
            var file = finding.TryGetProperty("file", out var written) ? written : finding.GetProperty("location").GetProperty("file");
            if (file.GetString() is { } name && finding.GetProperty("fingerprint").GetString() is { } fingerprint && !IsAccepted(finding))
            {
                entries.Add((name, fingerprint));
            }
        }
    }

    /// <summary>What a report says was waived or suppressed is not accepted once more: its exception may have been taken back since.</summary>
    private static bool IsAccepted(JsonElement finding) =>
        (finding.TryGetProperty("waiver", out var waiver) && waiver.ValueKind == JsonValueKind.Object)
        || (finding.TryGetProperty("suppression", out var suppression) && suppression.ValueKind == JsonValueKind.Object
            && !(suppression.TryGetProperty("kind", out var kind) && kind.GetString() == "baseline"));
}
