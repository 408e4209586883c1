using System;
using System.Collections.Generic;
using System.IO;
using PlatformGuard.Core.Reports.Html;

namespace PlatformGuard.Core.Reports;

/// <summary>One way to write a report. A new format is a class here and a line in <see cref="All"/>.</summary>
public abstract class ReportFormat
{
    /// <summary>Every format, in the order in which usage lists them.</summary>
    public static IReadOnlyList<ReportFormat> All { get; } =
    [
        new TextReport(), new JsonReport(), new SarifReport(), new CodeQualityReport(), new JUnitReport(), new MarkdownReport(), new HtmlReport(), new GitHubReport(), new OpenMetricsReport(), new BadgeReport(),
    ];

    /// <summary>The name that <c>--format</c> takes.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a report of <c>check</c> in this format tells readiness too.</summary>
    public virtual bool TellsReadiness => true;

    /// <summary>The format of this name, or null.</summary>
    public static ReportFormat? Find(string name)
    {
        foreach (var format in All)
        {
            if (format.Name.Equals(name, StringComparison.Ordinal))
            {
                return format;
            }
        }

        return null;
    }

    /// <summary>Writes UTF-8 without byte order mark and with <c>\n</c> line ends. The same reports give the same bytes.</summary>
    /// <param name="services">One report for each checked service; at least one.</param>
    /// <param name="output">Where to write; stays open.</param>
    public abstract void Write(IReadOnlyList<Report> services, Stream output);

    /// <summary>Writes the report on one service.</summary>
    public void Write(Report report, Stream output) => Write([report], output);
}
