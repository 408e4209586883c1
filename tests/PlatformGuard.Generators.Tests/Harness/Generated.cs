using System;
using System.Collections.Immutable;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.FeatureManagement;

namespace PlatformGuard.Generators.Tests.Harness;

/// <summary>The generator run over one source, and what became of it.</summary>
internal sealed record Generated(Compilation Input, Compilation Output, ImmutableArray<(string Name, string Text)> Sources)
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using PlatformGuard;
        """;

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    /// <summary>Framework, dependency injection and annotations, without a flag provider.</summary>
    public static ImmutableArray<MetadataReference> Framework { get; } =
    [
        .. Net100.References.All,
        .. new[] { typeof(ServiceProvider), typeof(IServiceCollection), typeof(ServiceClientAttribute) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location)),
    ];

    /// <summary>The same with Microsoft.FeatureManagement.</summary>
    public static ImmutableArray<MetadataReference> WithFeatureManagement { get; } = [.. Framework, MetadataReference.CreateFromFile(typeof(IFeatureManager).Assembly.Location)];

    /// <summary>The only generated text.</summary>
    public string Source => Assert.Single(Sources).Text;

    public static CSharpCompilation Compile(string source, ImmutableArray<MetadataReference> references, NullableContextOptions nullable = NullableContextOptions.Enable) => CSharpCompilation.Create(
        "App" + Guid.NewGuid().ToString("N"),
        [CSharpSyntaxTree.ParseText(Usings, ParseOptions, "Usings.cs"), CSharpSyntaxTree.ParseText(source, ParseOptions, "Code.cs", System.Text.Encoding.UTF8)],
        references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: nullable, generalDiagnosticOption: ReportDiagnostic.Error));

    /// <summary>Generates with Microsoft.FeatureManagement; the result must compile without error and without warning.</summary>
    public static Generated From(string source) => From(source, WithFeatureManagement);

    /// <summary>Generates; the result must compile without error and without warning.</summary>
    public static Generated From(string source, ImmutableArray<MetadataReference> references, params (string Key, string Value)[] options)
    {
        var generated = Run(Compile(source, references), options);
        Assert.True(generated.Errors() is [], string.Join('\n', [.. generated.Errors(), .. generated.Sources.Select(static source => source.Text)]));
        return generated;
    }

    /// <summary>Generates whatever comes of it.</summary>
    public static Generated Run(CSharpCompilation compilation, params (string Key, string Value)[] options)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new GuardedClientGenerator().AsSourceGenerator()], parseOptions: ParseOptions, optionsProvider: new Options(options));
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        Assert.Empty(diagnostics);
        var result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        return new(compilation, output, [.. result.GeneratedSources.Select(static source => (source.HintName, source.SourceText.ToString()))]);
    }

    public string[] Errors() =>
        [.. Output.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(static diagnostic => diagnostic.ToString())];

    /// <summary>Loads the compiled result.</summary>
    public Assembly Load()
    {
        using var image = new MemoryStream();
        var emitted = Output.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        image.Position = 0;
        return new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
    }

    /// <summary>Runs <c>Program.Run(bool isOn)</c> of the source with the flag on or off and returns what it returns.</summary>
    public async Task<string> Execute(bool isOn)
    {
        var run = Load().GetType("Program", throwOnError: true)!.GetMethod("Run", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        var result = run.Invoke(null, [isOn]);
        return result is Task<string> task ? await task : (string)result!;
    }

    /// <summary>What analyzers say about the result.</summary>
    public async Task<Diagnostic[]> Analyze(ImmutableArray<DiagnosticAnalyzer> analyzers, params (string Key, string Value)[] options)
    {
        var run = Output.WithAnalyzers(analyzers, new AnalyzerOptions([], new Options(options)));
        var found = await run.GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(static diagnostic => diagnostic.GetMessage(null), StringComparer.Ordinal)];
    }

    internal sealed class Options((string Key, string Value)[] values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(values.ToDictionary(static pair => pair.Key, static pair => pair.Value));

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, out string value)
            {
                value = values.GetValueOrDefault(key)!;
                return value is not null;
            }
        }
    }
}
