using PlatformGuard.Analyzers.CodeFixes;
using PlatformGuard.Analyzers.Logging;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.CodeFixes;

public sealed class LogFieldNameFixTests
{
    private static string In(string statements) => $$"""
        using System.Collections.Generic; using Microsoft.Extensions.Logging; using Serilog.Context;
        class C { void M(ILogger logger, int id, string text) { {{statements}} } }
        """;

    [Theory]
    [InlineData("""logger.LogInformation("By {user_id}", id);""", """logger.LogInformation("By {gl_user_id}", id);""")]
    [InlineData("""logger.LogInformation("By {UserId}", id);""", """logger.LogInformation("By {GlUserId}", id);""")]
    [InlineData("""logger.LogInformation("By {userId:D}", id);""", """logger.LogInformation("By {glUserId:D}", id);""")]
    [InlineData("""logger.LogInformation(@"From {IpAddress}", text);""", """logger.LogInformation(@"From {RemoteIp}", text);""")]
    [InlineData("""using var s = logger.BeginScope(new Dictionary<string, object> { ["status_code"] = id });""", """using var s = logger.BeginScope(new Dictionary<string, object> { ["status"] = id });""")]
    [InlineData("""using var s = LogContext.PushProperty("Hostname", text);""", """using var s = LogContext.PushProperty("Host", text);""")]
    public Task Field_GetsItsStandardName(string before, string after) => VerifyFix.Rule<LogFieldName, LogFieldNameFix>(In(before), In(after), LogFieldNameFix.Key);

    [Theory]
    [InlineData("""logger.LogInformation("Took {duration_ms}", id);""")]
    [InlineData("""logger.LogInformation("By {user_id} and {gl_user_id}", id, id);""")]
    [InlineData("""const string Name = "user_id"; using var s = LogContext.PushProperty(Name, id);""")]
    public async Task Field_WhoseValueOrOtherPlacesWouldChange_IsLeftToAPerson(string statements) => Assert.Empty(await VerifyFix.Offered<LogFieldName, LogFieldNameFix>(In(statements)));

    [Fact]
    public Task FixAll_RenamesEveryField() => VerifyFix.All<LogFieldName, LogFieldNameFix>(
        In("""logger.LogInformation("By {UserId} at {Hostname}", id, text); logger.LogDebug("{status_code}", id);"""),
        In("""logger.LogInformation("By {GlUserId} at {Host}", id, text); logger.LogDebug("{status}", id);"""),
        LogFieldNameFix.Key);
}
