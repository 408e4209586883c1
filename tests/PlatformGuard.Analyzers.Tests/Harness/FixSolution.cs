using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Microsoft.CodeAnalysis.Text;

namespace PlatformGuard.Analyzers.Tests.Harness;

/// <summary>A solution of one or several projects to which code fixes are applied, alone and all at once in every scope.</summary>
internal sealed class FixSolution : IDisposable
{
    private readonly AdhocWorkspace workspace = new();
    private readonly DiagnosticAnalyzer analyzer;

    /// <summary>Opens projects of files.</summary>
    public FixSolution(DiagnosticAnalyzer analyzer, params IReadOnlyList<(string Path, string Source)>[] projects)
    {
        this.analyzer = analyzer;
        var options = TestCode.Compile([]).Options;
        Solution = workspace.CurrentSolution;
        foreach (var files in projects)
        {
            var id = ProjectId.CreateNewId();
            Solution = Solution.AddProject(ProjectInfo.Create(
                id, VersionStamp.Default, $"Service{Solution.ProjectIds.Count}", "Service", LanguageNames.CSharp, compilationOptions: options, parseOptions: TestCode.ParseOptions, metadataReferences: TestCode.References));
            foreach (var (path, source) in files)
            {
                Solution = Solution.AddDocument(DocumentId.CreateNewId(id), path, SourceText.From(source), filePath: path);
            }
        }
    }

    /// <summary>The solution as opened.</summary>
    public Solution Solution { get; }

    /// <summary>What the analyzer finds in a project.</summary>
    public async Task<ImmutableArray<Diagnostic>> Findings(Project project) =>
        await Verify.Run((await project.GetCompilationAsync())!, options: null, analyzer);

    /// <summary>The solution after the fix of one finding, for every fix that is offered.</summary>
    public static async Task<IReadOnlyList<(string Key, Solution Changed)>> Fixes(CodeFixProvider fix, Document document, Diagnostic finding)
    {
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), CancellationToken.None));
        var changed = new List<(string, Solution)>();
        foreach (var action in actions)
        {
            changed.Add((action.EquivalenceKey!, await Apply(action, document.Project.Solution)));
        }

        return changed;
    }

    /// <summary>The solution after the fix of all findings in a scope.</summary>
    public async Task<Solution> FixAll(CodeFixProvider fix, Document document, FixAllScope scope, string key)
    {
        var findings = new Dictionary<ProjectId, ImmutableArray<Diagnostic>>();
        foreach (var project in Solution.Projects)
        {
            findings.Add(project.Id, await Findings(project));
        }

        var context = new FixAllContext(document, fix, scope, key, fix.FixableDiagnosticIds, new Provider(findings), CancellationToken.None);
        return await Apply((await fix.GetFixAllProvider()!.GetFixAsync(context))!, Solution);
    }

    /// <inheritdoc/>
    public void Dispose() => workspace.Dispose();

    // What an editor does with a fix: names are shortened and new lines indented.
    private static async Task<Solution> Apply(CodeAction action, Solution before)
    {
        var changed = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
        foreach (var id in changed.GetChanges(before).GetProjectChanges().SelectMany(static project => project.GetChangedDocuments()).ToArray())
        {
            var document = await Simplifier.ReduceAsync(changed.GetDocument(id)!, Simplifier.Annotation);
            changed = (await Formatter.FormatAsync(document, Formatter.Annotation)).Project.Solution;
        }

        return changed;
    }

    private sealed class Provider(Dictionary<ProjectId, ImmutableArray<Diagnostic>> findings) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(findings[project.Id]);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return findings[document.Project.Id].Where(finding => finding.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
