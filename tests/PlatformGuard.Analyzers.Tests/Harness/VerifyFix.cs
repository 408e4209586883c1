using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using Microsoft.CodeAnalysis.Text;
using PlatformGuard.Analyzers.CodeFixes;

namespace PlatformGuard.Analyzers.Tests.Harness;

/// <summary>Applies code fixes in a real workspace and compiles what they make.</summary>
internal static class VerifyFix
{
    /// <summary>Applies the fix with this equivalence key to the only finding.</summary>
    public static async Task Rule<TAnalyzer, TFix>(string source, string fixedSource, string key, BuildOptions? options = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        using var project = await FixProject.Open(source, options);
        var finding = Assert.Single(await project.Findings(new TAnalyzer()));
        var action = (await FixProject.Actions(new TFix(), project.Document, finding)).Single(action => action.EquivalenceKey == key);

        var changed = await FixProject.Apply(action, project.Document.Id);

        Assert.Equal(fixedSource, changed);
        Assert.Empty(TestCode.ErrorsOf(TestCode.Compile(changed)));
        using var after = await FixProject.Open(changed, options);
        Assert.Empty(await after.Findings(new TAnalyzer()));
    }

    /// <summary>Applies the fix with this key to all findings at once.</summary>
    public static async Task All<TAnalyzer, TFix>(string source, string fixedSource, string key, BuildOptions? options = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        using var project = await FixProject.Open(source, options);
        var fix = new TFix();
        var findings = await project.Findings(new TAnalyzer());
        var context = new FixAllContext(project.Document, fix, FixAllScope.Document, key, fix.FixableDiagnosticIds, new Provider(findings), CancellationToken.None);
        var action = await fix.GetFixAllProvider()!.GetFixAsync(context);

        var changed = await FixProject.Apply(action!, project.Document.Id);

        Assert.Equal(fixedSource, changed);
        Assert.Empty(TestCode.ErrorsOf(TestCode.Compile(changed)));
    }

    /// <summary>The equivalence keys that are offered for the findings, in order; every one of them is applied and must compile.</summary>
    public static async Task<string[]> Offered<TAnalyzer, TFix>(string source, BuildOptions? options = null)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        using var project = await FixProject.Open(source, options);
        var findings = await project.Findings(new TAnalyzer());
        Assert.NotEmpty(findings);
        var keys = new List<string>();
        foreach (var finding in findings)
        {
            foreach (var action in await FixProject.Actions(new TFix(), project.Document, finding))
            {
                var changed = await FixProject.Apply(action, project.Document.Id);
                Assert.NotEqual(source, changed);
                Assert.Empty(TestCode.ErrorsOf(TestCode.Compile(changed)));
                keys.Add(action.EquivalenceKey!);
            }
        }

        return [.. keys];
    }

    /// <summary>
    /// Applies every fix that is offered for any finding: the result must compile, and the finding must be gone. Every violation in the tests of a rule
    /// with a fix goes through here.
    /// </summary>
    public static async Task EachOffer(DiagnosticAnalyzer analyzer, string source, ImmutableArray<Diagnostic> findings, BuildOptions? options)
    {
        var fixes = Fixes.Where(fix => findings.Any(finding => fix.FixableDiagnosticIds.Contains(finding.Id))).ToList();
        if (fixes.Count == 0)
        {
            return;
        }

        using var project = await FixProject.Open(source, options);
        foreach (var finding in await project.Findings(analyzer))
        {
            foreach (var action in (await Task.WhenAll(fixes.Select(fix => FixProject.Actions(fix, project.Document, finding)))).SelectMany(static actions => actions))
            {
                var changed = await FixProject.Apply(action, project.Document.Id);
                var compilation = TestCode.Compile(changed);
                Assert.Empty(TestCode.ErrorsOf(compilation));
                var left = await Verify.Run(compilation, options, analyzer);
                Assert.True(left.Length < findings.Length, $"{action.Title} leaves {left.Length} of {findings.Length} findings:\n{changed}");
            }
        }
    }

    private static readonly CodeFixProvider[] Fixes = [new MainDatastoreByNameFix(), new SecretLiteralFix(), new LogMessageTemplateFix(), new LogFieldNameFix()];

    private sealed class Provider(ImmutableArray<Diagnostic> findings) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(findings);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(findings);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }

    private sealed class FixProject : IDisposable
    {
        private readonly AdhocWorkspace workspace;
        private readonly BuildOptions options;

        private FixProject(AdhocWorkspace workspace, Document document, BuildOptions options)
        {
            this.workspace = workspace;
            this.options = options;
            Document = document;
        }

        public Document Document { get; }

        public static async Task<FixProject> Open(string source, BuildOptions? options)
        {
            var workspace = new AdhocWorkspace();
            var compilation = TestCode.Compile(source);
            var id = ProjectId.CreateNewId();
            var documentId = DocumentId.CreateNewId(id);
            var solution = workspace.CurrentSolution
                .AddProject(ProjectInfo.Create(id, VersionStamp.Default, "Service", "Service", LanguageNames.CSharp, compilationOptions: compilation.Options, parseOptions: TestCode.ParseOptions, metadataReferences: TestCode.References))
                .AddDocument(documentId, "Test0.cs", SourceText.From(source));
            if (options is not null)
            {
                // The options of a project in a workspace come from its configuration files alone.
                solution = solution.AddAnalyzerConfigDocument(
                    DocumentId.CreateNewId(id), ".globalconfig", SourceText.From("is_global = true\n" + options.AsGlobalConfiguration()), filePath: "/build/.globalconfig");
            }

            var document = solution.GetDocument(documentId)!;
            Assert.Empty(TestCode.ErrorsOf((await document.Project.GetCompilationAsync())!));
            return new(workspace, document, options ?? BuildOptions.None);
        }

        public async Task<ImmutableArray<Diagnostic>> Findings(DiagnosticAnalyzer analyzer) =>
            await Verify.Run((await Document.Project.GetCompilationAsync())!, options, analyzer);

        public static async Task<List<CodeAction>> Actions(CodeFixProvider fix, Document document, Diagnostic finding)
        {
            var actions = new List<CodeAction>();
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), CancellationToken.None));
            return actions;
        }

        public static async Task<string> Apply(CodeAction action, DocumentId id)
        {
            var operations = await action.GetOperationsAsync(CancellationToken.None);
            var document = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(id)!;
            document = await Simplifier.ReduceAsync(document, Simplifier.Annotation);
            document = await Formatter.FormatAsync(document, Formatter.Annotation);
            return (await document.GetTextAsync()).ToString();
        }

        public void Dispose() => workspace.Dispose();
    }
}
