using System.Linq;
using PlatformGuard.Core.Checks;

namespace PlatformGuard.Core.Tests.Checks;

public sealed class QuotedTextTests
{
    [Theory]
    [InlineData("redis://:hunter2@host:6379", "redis://:***@host:6379")]
    [InlineData("postgres://user:hunter2@host/db", "postgres://user:***@host/db")]
    [InlineData("https://user:hun:ter/2@host", "https://user:***@host")]
    [InlineData("user:hunter2@registry.example.com/app:latest", "user:***@registry.example.com/app:latest")]
    [InlineData("u:hunter2@h/app:1@sha256:3f5a8d0c9b7e61a2440d7c15e9f8b2a6", "u:***@h/app:1@sha256:3f5a8d0c9b7e61a2440d7c15e9f8b2a6")]
    [InlineData("a:hunter2@b and c:hunter2@d", "a:***@b and c:***@d")]
    [InlineData("user:hun@ter2@host", "user:***@host")]
    public void Password_InAnAddress_IsMasked(string text, string expected) => Assert.Equal(expected, QuotedText.Of(text));

    [Theory]
    [InlineData("registry.example.com:5000/app:1.4.2@sha256:3f5a8d0c9b7e61a2440d7c15e9f8b2a6")]
    [InlineData("app:1.4@${DIGEST}")]
    [InlineData("https://user@host/path")]
    [InlineData("someone@example.com")]
    [InlineData("note: someone@example.com")]
    [InlineData("group::code-review")]
    [InlineData("")]
    public void Text_WithoutAPassword_IsUnchanged(string text) => Assert.Equal(text, QuotedText.Of(text));

    [Fact]
    public void Text_OfAnyLength_IsShortenedBetweenCharacters()
    {
        var text = QuotedText.Of(string.Concat(Enumerable.Repeat("😀", 200)));

        Assert.InRange(text.Length, 298, 300);
        Assert.Equal('…', text[^1]);
        Assert.False(char.IsHighSurrogate(text[^2]));
        Assert.Equal(300, QuotedText.Of(new string('x', 300)).Length);
    }
}
