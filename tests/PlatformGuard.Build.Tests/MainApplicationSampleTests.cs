using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PlatformGuard.Analyzers.CodeFixes;
using PlatformGuard.Analyzers.FeatureFlags;

namespace PlatformGuard.Build.Tests;

/// <summary>The sample of a main application: it builds; with an unguarded call it does not; the code fix mends it; it builds again.</summary>
[Collection(PackageTests.Name)]
public sealed class MainApplicationSampleTests(PackedPackage package)
{
    private const string Summaries = "app/Summaries/DiscussionSummaries.cs";

    [Fact]
    public async Task Sample_WithAnUnguardedCall_FailsToBuildUntilTheCodeFixMendsIt()
    {
        using var sandbox = new Sandbox(package);
        CopySample(sandbox);
        var guarded = (await File.ReadAllTextAsync(sandbox.PathOf(Summaries))).ReplaceLineEndings("\n");
        var first = guarded.IndexOf("        if (!flags", StringComparison.Ordinal);
        var last = guarded.IndexOf("        return await", StringComparison.Ordinal);
        sandbox.Write(Summaries, guarded[..first] + guarded[last..]);

        var broken = sandbox.Build("app", "-p:PlatformGuardVersion=" + package.Version);

        Assert.Equal(1, broken.ExitCode);
        var finding = Assert.Single(broken.Of("PG2001"));
        Assert.Equal((sandbox.PathOf(Summaries), "error"), (finding.File, finding.Severity));
        Assert.Contains("'SummarizerClient.SummarizeAsync' is called where feature flag 'discussion_summaries' is not known to be on", finding.Message, StringComparison.Ordinal);

        var mended = await Mend(sandbox);

        Assert.Equal(guarded, mended.ReplaceLineEndings("\n"));
        sandbox.Write(Summaries, mended);
        var built = sandbox.Build("app", "-p:PlatformGuardVersion=" + package.Version, "--no-restore");
        Assert.True(built.ExitCode == 0 && built.Of("PG2001").Count == 0, built.Log);
    }

    private static void CopySample(Sandbox sandbox)
    {
        var root = typeof(MainApplicationSampleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "RepositoryRoot").Value!;
        var sample = Path.Combine(root, "samples", "main-application");
        foreach (var file in Directory.EnumerateFiles(sample, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(sample, file).Replace('\\', '/');
            if (!path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal))
            {
                sandbox.Write("app/" + path, File.ReadAllText(file));
            }
        }
    }

    /// <summary>Opens the project as an editor does, with the options that the failed build wrote, and applies the fix.</summary>
    private static async Task<string> Mend(Sandbox sandbox)
    {
        using var workspace = new AdhocWorkspace();
        var folder = sandbox.PathOf("app");
        var id = ProjectId.CreateNewId();
        // Without the test framework: a project that references one holds tests, and those are left alone.
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => !Path.GetFileName(path).StartsWith("xunit", StringComparison.Ordinal) && !path.Contains("TestPlatform", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path));
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);
        var solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "main-application", "main-application", LanguageNames.CSharp, compilationOptions: options, parseOptions: new CSharpParseOptions(LanguageVersion.CSharp14), metadataReferences: references));
        var sources = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal) || path.EndsWith(".GlobalUsings.g.cs", StringComparison.Ordinal));
        foreach (var source in sources)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id), Path.GetFileName(source), SourceText.From(await File.ReadAllTextAsync(source)), filePath: source);
        }

        foreach (var configuration in (string[])[Path.Combine(folder, ".editorconfig"), Path.Combine(folder, "obj/Debug/net10.0/PlatformGuard.globalconfig")])
        {
            solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), Path.GetFileName(configuration), SourceText.From(await File.ReadAllTextAsync(configuration)), filePath: configuration);
        }

        Assert.True(workspace.TryApplyChanges(solution));
        var project = workspace.CurrentSolution.GetProject(id)!;
        var compilation = (await project.GetCompilationAsync())!;
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var run = compilation.WithAnalyzers([new UnguardedServiceClient()], project.AnalyzerOptions);
        var finding = Assert.Single(await run.GetAnalyzerDiagnosticsAsync(CancellationToken.None));

        var document = project.GetDocument(finding.Location.SourceTree)!;
        var actions = new List<CodeAction>();
        await new GuardedCallFix().RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), CancellationToken.None));
        var operations = await actions.Single(static action => action.EquivalenceKey == GuardedCallFix.CheckKey).GetOperationsAsync(CancellationToken.None);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return (await changed.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }
}
