using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Reports;

/// <summary>A small picture for a README: the verdict in words and colour.</summary>
public sealed class BadgeReport : ReportFormat
{
    private const string Label = "platformguard";

    /// <inheritdoc/>
    public override string Name => "badge";

    /// <inheritdoc/>
    public override void Write(IReadOnlyList<Report> services, Stream output)
    {
        var (text, colour) = Verdict(services);
        var left = Width(Label) + 20;
        var right = Width(text) + 20;
        var total = left + right;
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.Write(string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{total}" height="20" viewBox="0 0 {total} 20" role="img" aria-label="{Label}: {text}">
              <title>{Label}: {text}</title>
              <clipPath id="round"><rect width="{total}" height="20" rx="4"/></clipPath>
              <g clip-path="url(#round)">
                <rect width="{left}" height="20" fill="#3d4450"/>
                <rect x="{left}" width="{right}" height="20" fill="{colour}"/>
              </g>
              <g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11" text-anchor="middle">
                <text x="{left / 2}" y="14" textLength="{left - 20}">{Label}</text>
                <text x="{left + (right / 2)}" y="14" textLength="{right - 20}">{text}</text>
              </g>
            </svg>

            """));
    }

    /// <summary>Only our own words, so that nothing has to be escaped. White on each of the colours has a contrast above 4.5.</summary>
    private static (string Text, string Colour) Verdict(IReadOnlyList<Report> services)
    {
        var failing = services.Count(static report => !report.Passes);
        if (services.Count > 1)
        {
            return failing == 0 ? ($"{services.Count} services pass", "#1a7f37") : ($"{failing} of {services.Count} services fail", "#c2261c");
        }

        var result = services[0].Result;
        var (errors, warnings) = (result.Count(Severity.Error), result.Count(Severity.Warning));
        if (failing > 0)
        {
            var counted = errors > 0 ? Summary.Counted(errors, "error") : warnings > 0 ? Summary.Counted(warnings, "warning") : result.Count(Severity.Note) > 0 ? Summary.Counted(result.Count(Severity.Note), "note") : "fault";
            return ($"fail | {counted}", "#c2261c");
        }

        if (result.Readiness is { ReadyFor: { } stage } readiness)
        {
            return ($"{stage.Word()} | level {readiness.Level} | {readiness.Score}", "#1a7f37");
        }

        return errors + warnings > 0 ? ($"pass | {(errors > 0 ? Summary.Counted(errors, "error") : Summary.Counted(warnings, "warning"))}", "#8a5a00") : ("pass", "#1a7f37");
    }

    /// <summary>Width in Verdana of 11 pixels, rounded up: near enough, as the text is set to it.</summary>
    private static int Width(string text) => (int)Math.Ceiling(text.Sum(static character => character switch
    {
        'i' or 'l' or 'j' or '|' or ' ' or '.' or ',' or '\'' => 3.6,
        'f' or 't' or 'r' => 4.6,
        'm' or 'w' or 'M' or 'W' => 10.2,
        >= 'A' and <= 'Z' => 7.8,
        _ => 6.9,
    }));
}
