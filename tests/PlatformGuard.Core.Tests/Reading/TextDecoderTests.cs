using System;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Reading;

public sealed class TextDecoderTests
{
    private const string Text = "a: \"é𝄞\"\r\nb: 2\n";

    public static TheoryData<string> Encodings => ["utf-8", "utf-16", "utf-16BE", "utf-32"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Decode_WithAByteOrderMark_IsTheTextWithoutIt(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.Preamble, .. encoding.GetBytes(Text)];

        Assert.Equal(Text, TextDecoder.Decode(bytes, out var invalidAt));
        Assert.Null(invalidAt);
        Assert.False(TextDecoder.IsBinary(bytes));
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void File_InAnyEncoding_HasTheSamePositions(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] yaml = [.. encoding.Preamble, .. encoding.GetBytes("a: é\nb: 'x'\n")];
        byte[] json = [.. encoding.Preamble, .. encoding.GetBytes("{\"a\": \"é\",\n \"b\": \"x\"}")];

        Assert.Equal(new Location("a.yaml", new(2, 4), new(2, 7)), FileReader.Read("a.yaml", yaml, new CheckOptions())!.Documents[0]["b"]!.Location);
        Assert.Equal(new Location("appsettings.json", new(2, 7), new(2, 10)), FileReader.Read("appsettings.json", json, new CheckOptions())!.Documents[0]["b"]!.Location);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', 0xFF, (byte)'b' }, 1, 2)]
    [InlineData(new byte[] { 0xC3, 0xA9, (byte)'\n', (byte)'x', 0xC3 }, 2, 2)]
    [InlineData(new byte[] { (byte)'\n', 0xF0, 0x9D, 0x84, 0x9E, 0xED, 0xA0, 0x80 }, 2, 3)]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'a', 0xC0, 0x80 }, 1, 2)]
    public void Decode_OfInvalidUtf8_TellsThePlaceOfTheFirstWrongByte(byte[] bytes, int line, int column)
    {
        Assert.Contains('\uFFFD', TextDecoder.Decode(bytes, out var invalidAt));
        Assert.Equal(new Position(line, column), invalidAt);
    }

    [Fact]
    public void Yaml_WithInvalidUtf8_IsAProblemAtThatPlace()
    {
        var file = FileReader.Read(".gitlab-ci.yml", (byte[])[.. "a: 1\nb: x"u8, 0xFF], new CheckOptions())!;

        Assert.Equal(new Position(2, 5), file.Problem!.Location.Start);
        Assert.Equal("it holds bytes that are not valid UTF-8", file.Problem.Reason);
    }

    [Theory]
    [InlineData("deploy.yaml", true)]
    [InlineData(".env", true)]
    [InlineData("main.py", false)]
    [InlineData("README", false)]
    public void Binary_WithATextsName_IsAProblemWhereTheFileMatters(string path, bool matters)
    {
        byte[] bytes = [.. "a: 1\n"u8, 0, 1, 2];

        Assert.Equal(matters ? "it is a binary file" : null, FileReader.Read(path, bytes, new CheckOptions())?.Problem?.Reason);
    }

    [Fact]
    public void IsBinary_OfAZeroFarBehindTheBeginning_IsFalseAsInGit() => Assert.False(TextDecoder.IsBinary((byte[])[.. Enumerable.Repeat((byte)'a', 8000), 0]));

    [Fact]
    public void Empty_File_ConcernsNoCheck() => Assert.Null(FileReader.Read("deploy.yaml", ReadOnlyMemory<byte>.Empty, new CheckOptions()));
}
