using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PlatformGuard.Analyzers.Tests.Harness;

/// <summary>Compilations of test input against the framework, real libraries, and stubs of those that no registry has.</summary>
internal static class TestCode
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> RealLibraries = new(ReadLibraries);

    private static readonly Lazy<ImmutableArray<MetadataReference>> LazyReferences = new(() => [.. RealLibraries.Value, CompileStubs()]);

    // Hundreds of references are bound once; what is made from here on shares them.
    private static readonly Lazy<CSharpCompilation> Empty = new(static () => CSharpCompilation.Create(
        "Service",
        references: References,
        options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true)));

    public static ImmutableArray<MetadataReference> References => LazyReferences.Value;

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    public static CSharpCompilation Compile(string source, params MetadataReference[] more) =>
        Compile([("Test0.cs", source)], more);

    public static CSharpCompilation Compile(IEnumerable<(string Path, string Source)> files, params MetadataReference[] more)
    {
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Source, System.Text.Encoding.UTF8), ParseOptions, file.Path));
        var compilation = Empty.Value.AddSyntaxTrees(trees);
        return more.Length == 0 ? compilation : compilation.AddReferences(more);
    }

    /// <summary>A library as other projects see it: metadata only.</summary>
    public static PortableExecutableReference Library(string name, string source)
    {
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source, ParseOptions)],
            RealLibraries.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return Emit(compilation);
    }

    public static string[] ErrorsOf(Compilation compilation) =>
        [.. compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(static diagnostic => diagnostic.ToString())];

    // The framework included, as the build of PlatformGuard.Analyzers.Libraries resolved it.
    private static ImmutableArray<MetadataReference> ReadLibraries()
    {
        using var list = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("libraries.txt")!);
        return [.. list.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static path => MetadataReference.CreateFromFile(path))];
    }

    private static PortableExecutableReference CompileStubs()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var trees = assembly.GetManifestResourceNames()
            .Where(static name => name.EndsWith(".cs", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                return CSharpSyntaxTree.ParseText(SourceText.From(stream), ParseOptions, name);
            });
        return Emit(CSharpCompilation.Create(
            "ThirdParty", trees, RealLibraries.Value, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)));
    }

    private static PortableExecutableReference Emit(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
