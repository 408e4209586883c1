using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security;
using System.Text;
using System.Threading;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Findings;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Building;

/// <summary>Builds the C# projects of a code base with our analyzers, into a folder outside of it. The projects' own files are not changed.</summary>
/// <remarks>
/// Twice: first without analyzers, so that every project finds the ones it references; then each project alone with them, so that an error of one hides
/// nothing in another. A build runs what the repository says, as <c>dotnet build</c> always does.
/// </remarks>
internal sealed class DotNetBuild : IDisposable
{
    private readonly string scratch = Directory.CreateTempSubdirectory("platformguard-build-").FullName;
    private readonly List<NotEvaluated> gaps = [];

    private DotNetBuild()
    {
    }

    /// <summary>The compiler's logs, one for each project and target framework.</summary>
    public IReadOnlyList<string> Logs { get; private set; } = [];

    /// <summary>Projects that do not build.</summary>
    public IReadOnlyList<NotEvaluated> NotEvaluated => gaps;

    /// <summary>Builds the projects among the paths.</summary>
    public static DotNetBuild Run(CodeBase codeBase, CodeBuild build, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var run = new DotNetBuild();
        try
        {
            run.Run(codeBase, build, [.. paths.Where(static path => path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))], cancellation);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(scratch, recursive: true);

    private void Run(CodeBase codeBase, CodeBuild build, string[] projects, CancellationToken cancellation)
    {
        if (projects.Length == 0)
        {
            return;
        }

        Directory.CreateDirectory(Path.Combine(scratch, "logs"));
        Write("all.slnx", Solution(codeBase.RootPath, projects));
        Write("injected.props", InjectedTargets.Props);
        Write("injected.targets", InjectedTargets.Targets(scratch, build.AnalyzerFolder));
        Write("options.globalconfig", "");

        codeBase.Options.Progress?.Invoke(string.Create(CultureInfo.InvariantCulture, $"building {projects.Length} {(projects.Length == 1 ? "project" : "projects")}"));
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(build.Timeout);
        var compiled = DotNet.Run(codeBase.RootPath, Arguments(["-p:RunAnalyzers=false", "-p:PlatformGuardEnabled=false"]), timeout.Token);
        cancellation.ThrowIfCancellationRequested();
        if (compiled is null)
        {
            AddGaps(projects, timeout.IsCancellationRequested ? $"the build took longer than {build.Timeout.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes" : "the .NET SDK is not installed, or 'dotnet' is not on the path");
            return;
        }

        // Written between the passes: a newer input makes every project compile again.
        codeBase.Options.Progress?.Invoke("running the code rules");
        Write("options.globalconfig", AnalyzerOptions.Header + AnalyzerOptions.Lines(codeBase.Manifest, codeBase.Policy, codeBase.Stage, codeBase.Role) + "\n");
        var analyzed = DotNet.Run(codeBase.RootPath, Arguments(["--no-restore", "-p:BuildProjectReferences=false", "-p:PlatformGuardFileChecks=false", $"-p:{InjectedTargets.Analyze}=true"]), timeout.Token);
        cancellation.ThrowIfCancellationRequested();
        Logs = [.. Directory.EnumerateFiles(Path.Combine(scratch, "logs"), "*.sarif").Order(StringComparer.Ordinal)];
        if (analyzed is null)
        {
            AddGaps(projects, "the build with the code rules took too long");
            return;
        }

        var failures = BuildFailure.Read(compiled);
        foreach (var failure in BuildFailure.Read(analyzed).Where(static failure => !RuleCatalogue.TryGet(failure.Code, out _)))
        {
            failures.TryAdd(failure.Project, failure);
        }

        foreach (var project in projects)
        {
            var absolute = Path.GetFullPath(Path.Combine(codeBase.RootPath, project));
            if (failures.TryGetValue(absolute, out var failure))
            {
                AddGaps([project], failure.Describe(codeBase.RootPath));
            }
            else if (!Logs.Any(log => Path.GetFileName(log).StartsWith(Path.GetFileNameWithoutExtension(project) + "-", StringComparison.Ordinal)))
            {
                AddGaps([project], BuildFailure.First(compiled) is { } code ? $"the build fails as a whole: error {code}; 'dotnet build' tells more" : "its build runs no C# compiler");
            }
        }
    }

    /// <summary>Each project in a folder of its own, because a solution takes equal names in different folders only.</summary>
    private static string Solution(string root, string[] projects)
    {
        var entries = projects.Select((project, index) =>
            string.Create(CultureInfo.InvariantCulture, $"  <Folder Name=\"/{index}/\"><Project Path=\"{SecurityElement.Escape(Path.Combine(root, project).Replace('\\', '/'))}\" /></Folder>\n"));
        return $"<Solution>\n{string.Concat(entries)}</Solution>\n";
    }

    private string[] Arguments(string[] further) =>
    [
        "build", Path.Combine(scratch, "all.slnx"), "--nologo", "--verbosity", "quiet", "-nodeReuse:false", "--tl:off", "--artifacts-path", Path.Combine(scratch, "artifacts"),
        "-p:UseSharedCompilation=false", "-p:TreatWarningsAsErrors=false", "-p:MSBuildTreatWarningsAsErrors=false", "-p:GenerateFullPaths=true",
        "-p:CustomBeforeDirectoryBuildProps=" + Path.Combine(scratch, "injected.props"), "-p:CustomAfterMicrosoftCommonTargets=" + Path.Combine(scratch, "injected.targets"), .. further,
    ];

    private void AddGaps(string[] projects, string why)
    {
        string[] rules = [.. RuleCatalogue.All.Where(static rule => rule.Implemented.HasFlag(Surfaces.Code)).Select(static rule => rule.Id)];
        gaps.AddRange(projects.Select(project => new NotEvaluated("project " + project, why, Location.OfFile(project), [.. rules])));
    }

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(scratch, name), content, new UTF8Encoding(false));
}
