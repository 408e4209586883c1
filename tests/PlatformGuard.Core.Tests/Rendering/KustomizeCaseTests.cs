using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using PlatformGuard.Core.Reading;
using PlatformGuard.Core.Rendering;

namespace PlatformGuard.Core.Tests.Rendering;

/// <summary>
/// Whole overlays beside what <c>kubectl kustomize</c> (kustomize v5.5.0) made of them, hashes of generated names taken off.
/// A case is one text: sections headed by <c>-- path --</c>, the expected ones by <c>-- expected FOLDER --</c>.
/// </summary>
public sealed partial class KustomizeCaseTests
{
    public static TheoryData<string> Cases() =>
        [.. typeof(KustomizeCaseTests).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("rendering/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Overlay_RenderedAsKustomizeDoes(string resource)
    {
        var sections = Sections(resource);
        var codeBase = TestCodeBase.Of([.. sections.Where(section => !section.Name.StartsWith("expected ", StringComparison.Ordinal))]);
        var rendered = codeBase.Facts<RenderedManifests>();

        Assert.Empty(rendered.NotEvaluated);
        var expected = sections.Where(section => section.Name.StartsWith("expected ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(expected);
        foreach (var (name, content) in expected)
        {
            var set = Assert.Single(rendered.Sets, set => set.Name == name["expected ".Length..]);
            Assert.True(set.IsComplete);
            Assert.Equal(ManifestDump.Of(YamlReader.Read("expected", content, new CheckOptions()).Documents), ManifestDump.Of(set.Objects));
        }
    }

    private static List<(string Name, string Content)> Sections(string resource)
    {
        using var reader = new StreamReader(typeof(KustomizeCaseTests).Assembly.GetManifestResourceStream(resource)!);
        var parts = SectionHead().Split(reader.ReadToEnd());
        return [.. parts.Skip(1).Chunk(2).Select(pair => (pair[0], pair[1]))];
    }

    [GeneratedRegex("^-- (.+) --\n", RegexOptions.Multiline)]
    private static partial Regex SectionHead();
}
