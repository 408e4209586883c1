using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Core.Tests.Reports;

/// <summary>What <c>--format json</c> writes fits <c>platformguard schema report</c>, by our validator and by an independent one.</summary>
public sealed class ReportSchemaTests
{
    private static readonly CheckOptions Options = new() { Today = new DateOnly(2026, 12, 1), Jobs = 2 };

    private static string Json(params string[] samples)
    {
        using var output = new MemoryStream();
        new JsonReport().Write([.. samples.Select(static sample => new Report { Result = Checker.Check(RepositoryRoot.At("samples", sample), Options), Grades = true })], output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    [Theory]
    [InlineData("suggested-reviewers")]
    [InlineData("summarizer")]
    [InlineData("main-application")]
    [InlineData("suggested-reviewers", "summarizer")]
    public async Task Json_FitsItsSchema(params string[] samples)
    {
        var json = Json(samples);
        var root = JsonReader.Read("report.json", Encoding.UTF8.GetBytes(json), new CheckOptions()).Documents[0];
        var other = await NJsonSchema.JsonSchema.FromJsonAsync(EmbeddedText.Schema("report")!);

        Assert.Empty(SchemaValidator.Validate(SchemaCompiler.CompileEmbedded("report"), root, "the report").Problems.Select(static problem => problem.Location + " " + problem.Message));
        Assert.Empty(other.Validate(json).Select(static error => error.ToString()));
        Assert.NotNull(samples.Length == 1 ? root["readiness"] : root["services"]?.Items[1]["readiness"]);
    }

    [Fact]
    public void Json_OfTheSameInput_IsTheSameBytes() => Assert.Equal(Json("suggested-reviewers"), Json("suggested-reviewers"));
}
