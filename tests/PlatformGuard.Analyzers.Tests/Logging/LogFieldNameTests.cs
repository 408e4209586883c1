using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Logging;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.Logging;

public sealed class LogFieldNameTests
{
    private static string InMethod(string statements) => $$"""
        using System; using System.Collections.Generic; using Microsoft.Extensions.Logging; using Serilog; using Serilog.Context;
        class C { void M(Microsoft.Extensions.Logging.ILogger logger, Serilog.ILogger serilog, NLog.Logger nlog, int id, object request) { {{statements}} } }
        """;

    [Theory]
    [InlineData("""logger.LogInformation("By {[|user_id|]} with {[|StatusCode|]}", id, id);""")]
    [InlineData("""logger.LogInformation("Took {[|duration_ms|]:F1}", id);""")]
    [InlineData("""logger.LogInformation("Took {[|Duration|],5}", id);""")]
    [InlineData("""using var s = logger.BeginScope("For {[|UserId|]}", id);""")]
    [InlineData("""using var s = logger.BeginScope(new Dictionary<string, object> { [[|"user_id"|]] = id, ["gl_user_id"] = id });""")]
    [InlineData("""using var s = logger.BeginScope(new Dictionary<string, object> { { [|"ip"|], id } });""")]
    [InlineData("""using var s = LogContext.PushProperty([|"HostName"|], id);""")]
    [InlineData("""serilog.ForContext([|"UserId"|], id).Information("x");""")]
    [InlineData("""Log.Information("From {[|IpAddress|]}", id);""")]
    [InlineData("""nlog.Info("From {[|source_ip|]}", id);""")]
    [InlineData("""var c = new LoggerConfiguration().Enrich.WithProperty([|"hostname"|], "x");""")]
    [InlineData("""logger.LogInformation([|"By {" + "user_id}"|], id);""")]
    public Task Synonym_IsReported(string statements) => Verify.Rule<LogFieldName>("PG6006", InMethod(statements));

    [Theory]
    [InlineData("""logger.LogInformation("By {gl_user_id} with {Status}", id, id);""")]
    [InlineData("""logger.LogInformation("By {GlUserId} of {Method} {Url} {Host} {duration_s}", id, id, id, id, id);""")]
    [InlineData("""logger.LogInformation("Retry {retry_duration_limit} of {ShippingStatusCode}", id, id);""")]
    [InlineData("""logger.LogInformation("Literal {{user_id}}", id);""")]
    [InlineData("""logger.LogInformation("Whole {@Ip}", request);""")]
    [InlineData("""logger.LogInformation("user_id", id);""")]
    [InlineData("""var labels = new Dictionary<string, object> { ["user_id"] = id };""")]
    [InlineData("""Console.WriteLine("{user_id}");""")]
    [InlineData("""throw new ArgumentException("{user_id}", "ip");""")]
    public Task OtherNames_AreSilent(string statements) => Verify.Rule<LogFieldName>("PG6006", InMethod(statements));

    [Fact]
    public Task LoggerMessageAttribute_IsReported() => Verify.Rule<LogFieldName>("PG6006", """
        using Microsoft.Extensions.Logging;
        partial class C
        {
            [LoggerMessage(Level = LogLevel.Information, Message = "By {[|userId|]} with {status}")] static partial void One(ILogger logger, int userId, int status);
            [LoggerMessage(1, LogLevel.Information, "By {[|user_id|]}")] static partial void Two(ILogger logger, int user_id);
            static partial void One(ILogger logger, int userId, int status) { }
            static partial void Two(ILogger logger, int user_id) { }
        }
        """);

    [Theory]
    [InlineData("experiment", DiagnosticSeverity.Info)]
    [InlineData("beta", DiagnosticSeverity.Info)]
    [InlineData("ga", DiagnosticSeverity.Warning)]
    public async Task Severity_IsThatOfTheStage(string stage, DiagnosticSeverity expected)
    {
        var finding = Assert.Single(await Verify.Run(TestCode.Compile(InMethod("""logger.LogInformation("{user_id}", id);""")), new BuildOptions(("platformguard.stage", stage)), new LogFieldName()));

        Assert.Equal(expected, finding.Severity);
        Assert.Equal("Log field 'user_id' has a standard name: 'gl_user_id'", finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("build_property.IsTestProject", "true")]
    [InlineData("platformguard.role", "main-application")]
    public Task OtherProjects_AreLeftAlone(string key, string value) => Verify.Rule<LogFieldName>("PG6006", InMethod("""logger.LogInformation("{user_id}", id);"""), new BuildOptions((key, value)));
}
