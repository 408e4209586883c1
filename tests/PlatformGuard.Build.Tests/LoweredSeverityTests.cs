using System.Linq;
using PlatformGuard.Build.Switches;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Build.Tests;

public sealed class LoweredSeverityTests
{
    [Theory]
    [InlineData("dotnet_diagnostic.PG1001.severity = none", "PG1001")]
    [InlineData("dotnet_diagnostic.pg1001.severity=silent", "PG1001")]
    [InlineData("  dotnet_diagnostic.PG1001.severity : suggestion # soon", "severity 'error' of PG1001")]
    [InlineData("DOTNET_DIAGNOSTIC.PG3004.SEVERITY = Warning ; soon", "severity 'error' of PG3004")]
    public void Setting_BelowTheStagesSeverity_IsReported(string line, string effect) =>
        Assert.Equal(effect, Assert.Single(LoweredSeverity.In(line, Stage.Experiment)).Effect);

    [Theory]
    [InlineData("dotnet_diagnostic.PG1001.severity = error")]
    [InlineData("dotnet_diagnostic.PG1001.severity = default")]
    [InlineData("dotnet_diagnostic.PG1001.severity = nothing")]
    [InlineData("dotnet_diagnostic.CA1822.severity = none")]
    [InlineData("# dotnet_diagnostic.PG1001.severity = none")]
    [InlineData("; dotnet_diagnostic.PG1001.severity = none")]
    [InlineData("platformguard.own_stores = a|||")]
    [InlineData("dotnet_diagnostic.PG7010.severity = none")]
    [InlineData("dotnet_diagnostic..severity = none")]
    [InlineData("dotnet_diagnostic.severity = none")]
    [InlineData("[*.cs]")]
    [InlineData("")]
    public void Setting_ThatLowersNoCodeRule_IsLeftAlone(string line) => Assert.Empty(LoweredSeverity.In(line, Stage.GenerallyAvailable));

    [Theory]
    [InlineData("dotnet_analyzer_diagnostic.severity = warning")]
    [InlineData("dotnet_analyzer_diagnostic.category-G4.severity = none")]
    public void Setting_OfManyRules_NamesThem(string line) =>
        Assert.Contains("PG1001", Assert.Single(LoweredSeverity.In(line, Stage.Experiment)).Effect, System.StringComparison.Ordinal);

    [Fact]
    public void Setting_OfACategoryThatIsNotOurs_IsLeftAlone() =>
        Assert.Empty(LoweredSeverity.In("dotnet_analyzer_diagnostic.category-Performance.severity = none", Stage.Experiment));

    [Fact]
    public void Text_WithSeveralLines_HasPositions()
    {
        var found = LoweredSeverity.In("[*.cs]\r\n  dotnet_diagnostic.PG1001.severity = none\r\ndotnet_diagnostic.PG3004.severity = none", Stage.Experiment).ToList();

        Assert.Equal([(2, 3, "dotnet_diagnostic.PG1001.severity = none"), (3, 1, "dotnet_diagnostic.PG3004.severity = none")], found.Select(static line => (line.Line, line.Column, line.Setting)));
    }
}
