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
            private const int Width = 8;
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
    [InlineData("""logger.LogInformation($"{day:HH\\:mm} {elapsed,Width:0.0} {count,-Width}");""", """logger.LogInformation("{Day:HH\\:mm} {Elapsed,8:0.0} {Count,-8}", day, elapsed, count);""")]
    [InlineData("""logger.LogInformation($"{count} of {count}, {names.Length} of {names.Length}");""", """logger.LogInformation("{Count} of {Count2}, {NamesLength} of {NamesLength2}", count, count, names.Length, names.Length);""")]
    [InlineData("""logger.LogInformation($"{{{count}}} {{}} {$"in {_project}"}");""", """logger.LogInformation("{{{Count}}} {{}} in {Project}", count, _project);""")]
    [InlineData("""logger.LogInformation(@$"C:\{_project}" + "\t" + count);""", """logger.LogInformation("C:\\{Project}\t{Count}", _project, count);""")]
    [InlineData("""dynamic any = count; logger.LogInformation($"Got {any} of {any.Length}");""", """dynamic any = count; logger.LogInformation("Got {Any} of {AnyLength}", (object)any, (object)any.Length);""")]
    [InlineData("""names.ToList().ForEach(name => logger.LogInformation($"Saw {name.Trim()}: {string.Concat(name, GetTotal())}"));""", """names.ToList().ForEach(name => logger.LogInformation("Saw {Name}: {Total}", name.Trim(), string.Concat(name, GetTotal())));""")]
    public Task Message_BecomesATemplate(string before, string after) =>
        VerifyFix.Rule<LogMessageTemplate, LogMessageTemplateFix>(In(before), In(after), LogMessageTemplateFix.Key);

    [Theory]
    [InlineData("""logger.LogError($"Ranking failed: {error}");""", """logger.LogError(error, "Ranking failed");""")]
    [InlineData("""logger.LogError($"Ranking {count} failed: {error.ToString()}");""", """logger.LogError(error, "Ranking {Count} failed", count);""")]
    [InlineData("""logger.LogError("Ranking failed: " + error);""", """logger.LogError(error, "Ranking failed");""")]
    [InlineData("""logger.LogError($"Error {error} while ranking {count}");""", """logger.LogError(error, "Error while ranking {Count}", count);""")]
    [InlineData("""logger.LogError($"{error}");""", """logger.LogError(error, "{Message}", error.Message);""")]
    [InlineData("""logger.LogError(error, $"Ranking failed: {error}");""", """logger.LogError(error, "Ranking failed");""")]
    [InlineData("""logger.LogError(new EventId(1), $"Ranking {count} failed. {error}");""", """logger.LogError(new EventId(1), error, "Ranking {Count} failed", count);""")]
    [InlineData("""logger.Log(LogLevel.Error, $"Ranking failed: {error}");""", """logger.Log(LogLevel.Error, error, "Ranking failed");""")]
    [InlineData("""Log.Error($"Ranking failed: {error}");""", """Log.Error(error, "Ranking failed");""")]
    [InlineData("""try { GetTotal(); } catch (Exception e) when (e is not null) { logger.LogError(error, $"After {e}"); }""", """try { GetTotal(); } catch (Exception e) when (e is not null) { logger.LogError(error, "After {E}", e); }""")]
    [InlineData("""try { GetTotal(); } catch (InvalidOperationException e) { logger.LogError($"First {error} then {e}"); }""", """try { GetTotal(); } catch (InvalidOperationException e) { logger.LogError(error, "First then {E}", e); }""")]
    [InlineData("""logger.LogError($"Ranking failed: {error.Message}");""", """logger.LogError("Ranking failed: {ErrorMessage}", error.Message);""")]
    [InlineData("""logger.LogError($"Ranking failed: {error.InnerException}");""", """logger.LogError("Ranking failed: {InnerException}", error.InnerException);""")]
    [InlineData("""using var scope = logger.BeginScope($"After {error}");""", """using var scope = logger.BeginScope("After {Error}", error);""")]
    public Task Exception_IsGivenToTheLogger(string before, string after) =>
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

    [Fact]
    public Task FixAll_OfSeveralCatches_GivesEachItsException() => VerifyFix.All<LogMessageTemplate, LogMessageTemplateFix>(
        In("""try { GetTotal(); } catch (InvalidOperationException e) { logger.LogError($"First: {e}"); } catch (Exception e) { logger.LogError($"{count,5}: {e}"); logger.LogWarning("Again " + count + ' ' + count); }"""),
        In("""try { GetTotal(); } catch (InvalidOperationException e) { logger.LogError(e, "First"); } catch (Exception e) { logger.LogError(e, "{Count,5}", count); logger.LogWarning("Again {Count} {Count2}", count, count); }"""),
        LogMessageTemplateFix.Key);
}
