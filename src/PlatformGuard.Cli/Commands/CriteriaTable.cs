using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Cli.Commands;

/// <summary>What <c>platformguard rules --criteria</c> prints: every readiness criterion on one line, and who vouches for how many.</summary>
internal static class CriteriaTable
{
    public static IEnumerable<string> Lines()
    {
        var criteria = CriteriaCatalogue.BuiltIn;
        var width = criteria.Max(static criterion => criterion.Id.Length);
        yield return $"{"id".PadRight(width)}  {"from",-10}  level  {"risk",-8}  {"req.",-5} {"answered",-9}  by";
        foreach (var criterion in criteria)
        {
            yield return $"{criterion.Id.PadRight(width)}  {criterion.RequiredFrom?.Word() ?? "-",-10}  {criterion.Level,5}  {criterion.Risk.Word(),-8}  {criterion.Requirement ?? "-",-5} {Word(criterion.Kind),-9}  {By(criterion)}";
        }

        yield return "";
        foreach (var kind in Enum.GetValues<AnswerKind>())
        {
            var count = criteria.Count(criterion => criterion.Kind == kind);
            var documents = kind == AnswerKind.Automatic ? criteria.Count(static criterion => !criterion.Answer.Documents.IsEmpty) : 0;
            yield return $"{Word(kind),-9}  {count,3} of {criteria.Length} ({((200 * count) + criteria.Length) / (2 * criteria.Length)} %){Explanation(kind)}{(documents > 0 ? $"; {documents} of them only while the document lies in the repository" : "")}";
        }
    }

    private static string Word(AnswerKind kind) => kind.ToString().ToLowerInvariant();

    private static string Explanation(AnswerKind kind) => kind switch
    {
        AnswerKind.Automatic => ": decided from files, code or a live source",
        AnswerKind.Declared => ": the manifest says so",
        _ => ": a person says so, with a date",
    };

    private static string By(Criterion criterion)
    {
        var answer = criterion.Answer;
        string[] parts =
        [
            .. answer.Rules.Select(static rule => rule.Id),
            .. answer.Fields,
            .. answer.Documents,
            .. answer.Files.IsEmpty ? [] : (string[])["files"],
            .. answer.Pipeline.IsEmpty ? [] : (string[])["pipeline"],
            .. answer.Manifest is null ? [] : (string[])["manifest"],
            .. answer.AttestationDays is { } days ? (string[])[$"attestation ({days} days)"] : [],
        ];
        return string.Join(", ", parts);
    }
}
