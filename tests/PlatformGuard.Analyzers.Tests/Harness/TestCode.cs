using System.Collections.Immutable;
using System.Reflection;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PlatformGuard.Analyzers.Tests.Harness;

/// <summary>Compilations of test input against the framework and the stubs of third-party libraries.</summary>
internal static class TestCode
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> LazyReferences = new(() => [.. Net100.References.All, CompileStubs()]);

    public static ImmutableArray<MetadataReference> References => LazyReferences.Value;

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    public static CSharpCompilation Compile(string source, params MetadataReference[] more) =>
        Compile([("Test0.cs", source)], more);

    public static CSharpCompilation Compile(IEnumerable<(string Path, string Source)> files, params MetadataReference[] more)
    {
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Source, System.Text.Encoding.UTF8), ParseOptions, file.Path));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);
        return CSharpCompilation.Create("Service", trees, [.. References, .. more], options);
    }

    /// <summary>A library as other projects see it: metadata only.</summary>
    public static PortableExecutableReference Library(string name, string source)
    {
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source, ParseOptions)],
            Net100.References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return Emit(compilation);
    }

    public static string[] ErrorsOf(Compilation compilation) =>
        [.. compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(static diagnostic => diagnostic.ToString())];

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
            "ThirdParty", trees, Net100.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)));
    }

    private static PortableExecutableReference Emit(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
