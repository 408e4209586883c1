using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace PlatformGuard.Core.Importing;

/// <summary>Opens a SARIF 2.1.0 log.</summary>
/// <remarks>Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".</remarks>
internal static class SarifLog
{
    private const int MaxBytes = 256 * 1024 * 1024;

    /// <summary>Reads the runs of a log.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read, or is no SARIF 2.1.0.</exception>
    public static JsonDocument Open(string file)
    {
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: > MaxBytes })
            {
                throw new InvalidInputException($"the SARIF log '{file}' is larger than {MaxBytes / 1024 / 1024} MiB");
            }

            using var stream = File.OpenRead(file);
            var json = JsonDocument.Parse(stream);
            if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.Text("version") == "2.1.0" && json.RootElement.List("runs") is not null)
            {
                return json;
            }

            json.Dispose();
            throw new InvalidInputException($"'{file}' is no SARIF log of version 2.1.0");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidInputException($"cannot read the SARIF log '{file}'");
        }
        catch (JsonException error)
        {
            throw new InvalidInputException($"'{file}' is no SARIF log: it is not JSON{(error.LineNumber is { } line ? $" (line {line + 1})" : "")}");
        }
    }

    /// <summary>The text under a name, or null.</summary>
    public static string? Text(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    /// <summary>The number under a name, or null.</summary>
    public static int? Number(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt32(out var number) ? number : null;

    /// <summary>The member of this name, or null.</summary>
    public static JsonElement? Member(this JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    /// <summary>The member of the member, or null.</summary>
    public static JsonElement? Member(this JsonElement? element, string name) => element?.Member(name);

    /// <summary>The items under a name, or null when it is no list.</summary>
    public static IEnumerable<JsonElement>? List(this JsonElement element, string name) => element.Member(name) is { ValueKind: JsonValueKind.Array } member ? member.EnumerateArray() : null;
}
