using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace PlatformGuard.Analyzers.Tests.Harness;

/// <summary>MSBuild properties and global analyzer configuration of a test compilation.</summary>
internal sealed class BuildOptions(params (string Key, string Value)[] values) : AnalyzerConfigOptionsProvider
{
    public static BuildOptions None { get; } = new();

    /// <summary>The additional files of the compilation.</summary>
    public ImmutableArray<AdditionalText> Files { get; init; } = [];

    public override AnalyzerConfigOptions GlobalOptions { get; } =
        new Values(values.ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.OrdinalIgnoreCase));

    /// <summary>The same options as lines of a global analyzer configuration.</summary>
    public string AsGlobalConfiguration() => string.Concat(values.Select(static pair => $"{pair.Key} = {pair.Value}\n"));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    /// <summary>An additional file as the package passes it.</summary>
    public static AdditionalText File(string path, string text) => new TextFile(path, text);

    private sealed class TextFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        // Without NotNullWhen, of which the assemblies under test each have a copy that is visible here.
        public override bool TryGetValue(string key, out string value)
        {
            value = values.GetValueOrDefault(key)!;
            return value is not null;
        }
    }
}
