using PlatformGuard.Guidelines.Logging;

namespace PlatformGuard.Guidelines.Tests.Logging;

public sealed class LogFieldsTests
{
    [Theory]
    [InlineData("user_id", "gl_user_id")]
    [InlineData("UserId", "gl_user_id")]
    [InlineData("userid", "gl_user_id")]
    [InlineData("StatusCode", "status")]
    [InlineData("http_status", "status")]
    [InlineData("ElapsedTime", "duration_s")]
    [InlineData("DURATION_MS", "duration_s")]
    [InlineData("IP", "remote_ip")]
    [InlineData("HostName", "host")]
    public void Synonym_InAnySpelling_HasAStandardName(string name, string expected) => Assert.Equal(expected, LogFields.StandardOf(name)?.Name);

    [Theory]
    [InlineData("gl_user_id")]
    [InlineData("GlUserId")]
    [InlineData("status")]
    [InlineData("Method")]
    [InlineData("duration_s")]
    [InlineData("retry_duration_limit")]
    [InlineData("ShippingStatusCode")]
    [InlineData("UserIdentity")]
    [InlineData("correlation_id")]
    [InlineData("0")]
    [InlineData("")]
    public void OtherNames_HaveNone(string name) => Assert.Null(LogFields.StandardOf(name));
}
