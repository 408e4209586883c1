using Microsoft.CodeAnalysis;
using PlatformGuard.Guidelines.State;

namespace PlatformGuard.Analyzers.Tests.Configuration;

public sealed class VolumeOptionTests
{
    private static readonly DeclaredVolume[] Awkward =
    [
        new("/models", VolumePurpose.Models),
        new("/cache, with; odd#signs|%", VolumePurpose.Scratch),
        new("/größe", VolumePurpose.Scratch),
    ];

    [Fact]
    public void Encoded_ThroughARealGlobalConfiguration_Survives()
    {
        var config = AnalyzerConfig.Parse($"is_global = true\n{VolumeOption.Key} = {VolumeOption.Encode(Awkward)}\n", "/build/.globalconfig");
        var options = AnalyzerConfigSet.Create(new[] { config }).GlobalConfigOptions.AnalyzerOptions;

        Assert.True(VolumeOption.TryDecode(options[VolumeOption.Key], out var volumes));
        Assert.Equal(Awkward, volumes);
    }

    [Fact]
    public void Decode_OfAPathWrittenByHand_TakesSlashes()
    {
        Assert.True(VolumeOption.TryDecode("scratch|/var/cache, models|/models", out var volumes));
        Assert.Equal([new("/var/cache", VolumePurpose.Scratch), new("/models", VolumePurpose.Models)], volumes);
    }

    [Theory]
    [InlineData("/cache")]
    [InlineData("other|/cache")]
    [InlineData("scratch|")]
    [InlineData("scratch|/cache|more")]
    [InlineData("scratch|%FF")]
    public void Decode_OfMalformed_IsNoVolumeAtAll(string value)
    {
        Assert.False(VolumeOption.TryDecode(value, out var volumes));
        Assert.Empty(volumes);
    }
}
