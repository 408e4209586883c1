using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Rendering.Helm;

/// <summary>
/// Renders charts with the helm of this machine: once with the chart's own values, once with each values file that belongs to it.
/// What is rendered stands at the line of the template it came from, as near as the template's text tells.
/// </summary>
internal sealed class HelmRenderer(CodeBase codeBase, RenderingGaps gaps)
{
    /// <summary>Name and namespace of the release: neutral, so that nothing is taken for the default namespace.</summary>
    private const string Release = "release";

    /// <summary>All renderings together may take as long as so many that reach the limit.</summary>
    private const int MostTimeouts = 10;

    private readonly HelmProgram? helm = HelmProgram.Find(codeBase.RootPath, codeBase.Options);
    private readonly Stopwatch watch = Stopwatch.StartNew();

    /// <summary>One set for each chart and values file, in order of chart and file.</summary>
    public IEnumerable<ManifestSet> RenderAll()
    {
        foreach (var chart in HelmChart.FindAll(codeBase).Where(static chart => !FilePurpose.IsTestData(chart.Location.File)))
        {
            if (helm is null)
            {
                gaps.Add(chart.Label, "helm is not on the path, so its templates are not rendered", chart.Location);
                continue;
            }

            foreach (var values in (IEnumerable<SourceFile?>)[null, .. chart.Values])
            {
                if (Render(helm, chart, values) is { } set)
                {
                    yield return set;
                }
            }
        }
    }

    private ManifestSet? Render(HelmProgram program, HelmChart chart, SourceFile? values)
    {
        var label = values is null ? chart.Label : $"{chart.Label} with {values.Path}";
        if (Refusal(chart, values) is { } refusal)
        {
            gaps.Add(label, refusal, chart.Location);
            return null;
        }

        var run = program.Run(codeBase.RootPath, Arguments(chart, values));
        if (run.Output is not { } output)
        {
            var read = codeBase.Files.Where(file => file.Kind == FileKind.HelmValues);
            gaps.Add(label, run.Failure ?? HelmFailure.Describe(run.Errors, read), chart.Location);
            return null;
        }

        var parsed = YamlReader.Read(chart.InFolder("Chart.yaml"), output, codeBase.Options);
        if (parsed.Problem is not null)
        {
            gaps.Add(label, "what helm renders is not valid YAML", chart.Location);
        }

        var places = new TemplatePlaces(codeBase, chart, output);
        var objects = parsed.Documents.Select(places.Locate).SelectMany(static item => ManifestObjects.Split(item)).Where(ManifestObjects.IsObject).ToImmutableArray();
        var name = chart.Folder.Length == 0 ? "." : chart.Folder;
        return new ManifestSet(values is null ? name : $"{name} with {values.Path}", objects) { IsComplete = parsed.Problem is null };
    }

    private string? Refusal(HelmChart chart, SourceFile? values)
    {
        if (watch.Elapsed > codeBase.Options.ToolTimeout * MostTimeouts)
        {
            return "rendering the charts before it took too long";
        }

        // Helm takes a comma for the end of a values file's name.
        if (values?.Path.Contains(',', System.StringComparison.Ordinal) == true)
        {
            return "the name of its values file has a comma";
        }

        // A path that is no folder would be taken for the name of a chart in a repository.
        return File.Exists(Path.Combine(codeBase.RootPath, chart.InFolder("Chart.yaml"))) ? null : "its folder is not on the disk";
    }

    private static List<string> Arguments(HelmChart chart, SourceFile? values)
    {
        var arguments = new List<string> { "template", Release, "./" + chart.Folder, "--namespace", Release, "--skip-tests" };
        if (values is not null)
        {
            arguments.AddRange(["--values", "./" + values.Path]);
        }

        return arguments;
    }
}
