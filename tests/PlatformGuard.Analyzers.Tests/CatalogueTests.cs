using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Tests.Harness;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public void RulesImplementedInCode_AreThoseThatAnalyzersHave()
    {
        var implemented = RuleCatalogue.All.Where(static rule => rule.Implemented.HasFlag(Surfaces.Code)).Select(static rule => rule.Id);
        var analyzed = Verify.AllAnalyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).Select(static descriptor => descriptor.Id).Order(StringComparer.Ordinal);

        Assert.Equal(implemented, analyzed);
    }

    [Fact]
    public void Descriptors_SayWhatTheCatalogueSays()
    {
        foreach (var descriptor in Verify.AllAnalyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics))
        {
            var rule = RuleCatalogue.Get(descriptor.Id);
            Assert.Equal(rule.Title, descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(rule.Message, descriptor.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(rule.HelpUri, descriptor.HelpLinkUri);
            Assert.Equal(rule.Requirement ?? "PlatformGuard", descriptor.Category);
            Assert.True(descriptor.IsEnabledByDefault);
            Assert.Empty(descriptor.CustomTags);
        }
    }

    [Theory]
    [InlineData("PG1001", DiagnosticSeverity.Error)]
    [InlineData("PG1003", DiagnosticSeverity.Warning)]
    [InlineData("PG3006", DiagnosticSeverity.Warning)]
    [InlineData("PG7011", DiagnosticSeverity.Warning)]
    [InlineData("PG6006", DiagnosticSeverity.Warning)]
    public void DefaultSeverity_IsThatOfExperiment_ButNeverOneThatTheCommandLineSkips(string id, DiagnosticSeverity expected) =>
        Assert.Equal(expected, Descriptors.Of(RuleCatalogue.Get(id)).DefaultSeverity);

    [Theory]
    [InlineData(Severity.Error, DiagnosticSeverity.Error)]
    [InlineData(Severity.Warning, DiagnosticSeverity.Warning)]
    [InlineData(Severity.Note, DiagnosticSeverity.Info)]
    [InlineData(Severity.Off, DiagnosticSeverity.Hidden)]
    public void Severities_MapToTheCompilers(Severity severity, DiagnosticSeverity expected) =>
        Assert.Equal(expected, Descriptors.ToDiagnostic(severity));

    [Fact]
    public void EveryAnalyzer_IsExportedForCSharp() =>
        Assert.All(Verify.AllAnalyzers, static analyzer =>
            Assert.Single(analyzer.GetType().GetCustomAttributes(typeof(Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerAttribute), inherit: false)));
}
