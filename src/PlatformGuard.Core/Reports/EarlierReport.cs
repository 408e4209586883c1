using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace PlatformGuard.Core.Reports;

/// <summary>A json report of an earlier run, such as the target branch's, to compare with.</summary>
public sealed class EarlierReport
{
    private const int MaxBytes = 256 * 1024 * 1024;

    private readonly Dictionary<string, EarlierService> byName = new(StringComparer.Ordinal);

    private EarlierReport()
    {
    }

    /// <summary>Reads a report that <c>--format json</c> wrote.</summary>
    /// <exception cref="InvalidInputException">It cannot be read, or is none.</exception>
    public static EarlierReport Read(string file)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > MaxBytes })
            {
                throw new InvalidInputException($"the report '{file}' is larger than {MaxBytes / 1024 / 1024} MiB");
            }

            using var stream = File.OpenRead(file);
            using var json = JsonDocument.Parse(stream);
            var report = new EarlierReport();
            var services = json.RootElement.TryGetProperty("services", out var several) ? [.. several.EnumerateArray()] : (JsonElement[])[json.RootElement];
            foreach (var service in services)
            {
                report.byName[service.GetProperty("service").GetProperty("name").GetString() ?? ""] = EarlierService.Read(service);
            }

            return report;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidInputException($"cannot read the report '{file}'");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InvalidInputException($"'{file}' is no report of --format json");
        }
    }

    /// <summary>What the report says about a service; null when it did not know it.</summary>
    public EarlierService? Of(string? service) => byName.GetValueOrDefault(service ?? "") ?? (byName.Count == 1 && service is null ? byName.Values.First() : null);
}

/// <summary>One service of an earlier report.</summary>
/// <param name="Open">Its open findings by fingerprint.</param>
/// <param name="Score">The readiness score, or null.</param>
/// <param name="Level">The maturity level, or null.</param>
public sealed record EarlierService(IReadOnlyDictionary<string, EarlierFinding> Open, int? Score, int? Level)
{
    internal static EarlierService Read(JsonElement service)
    {
        var open = new Dictionary<string, EarlierFinding>(StringComparer.Ordinal);
        foreach (var finding in service.GetProperty("findings").EnumerateArray())
        {
            if (finding.GetProperty("waiver").ValueKind == JsonValueKind.Null && finding.GetProperty("suppression").ValueKind == JsonValueKind.Null)
            {
                var place = finding.GetProperty("location");
                open[finding.GetProperty("fingerprint").GetString()!] = new EarlierFinding(
                    finding.GetProperty("rule").GetString()!, place.GetProperty("file").GetString()!, place.GetProperty("startLine").GetInt32(), finding.GetProperty("message").GetString()!);
            }
        }

        var readiness = service.TryGetProperty("readiness", out var written) && written.ValueKind == JsonValueKind.Object ? written : default(JsonElement?);
        return new EarlierService(open, Number(readiness, "score"), Number(readiness, "level"));
    }

    private static int? Number(JsonElement? element, string name) =>
        element is { } present && present.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetInt32() : null;
}

/// <summary>A finding of an earlier report.</summary>
public sealed record EarlierFinding(string Rule, string File, int Line, string Message);
