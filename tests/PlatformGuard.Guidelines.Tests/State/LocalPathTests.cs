using PlatformGuard.Guidelines.State;

namespace PlatformGuard.Guidelines.Tests.State;

public sealed class LocalPathTests
{
    private static readonly DeclaredVolume[] Volumes = [new("/models", VolumePurpose.Models), new("/var/cache/", VolumePurpose.Scratch)];

    [Theory]
    [InlineData("/models/ranker.onnx", PathPlace.DeclaredVolume)]
    [InlineData("/models", PathPlace.DeclaredVolume)]
    [InlineData("/var/cache/x", PathPlace.DeclaredVolume)]
    [InlineData("/data/../models/x", PathPlace.DeclaredVolume)]
    [InlineData("/models/../data/x", PathPlace.Container)]
    [InlineData("/models-old/x", PathPlace.Container)]
    [InlineData("models/x", PathPlace.Container)]
    [InlineData("/tmp/x", PathPlace.Temporary)]
    [InlineData("/var/tmp/x", PathPlace.Temporary)]
    [InlineData("/tmpx", PathPlace.Container)]
    [InlineData("tmp/x", PathPlace.Container)]
    [InlineData("../../tmp/x", PathPlace.Container)]
    [InlineData("/dev/null", PathPlace.Device)]
    [InlineData("/dev/stdout", PathPlace.Device)]
    [InlineData("/app/data.json", PathPlace.Container)]
    [InlineData("C:\\data\\x", PathPlace.Container)]
    [InlineData("", PathPlace.Container)]
    public void Judge_APath_SaysWhereItLeads(string path, PathPlace expected) => Assert.Equal(expected, LocalPath.Judge(path, Volumes));
}
