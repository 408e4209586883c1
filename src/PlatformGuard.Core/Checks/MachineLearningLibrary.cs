using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Dependencies;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Policies;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Checks;

/// <summary>PG5001: a machine-learning library in what the main application deploys.</summary>
public sealed class MachineLearningLibrary() : Check("PG5001")
{
    private const string NotRestored = "it is not restored, so packages that come with others are not known: run 'dotnet restore' first, or commit packages.lock.json";

    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
        var policy = context.CodeBase.Policy;
        var reported = new HashSet<(Location, string)>();
        foreach (var closure in context.Facts<NuGetFacts>().Closures)
        {
            foreach (var path in closure.Graph.PathsTo(node => !node.IsProject && IsLibrary(Ecosystem.NuGet, node.Name, policy)))
            {
                var place = closure.PlaceOf(path);
                if (reported.Add((place, path.Package.Name)))
                {
                    Report(context, place, Ecosystem.NuGet, path, closure.Name + " > " + Chain(path) + Weight(closure, path), []);
                }
            }

            if (closure.Resolution == NuGetResolution.Declared)
            {
                context.ReportNotEvaluated($"packages of {closure.Project.Path}", NotRestored, Location.OfFile(closure.Project.Path));
            }
        }

        foreach (var set in context.Facts<DependencyFacts>().Sets)
        {
            foreach (var path in set.Graph.PathsTo(node => IsLibrary(set.Graph.Ecosystem, node.Name, policy)))
            {
                var place = path.Nodes[0].Location;
                if (reported.Add((place, path.Package.Name)))
                {
                    var size = path.Package.Size is { } bytes ? $" ({DataSize.Text(bytes)} to download)" : "";
                    ImmutableArray<RelatedLocation> related = path.Package.Location == place ? [] : [new RelatedLocation(path.Package.Location, $"'{path.Package.Name}' is resolved here")];
                    Report(context, place, set.Graph.Ecosystem, path, place.File + " > " + Chain(path) + size, related);
                }
            }
        }

        foreach (var file in context.Facts<DependencyFacts>().Installing)
        {
            foreach (var package in file.Packages.Where(package => IsLibrary(package.Ecosystem, package.Name, policy)))
            {
                if (reported.Add((package.Location, package.Name)))
                {
                    var how = package.Ecosystem == Ecosystem.Image ? $"{file.Path} builds the image on it" : $"{file.Path} installs it into the image";
                    context.Report(package.Location, Logical(package.Ecosystem, package.Name), package.Name, [package.Name, how]);
                }
            }
        }

        // Whether what a job installs reaches what is deployed is not certain.
        foreach (var (package, job, pipeline) in context.Facts<PipelineInstalls>().All.Where(install => IsLibrary(install.Package.Ecosystem, install.Package.Name, policy)))
        {
            context.Report(package.Location, $"{job}/{Logical(package.Ecosystem, package.Name)}", package.Name, [package.Name, $"job '{job}' of {pipeline} installs it"], atMost: Severity.Warning);
        }
    }

    private static bool IsLibrary(Ecosystem ecosystem, string name, PlatformPolicy policy)
    {
        // A policy names an image without its tag.
        var named = ecosystem == Ecosystem.Image ? PackageName.Normalize(ecosystem, name) : name;
        return !Fits(policy.AllowedMlLibraries, named) && (MachineLearningLibraries.Contains(ecosystem, name) || Fits(policy.ForbiddenMlLibraries, named));
    }

    private static bool Fits(ImmutableArray<string> patterns, string name) => patterns.Any(pattern => TextPattern.IsMatch(pattern, name));

    private static void Report(CheckContext context, Location place, Ecosystem ecosystem, PackagePath path, string how, ImmutableArray<RelatedLocation> related) =>
        context.Report(place, Logical(ecosystem, path.Package.Name), path.Package.Name, [path.Package.Name, how], related);

    /// <summary>The packages on the way, the middle of a long way left out.</summary>
    private static string Chain(PackagePath path)
    {
        var names = path.Nodes.Select(static node => node.Name).ToArray();
        return string.Join(" > ", names.Length <= 6 ? names : [.. names[..3], "…", .. names[^2..]]);
    }

    private static string Weight(DotNetClosure closure, PackagePath path) =>
        closure.Heaviest(closure.Graph.Closure(path.Package)) is { } heaviest ? $" ({DataSize.Text(heaviest.Bytes)} of native code for {heaviest.Platform})" : "";

    private static string Logical(Ecosystem ecosystem, string name) => $"{ecosystem}/{PackageName.Normalize(ecosystem, name)}";
}
