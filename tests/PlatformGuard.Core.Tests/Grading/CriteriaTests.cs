using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Grading;

/// <summary>The criteria as data: complete, within their schema, and answerable.</summary>
public sealed class CriteriaTests
{
    private static IEnumerable<string> Names => Directory.GetFiles(RepositoryRoot.At("rules", "readiness"), "*.yaml").Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    public static TheoryData<string> Files => [.. Names];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_FitsItsSchema(string name)
    {
        var file = YamlReader.Read(name, RepositoryRoot.Read("rules", "readiness", name), new CheckOptions());

        Assert.Null(file.Problem);
        Assert.Empty(SchemaValidator.Validate(SchemaCompiler.CompileEmbedded("readiness"), Assert.Single(file.Documents), "the file").Problems.Select(problem => problem.Location + " " + problem.Message));
    }

    [Fact]
    public void Files_AreAllEmbedded() => Assert.Equal(Names.Select(static name => "readiness/" + name), EmbeddedText.ReadinessFiles().Select(static file => file.Name));

    [Fact]
    public void Ids_AreUniqueAndNoRules()
    {
        Assert.Equal(CriteriaCatalogue.BuiltIn.Length, CriteriaCatalogue.BuiltIn.Select(static criterion => criterion.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.DoesNotContain(CriteriaCatalogue.BuiltIn, static criterion => RuleCatalogue.TryGet(criterion.Id, out _));
    }

    [Fact]
    public void EveryRequirement_HasACriterion()
    {
        string[] requirements = ["G1", "G2", "G3", "G4", "G5", "R100", "R110", "R120", "R130", "R140", "R200", "R210", "R220", "R300", "R310", "R320", "R330", "R340", "R350", "R360", "R370", "R390", "R400", "R410", "R420", "R500", "T1"];
        Assert.Equal(requirements, CriteriaCatalogue.BuiltIn.Select(static criterion => criterion.Requirement).OfType<string>().Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryItemOfTheReview_HasACriterion()
    {
        IEnumerable<string> items = [.. Numbered('B', 12), .. Numbered('E', 24), .. Numbered('G', 19)];
        Assert.Equal(items.Order(StringComparer.Ordinal), CriteriaCatalogue.BuiltIn.SelectMany(static criterion => criterion.Items).Where(static item => item[0] != 'L').Distinct().Order(StringComparer.Ordinal));

        static IEnumerable<string> Numbered(char letter, int count) => Enumerable.Range(1, count).Select(number => $"{letter}{number}");
    }

    /// <summary>The items of the maturity model by level: 3, 3, 7, 3 and 3 of them.</summary>
    [Fact]
    public void EveryItemOfTheMaturityModel_HasACriterion() =>
        Assert.Equal(
            ["1: 1 2 3", "2: 1 2 3", "3: 1 2 3 4 5 6 7", "4: 1 2 3", "5: 1 2 3"],
            CriteriaCatalogue.BuiltIn.SelectMany(static criterion => criterion.Items).Where(static item => item[0] == 'L').Distinct()
                .GroupBy(static item => item[1]).OrderBy(static level => level.Key).Select(static level => $"{level.Key}: {string.Join(' ', level.Select(static item => item[3]).Order())}"));

    [Fact]
    public void EveryLevel_HasACriterion() => Assert.Equal([1, 2, 3, 4, 5], CriteriaCatalogue.BuiltIn.Select(static criterion => criterion.Level).Distinct().Order());

    [Fact]
    public void EveryRule_AnswersACriterion() =>
        Assert.Equal(RuleCatalogue.All.Select(static rule => rule.Id), CriteriaCatalogue.BuiltIn.SelectMany(static criterion => criterion.Answer.Rules).Select(static rule => rule.Id).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void ARule_CanFailItsCriterionAtTheRequiredStage() =>
        Assert.All(CriteriaCatalogue.BuiltIn, static criterion => Assert.All(criterion.Answer.Rules, rule => Assert.True(rule.SeverityAt(criterion.RequiredFrom!.Value) >= Severity.Warning, $"{criterion.Id}: {rule.Id}")));

    [Fact]
    public void EveryExperimentCriterion_IsAutomatic() =>
        Assert.All(CriteriaCatalogue.BuiltIn.Where(static criterion => criterion.RequiredFrom == Stage.Experiment), static criterion => Assert.True(
            criterion is { Kind: AnswerKind.Automatic, Answer: { Documents.IsEmpty: true, Manifest: null } }, criterion.Id));

    [Fact]
    public void ThreeQuarters_AreAutomatic() =>
        Assert.True(CriteriaCatalogue.BuiltIn.Count(static criterion => criterion.Kind == AnswerKind.Automatic) * 100 >= CriteriaCatalogue.BuiltIn.Length * 75);

    [Fact]
    public void EveryCriterion_SaysWhatToDo() => Assert.All(CriteriaCatalogue.BuiltIn, static criterion =>
    {
        Assert.Matches("^[A-Z]", criterion.Title);
        Assert.DoesNotMatch("[.]$", criterion.Title);
        Assert.EndsWith(".", criterion.Remediation, StringComparison.Ordinal);
        Assert.EndsWith(".", criterion.Why, StringComparison.Ordinal);
    });

    /// <summary>Every key that a criterion asks for is one that the manifest's schema knows.</summary>
    [Fact]
    public void Fields_AreKeysOfTheManifest()
    {
        var definitions = JsonReader.Read("s", System.Text.Encoding.UTF8.GetBytes(EmbeddedText.Schema("service")!), new CheckOptions()).Documents[0]["definitions"]!;
        Assert.All(CriteriaCatalogue.BuiltIn.SelectMany(static criterion => criterion.Answer.Fields.Concat(criterion.Answer.Documents)), field => Assert.True(Exists(definitions, field), field));
    }

    private static bool Exists(Node definitions, string field)
    {
        var keys = field.Split('.');
        Node? node = keys[0] == "spec" ? definitions["serviceSpec"] : definitions["metadata"];
        foreach (var key in keys.Skip(1))
        {
            node = node?["$ref"]?.Text is { } reference ? definitions[reference["#/definitions/".Length..]] : node;
            node = node?.At("properties", key);
        }

        return node is not null;
    }
}
