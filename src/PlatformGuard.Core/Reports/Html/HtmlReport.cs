using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace PlatformGuard.Core.Reports.Html;

/// <summary>One file for a browser: no network, light and dark, with filters, readable without scripts.</summary>
public sealed class HtmlReport : ReportFormat
{
    private static readonly string Style = Resource("report.css");
    private static readonly string Script = Resource("report.js");

    /// <inheritdoc/>
    public override string Name => "html";

    /// <inheritdoc/>
    public override void Write(IReadOnlyList<Report> services, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.Write(Page(services).ReplaceLineEndings("\n"));
    }

    private static string Page(IReadOnlyList<Report> services)
    {
        var title = services.Count == 1 ? Summary.NameOf(services[0]) : Summary.Counted(services.Count, "service");
        var labels = Labels(services);
        var html = new HtmlWriter();
        html.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");

        // Whatever a repository's text holds, nothing but our own two blocks may run or load.
        html.Raw($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; base-uri 'none'; form-action 'none'\">\n");
        html.Raw("<meta name=\"color-scheme\" content=\"light dark\">\n").Element("title", $"PlatformGuard: {title}");
        html.Raw("\n<style>").Raw(Style).Raw("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#results\">Skip to the results</a>\n");
        html.Raw("<header>\n<p class=\"brand\">PlatformGuard</p>\n").Element("h1", title).Raw("\n</header>\n<main>\n");
        if (services.Count > 1)
        {
            HtmlOverview.WriteTable(html, services, labels);
        }
        else
        {
            HtmlOverview.Write(html, services[0], label: null);
        }

        HtmlFilters.Write(html, services);
        html.Raw("<div id=\"results\" tabindex=\"-1\">\n");
        for (var index = 0; index < services.Count; index++)
        {
            HtmlFindings.Write(html, services[index], services.Count > 1 ? index : null, labels[index]);
        }

        html.Raw("</div>\n</main>\n<footer>").Element("p", $"platformguard {Report.ToolVersion}").Raw("</footer>\n<script>").Raw(Script).Raw("</script>\n</body>\n</html>\n");
        return html.ToString();
    }

    /// <summary>The services' names, told apart by a number where two have the same.</summary>
    private static string[] Labels(IReadOnlyList<Report> services)
    {
        var labels = new string[services.Count];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < labels.Length; index++)
        {
            var name = Summary.NameOf(services[index]);
            var count = seen[name] = seen.GetValueOrDefault(name) + 1;
            labels[index] = count == 1 ? name : $"{name} ({count})";
        }

        return labels;
    }

    private static string Hash(string block) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(block)));

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("html/" + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
