using PlatformGuard.Analyzers.Configuration;

namespace PlatformGuard.Analyzers.Tests.Configuration;

public sealed class JsonSettingsTests
{
    [Fact]
    public void Settings_AreReadWithPathAndPlace()
    {
        const string Text = """
            // what .NET reads, it reads
            {
              "ConnectionStrings": { "Main": "Host=db;\u0041=1", /* none */ "Empty": "", },
              "Redis": { "Endpoints": ["a:6379", "b:6379"], "Ssl": true, "Port": 6379, "Missing": null }
            }
            """;

        var settings = JsonSettings.Read(Text);

        Assert.Equal(
            ["ConnectionStrings:Main=Host=db;A=1", "ConnectionStrings:Empty=", "Redis:Endpoints:0=a:6379", "Redis:Endpoints:1=b:6379", "Redis:Ssl=true", "Redis:Port=6379", "Redis:Missing="],
            settings.Select(static setting => setting.Key + "=" + setting.Value));
        Assert.Equal("\"a:6379\"", Text.Substring(settings[2].Start, settings[2].Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\"")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\":\"\\u12")]
    [InlineData("[[[[")]
    [InlineData("/* never ends")]
    [InlineData("{\"a\" \"b\"}")]
    [InlineData("\uFEFF}")]
    public void Malformed_GivesNothing_AndNeverThrows(string text) => Assert.Empty(JsonSettings.Read(text));

    [Fact]
    public void WhatStandsBeforeAnError_Counts() =>
        Assert.Equal(["a"], JsonSettings.Read("{\"a\": \"1\", \"b\": }").Select(static setting => setting.Key));

    [Fact]
    public void DeepNesting_EndsTheReading() => Assert.Empty(JsonSettings.Read(new string('[', 100_000)));

    [Fact]
    public void EveryPrefix_NeverThrows()
    {
        const string Text = """{ "A": { "B": ["x", 1, null, { "C": "\\\n\u00e9" }], /* c */ "D": -1.5e3 } }""";
        for (var length = 0; length <= Text.Length; length++)
        {
            Assert.NotNull(JsonSettings.Read(Text[..length]));
        }
    }
}
