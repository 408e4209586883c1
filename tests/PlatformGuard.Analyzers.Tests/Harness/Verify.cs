using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PlatformGuard.Analyzers.Datastores;
using PlatformGuard.Analyzers.Secrets;

namespace PlatformGuard.Analyzers.Tests.Harness;

/// <summary>Runs analyzers over marked source and compares what they report with the marks, exactly.</summary>
internal static class Verify
{
    public static ImmutableArray<DiagnosticAnalyzer> AllAnalyzers { get; } =
        [.. typeof(GuidelineAnalyzer).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(GuidelineAnalyzer)) && !type.IsAbstract)
            .OrderBy(static type => type.FullName, StringComparer.Ordinal)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    public static Task Connection(string markup, BuildOptions? options = null) => Rule<MainDatastoreConnection>("PG1001", markup, options);

    public static Task Name(string markup, BuildOptions? options = null) => Rule<MainDatastoreByName>("PG1002", markup, options);

    public static Task Undeclared(string markup, BuildOptions? options = null) => Rule<UndeclaredDatastore>("PG1003", markup, options);

    public static Task DataModel(string markup, BuildOptions? options = null, params MetadataReference[] references) => Rule<MainDataModel>("PG1004", markup, options, references);

    public static Task Secret(string markup, BuildOptions? options = null) => Rule<SecretLiteral>("PG3004", markup, options);

    public static async Task Rule<TAnalyzer>(string id, string markup, BuildOptions? options = null, params MetadataReference[] references)
        where TAnalyzer : DiagnosticAnalyzer, new()
    {
        var marked = Markup.Parse(markup);
        var compilation = TestCode.Compile(marked.Source, references);
        Assert.Empty(TestCode.ErrorsOf(compilation));
        var found = await Run(compilation, options, new TAnalyzer());

        var expected = marked.Spans.Select(span => Show(span.Id ?? id, marked.Source, span.Span.Start, span.Span.End));
        var actual = found.Select(diagnostic => Show(diagnostic.Id, marked.Source, diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.End));
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        if (references.Length == 0)
        {
            await VerifyFix.EachOffer(new TAnalyzer(), marked.Source, found, options);
        }
    }

    /// <summary>What the analyzers report, in order of position. An analyzer that throws fails the test.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Run(Compilation compilation, BuildOptions? options, params ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var thrown = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        var run = compilation.WithAnalyzers(
            analyzers,
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions((options ?? BuildOptions.None).Files, options ?? BuildOptions.None),
                (exception, _, _) => thrown.Enqueue(exception),
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false));
        var diagnostics = await run.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        Assert.Empty(thrown);
        return [.. diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(static diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    private static string Show(string id, string source, int start, int end) => $"{start:D6} {id} {source[start..end]}";
}
