using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PlatformGuard.Analyzers.CodeFixes;
using PlatformGuard.Analyzers.FeatureFlags;
using PlatformGuard.Analyzers.Tests.FeatureFlags;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.CodeFixes;

/// <summary>Every fix that is offered for any violation in the tables of shapes: the result compiles, and the finding is gone.</summary>
public sealed class FixedShapeTests
{
    private static readonly (string Path, string Source)[] Files = [.. ShapeTests.Files()];

    private static readonly int[] Violating = [.. Enumerable.Range(0, Shape.All.Count).Where(static index => !Markup.Parse(Shape.All[index].ToMarkup(index)).Spans.IsEmpty)];

    public static TheoryData<string> Names { get; } = [.. Violating.Select(static index => Shape.All[index].ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EveryOfferedFix_Compiles_AndMendsItsFinding(string name)
    {
        var index = Shape.All.Select(static shape => shape.ToString()).ToList().IndexOf(name);
        using var opened = new FixSolution(new UnguardedServiceClient(), [Files[0], Files[index + 1]]);
        var project = opened.Solution.Projects.Single();
        var before = await opened.Findings(project);
        var document = project.Documents.Single(document => document.FilePath == Files[index + 1].Path);

        foreach (var finding in before)
        {
            foreach (var (key, changed) in await FixSolution.Fixes(new GuardedCallFix(), document, finding))
            {
                var fixedProject = changed.GetProject(project.Id)!;
                var text = (await changed.GetDocument(document.Id)!.GetTextAsync()).ToString();
                var errors = TestCode.ErrorsOf((await fixedProject.GetCompilationAsync())!);
                Assert.True(errors.Length == 0, $"{key} of {finding}\n{string.Join('\n', errors)}\n{text}");

                // A duty that was moved to the callers may be reported there.
                var after = await opened.Findings(fixedProject);
                var isMended = key == GuardedCallFix.CheckKey
                    ? after.Length < before.Length
                    : CountIn(finding, after) < CountIn(finding, before);
                Assert.True(isMended, $"{key} does not mend {finding}\n{string.Join('\n', after)}\n{text}");
            }
        }

        static int CountIn(Diagnostic finding, IEnumerable<Diagnostic> found) =>
            found.Count(other => other.Properties[GuardProperties.Enclosing] == finding.Properties[GuardProperties.Enclosing] && other.Properties[GuardProperties.Member] == finding.Properties[GuardProperties.Member]);
    }

    [Theory]
    [InlineData(GuardedCallFix.CheckKey)]
    [InlineData(GuardedCallFix.RequireKey)]
    public async Task FixAll_OfDocumentProjectAndSolution_CompilesAndMends(string key)
    {
        var shapes = Violating.Select(static index => Files[index + 1]).ToArray();
        using var opened = new FixSolution(new UnguardedServiceClient(), [Files[0], .. shapes.Where(static (_, index) => index % 2 == 0)], [Files[0], .. shapes.Where(static (_, index) => index % 2 == 1)]);
        var projects = opened.Solution.Projects.ToArray();
        var document = projects[0].Documents.First(static document => document.Name != Files[0].Path);

        foreach (var scope in new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution })
        {
            var changed = await opened.FixAll(new GuardedCallFix(), document, scope, key);

            Assert.NotEqual(await TextOf(opened.Solution.GetDocument(document.Id)!), await TextOf(changed.GetDocument(document.Id)!));
            foreach (var project in projects)
            {
                var fixedProject = changed.GetProject(project.Id)!;
                var errors = TestCode.ErrorsOf((await fixedProject.GetCompilationAsync())!);
                Assert.True(errors.Length == 0, $"{scope}\n{string.Join('\n', errors)}");
                var changes = fixedProject.GetChanges(project).GetChangedDocuments().Count();
                var isWhole = scope == FixAllScope.Solution || (scope == FixAllScope.Project && project == projects[0]);
                Assert.True(isWhole ? changes > shapes.Length / 4 : changes == (project == projects[0] && scope == FixAllScope.Document ? 1 : 0), $"{scope}: {changes} documents of {project.Name}");
                if (isWhole && key == GuardedCallFix.CheckKey)
                {
                    Assert.True((await opened.Findings(fixedProject)).Length * 3 < (await opened.Findings(project)).Length, $"{scope}: {(await opened.Findings(fixedProject)).Length} of {(await opened.Findings(project)).Length} findings stay");
                }
            }
        }

        static async Task<string> TextOf(Document document) => (await document.GetTextAsync()).ToString();
    }
}
