using PlatformGuard.Analyzers.Logging;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.Logging;

public sealed class LogMessageTemplateTests
{
    private static string InMethod(string statements) => $$"""
        using System; using System.Text; using Microsoft.Extensions.Logging; using Serilog;
        partial class C
        {
            private const string Area = "review";
            private static readonly string Template = "Ranked {Count}";
            void M(Microsoft.Extensions.Logging.ILogger logger, Serilog.ILogger serilog, NLog.Logger nlog, NLog.ILogger nlogs, ILogger<C> typed, int count, string text, Exception error, bool flag)
            {
                {{statements}}
            }
            void Warn(Microsoft.Extensions.Logging.ILogger logger, string message, params object[] args) => logger.LogWarning(message, args);
            [LoggerMessage(Level = LogLevel.Information, Message = "Ranked {Count}")] static partial void Ranked(Microsoft.Extensions.Logging.ILogger logger, int count);
            static partial void Ranked(Microsoft.Extensions.Logging.ILogger logger, int count) { }
        }
        """;

    [Theory]
    [InlineData("""logger.LogInformation([|$"Ranked {count}"|]);""")]
    [InlineData("""typed.LogInformation([|$"Ranked {count}"|]);""")]
    [InlineData("""logger.LogError(error, [|"Ranked " + count|]);""")]
    [InlineData("""logger.Log(LogLevel.Debug, [|$"Ranked {count}"|]);""")]
    [InlineData("""logger.LogInformation([|$"Ranked {count} in {{Area}}"|], Area);""")]
    [InlineData("""logger.LogInformation([|string.Format("Ranked {0}", count)|]);""")]
    [InlineData("""logger.LogInformation([|string.Concat("Ranked ", text)|]);""")]
    [InlineData("""logger.LogInformation([|string.Join(", ", text, text)|]);""")]
    [InlineData("""var b = new StringBuilder(); logger.LogInformation([|b.ToString()|]);""")]
    [InlineData("""var s = $"Ranked {count}"; logger.LogInformation([|s|]);""")]
    [InlineData("""logger.LogError([|error.Message|]);""")]
    [InlineData("""logger.LogError([|error.ToString()|]);""")]
    [InlineData("""logger.LogInformation(flag ? "Ranked" : [|$"Ranked {count}"|]);""")]
    [InlineData("""using var s = logger.BeginScope([|$"Ranking {text}"|]);""")]
    [InlineData("""var define = LoggerMessage.Define<int>(LogLevel.Debug, new EventId(1), [|$"{text} {{Count}}"|]);""")]
    [InlineData("""Log.Information([|$"Ranked {count}"|]);""")]
    [InlineData("""serilog.Warning(error, [|"Ranked " + text|]);""")]
    [InlineData("""nlog.Info([|$"Ranked {count}"|]);""")]
    [InlineData("""nlogs.Error(error, [|"Ranked " + text|]);""")]
    public Task Message_PutTogether_IsReported(string statements) => Verify.Rule<LogMessageTemplate>("PG6002", InMethod(statements));

    [Theory]
    [InlineData("""logger.LogInformation("Ranked {Count}", count);""")]
    [InlineData("""logger.LogInformation("Ranked " + "{Count}", count);""")]
    [InlineData("""logger.LogInformation("Ranked {Count} in " + Area, count);""")]
    [InlineData("""logger.LogInformation($"Ranked in {Area}");""")]
    [InlineData("""logger.LogInformation($"{nameof(M)} ranked {{Count}}", count);""")]
    [InlineData("""logger.LogInformation($"Ranked");""")]
    [InlineData("""logger.LogInformation(Template, count);""")]
    [InlineData("""logger.LogInformation(text);""")]
    [InlineData("""const string Local = "Ranked {Count}"; logger.LogInformation(Local, count);""")]
    [InlineData("""logger.LogInformation("Ranked {Text}", $"{count} of {text}");""")]
    [InlineData("""logger.LogError(error, "Failed: {Reason}", error.Message);""")]
    [InlineData("""using var s = logger.BeginScope("Ranking {Text}", text);""")]
    [InlineData("""throw new InvalidOperationException($"No {text}");""")]
    [InlineData("""Log.Information("Ranked {Count}", count);""")]
    [InlineData("""serilog.Warning(error, "Ranked {Text}", text);""")]
    [InlineData("""nlog.Info("Ranked {Count}", count);""")]
    [InlineData("""Ranked(logger, count);""")]
    [InlineData("""Warn(logger, $"Ranked {count}");""")]
    [InlineData("""Console.WriteLine($"Ranked {count}");""")]
    [InlineData("""logger.Log(LogLevel.Debug, new EventId(1), count, null, (s, e) => $"Ranked {s}");""")]
    public Task LookAlike_IsSilent(string statements) => Verify.Rule<LogMessageTemplate>("PG6002", InMethod(statements));

    [Theory]
    [InlineData("build_property.IsTestProject", "true")]
    [InlineData("platformguard.role", "main-application")]
    public Task OtherProjects_AreLeftAlone(string key, string value) => Verify.Rule<LogMessageTemplate>("PG6002", InMethod("""logger.LogInformation($"{count}");"""), new BuildOptions((key, value)));
}
