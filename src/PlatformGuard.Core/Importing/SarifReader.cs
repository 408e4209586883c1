using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Reports;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.Secrets;

namespace PlatformGuard.Core.Importing;

/// <summary>Turns the results of SARIF logs into findings of the checked folder.</summary>
internal sealed class SarifReader(ImportedPlaces places)
{
    /// <summary>The C# compiler's log holds its own warnings as well; they are no business of the guidelines.</summary>
    private const string Compiler = "Microsoft (R) Visual C# Compiler";

    private readonly List<Finding> findings = [];
    private readonly List<NotEvaluated> gaps = [];
    private readonly List<ImportedRun> runs = [];

    public IReadOnlyList<Finding> Findings => findings;

    public IReadOnlyList<NotEvaluated> NotEvaluated => gaps;

    public IReadOnlyList<ImportedRun> Runs => runs;

    /// <summary>Takes in every run of a log.</summary>
    /// <exception cref="InvalidInputException">It is no SARIF log.</exception>
    public void Read(string file)
    {
        using var log = SarifLog.Open(file);
        foreach (var run in log.RootElement.List("runs")!)
        {
            Read(run, file);
        }
    }

    private void Read(JsonElement run, string file)
    {
        var rules = new SarifRules(run);
        var before = findings.Count;
        var outside = 0;
        foreach (var result in run.List("results") ?? [])
        {
            var rule = rules.Of(result);
            var severity = rules.SeverityOf(result, rule);
            if (severity == Severity.Off || result.Text("kind") is "pass" or "notApplicable" or "informational" || (rules.Tool == Compiler && !RuleCatalogue.TryGet(rule.Id, out _)))
            {
                continue;
            }

            if (LocationOf(run, result) is not { } location)
            {
                outside++;
                continue;
            }

            findings.Add(Finding(run, result, rule, severity, location) with { Origin = rules.Tool });
        }

        if (outside > 0)
        {
            gaps.Add(new NotEvaluated($"{outside} {(outside == 1 ? "result" : "results")} of {rules.Tool}", "the log names no file of this repository for them", Location.OfFile(System.IO.Path.GetFileName(file)), []));
        }

        runs.Add(new ImportedRun(rules.Tool, [.. rules.Ours], findings.Count - before));
    }

    private Finding Finding(JsonElement run, JsonElement result, Rule rule, Severity severity, Location location)
    {
        var message = Masked(Message(run, result, rule).TrimEnd('.'));
        var logical = result.List("locations")?.FirstOrDefault().List("logicalLocations")?.FirstOrDefault().Text("fullyQualifiedName");
        return new Finding
        {
            Rule = rule,
            Severity = severity,
            Message = message,
            Remediation = rule.Remediation,
            Location = location,
            LogicalPath = logical ?? message,
            FingerprintValue = result.Member("partialFingerprints")?.Text("platformguard/v1") ?? message,
            RelatedLocations = [.. Related(run, result)],
            Suppression = Suppression(result, location),
        };
    }

    private static string Message(JsonElement run, JsonElement result, Rule rule)
    {
        var message = result.Member("message");
        var text = message?.Text("text");
        if (text is null && message?.Text("id") is { } id)
        {
            text = run.Member("tool")?.Member("driver")?.List("rules")?.FirstOrDefault(description => description.Text("id") == rule.Id).Member("messageStrings")?.Member(id)?.Text("text");
        }

        var arguments = message?.List("arguments")?.Select(static argument => argument.ValueKind == JsonValueKind.String ? argument.GetString()! : "").ToArray() ?? [];
        var built = new StringBuilder(text ?? rule.Title);
        for (var index = 0; index < arguments.Length; index++)
        {
            built.Replace($"{{{index}}}", arguments[index]);
        }

        // Our own reports end a message with the advice, which findings carry apart.
        var line = PrintableText.OneLine(built.ToString().Trim());
        return line.EndsWith(". " + rule.Remediation, StringComparison.Ordinal) ? line[..^(rule.Remediation.Length + 2)] : line;
    }

    /// <summary>Another tool may quote what it found; secrets are not passed on.</summary>
    private static string Masked(string message)
    {
        const int Longest = 2000;
        message = message.Length > Longest ? message[..(char.IsHighSurrogate(message[Longest - 1]) ? Longest - 1 : Longest)] + "…" : message;
        var masked = new StringBuilder(message);
        foreach (var secret in SecretClassifier.JudgeAll(message, new SecretContext(SecretSlot.Text)).Reverse())
        {
            masked.Remove(secret.Start, secret.Length).Insert(secret.Start, "***");
        }

        return masked.ToString();
    }

    private IEnumerable<RelatedLocation> Related(JsonElement run, JsonElement result)
    {
        foreach (var related in (result.List("relatedLocations") ?? []).Take(20))
        {
            if (LocationOf(run, related.Member("physicalLocation")) is { } location)
            {
                yield return new RelatedLocation(location, Masked(PrintableText.OneLine(related.Member("message")?.Text("text") ?? "related")));
            }
        }
    }

    private static AcceptedBy? Suppression(JsonElement result, Location location)
    {
        foreach (var suppression in result.List("suppressions") ?? [])
        {
            if (suppression.Text("status") is null or "accepted")
            {
                var reason = suppression.Text("justification") is { Length: > 0 } justification ? PrintableText.OneLine(justification) : "suppressed in the source";
                return new AcceptedBy(Masked(reason), null, location);
            }
        }

        return null;
    }

    private Location? LocationOf(JsonElement run, JsonElement result) => LocationOf(run, result.List("locations")?.FirstOrDefault().Member("physicalLocation"));

    private Location? LocationOf(JsonElement run, JsonElement? physical)
    {
        if (physical.Member("artifactLocation") is not { } artifact || Uri(run, artifact) is not { } uri || places.Find(uri, Bases(run, artifact)) is not { } path)
        {
            return null;
        }

        if (physical.Member("region") is not { } region || region.Number("startLine") is not (>= 1 and var line))
        {
            return Location.OfFile(path);
        }

        var start = new Position(line, Math.Max(1, region.Number("startColumn") ?? 1));
        var end = new Position(Math.Max(line, region.Number("endLine") ?? line), Math.Max(1, region.Number("endColumn") ?? start.Column));
        return new Location(path, start, end < start ? start : end);
    }

    private static string? Uri(JsonElement run, JsonElement artifact)
    {
        if (artifact.Text("uri") is { } uri)
        {
            return uri;
        }

        return artifact.Number("index") is >= 0 and var index ? run.List("artifacts")?.ElementAtOrDefault(index).Member("location")?.Text("uri") : null;
    }

    private static IEnumerable<string> Bases(JsonElement run, JsonElement artifact)
    {
        var id = artifact.Text("uriBaseId");
        for (var depth = 0; id is not null && depth < 10; depth++)
        {
            var folder = run.Member("originalUriBaseIds")?.Member(id);
            if (folder?.Text("uri") is { Length: > 0 } uri)
            {
                yield return uri;
            }

            id = folder?.Text("uriBaseId");
        }
    }
}
