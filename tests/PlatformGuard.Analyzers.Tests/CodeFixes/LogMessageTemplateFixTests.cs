using PlatformGuard.Analyzers.CodeFixes;
using PlatformGuard.Analyzers.Logging;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.CodeFixes;

public sealed class LogMessageTemplateFixTests
{
    private static string In(string statements) => $$"""
        using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks; using Microsoft.Extensions.Logging; using Serilog;
        class C
        {
            private readonly string _project = "x";
            private const string Area = "review";
            async Task M(Microsoft.Extensions.Logging.ILogger logger, int count, List<string> reviewers, Exception error, string[] names, double elapsed, DateTime? day, Task<int> task)
            {
                {{statements}}
                await task;
            }
            int GetTotal() => 1;
        }
        """;

    [Theory]
    [InlineData("""logger.LogInformation($"Ranked {count} reviewers");""", """logger.LogInformation("Ranked {Count} reviewers", count);""")]
    [InlineData("""logger.LogInformation($"Ranked {reviewers.Count} of {_project}");""", """logger.LogInformation("Ranked {ReviewersCount} of {Project}", reviewers.Count, _project);""")]
    [InlineData("""logger.LogError(error, $"Failed after {elapsed:F2} s {{sic}}");""", """logger.LogError(error, "Failed after {Elapsed:F2} s {{sic}}", elapsed);""")]
    [InlineData("""logger.LogWarning("Ranked " + count + " of " + this._project + '!');""", """logger.LogWarning("Ranked {Count} of {Project}!", count, this._project);""")]
    [InlineData("""logger.LogWarning("Braces {x} " + count);""", """logger.LogWarning("Braces {{x}} {Count}", count);""")]
    [InlineData("""logger.LogInformation($"{count} and {count,5} and {GetTotal()} and {await task}");""", """logger.LogInformation("{Count} and {Count2,5} and {Total} and {Task}", count, count, GetTotal(), await task);""")]
    [InlineData("""logger.LogInformation($"{nameof(C)} in {Area}: {names[0]}");""", """logger.LogInformation("C in review: {Names}", names[0]);""")]
    [InlineData("""logger.LogInformation($"All {names}");""", """logger.LogInformation("All {Names}", (object)names);""")]
    [InlineData("""logger.LogInformation($"{(count > 1 ? "many" : "one")} on {day?.Year} {string.Join(", ", names)}");""", """logger.LogInformation("{Value} on {Year} {Names}", count > 1 ? "many" : "one", day?.Year, string.Join(", ", names));""")]
    [InlineData("""using var scope = logger.BeginScope($"Ranking {_project}");""", """using var scope = logger.BeginScope("Ranking {Project}", _project);""")]
    [InlineData("""logger.Log(LogLevel.Debug, $"{reviewers.FirstOrDefault()?.Trim()} \"quoted\"\n");""", """logger.Log(LogLevel.Debug, "{Reviewers} \"quoted\"\n", reviewers.FirstOrDefault()?.Trim());""")]
    [InlineData("""Log.Information($"Ranked {count}");""", """Log.Information("Ranked {Count}", count);""")]
    public Task Message_BecomesATemplate(string before, string after) =>
        VerifyFix.Rule<LogMessageTemplate, LogMessageTemplateFix>(In(before), In(after), LogMessageTemplateFix.Key);

    [Theory]
    [InlineData("""logger.LogInformation($"Ranked {count} for {{Name}}", _project);""")]
    [InlineData("""logger.LogInformation(message: $"Ranked {count}");""")]
    [InlineData("""var text = $"Ranked {count}"; logger.LogInformation(text);""")]
    [InlineData("""logger.LogError(error.Message);""")]
    [InlineData("""logger.LogInformation(string.Format("Ranked {0}", count));""")]
    public async Task Message_WhoseOrderWouldChange_IsLeftToAPerson(string statements) =>
        Assert.Empty(await VerifyFix.Offered<LogMessageTemplate, LogMessageTemplateFix>(In(statements)));

    [Fact]
    public Task FixAll_MakesEveryMessageATemplate() => VerifyFix.All<LogMessageTemplate, LogMessageTemplateFix>(
        In("""logger.LogInformation($"Ranked {count}"); logger.LogError(error, "No " + _project); Log.Debug($"{elapsed}");"""),
        In("""logger.LogInformation("Ranked {Count}", count); logger.LogError(error, "No {Project}", _project); Log.Debug("{Elapsed}", elapsed);"""),
        LogMessageTemplateFix.Key);
}
