namespace Summarizer;

/// <summary>What a caller asks for.</summary>
/// <param name="Text">The text to shorten.</param>
/// <param name="Sentences">How many sentences to keep; three when absent.</param>
public sealed record SummaryRequest(string Text, int? Sentences);

/// <summary>Keeps the sentences whose words occur most often, in their order. Holds no state between requests.</summary>
public sealed class SentenceRanker
{
    private static readonly char[] Ends = ['.', '!', '?'];

    /// <summary>The best sentences of the text, joined by spaces.</summary>
    public string Summarize(string text, int count)
    {
        var sentences = text.Split(Ends, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var frequency = Words(text).CountBy(word => word, StringComparer.OrdinalIgnoreCase).ToDictionary(StringComparer.OrdinalIgnoreCase);
        var best = sentences
            .Select((sentence, index) => (sentence, index, score: Words(sentence).Sum(word => frequency[word]) / (1.0 + Words(sentence).Count())))
            .OrderByDescending(ranked => ranked.score)
            .Take(Math.Clamp(count, 1, 10))
            .OrderBy(ranked => ranked.index)
            .Select(ranked => ranked.sentence + ".");
        return string.Join(' ', best);
    }

    private static IEnumerable<string> Words(string text) =>
        text.Split([' ', '\n', '\r', '\t', ',', '.', '!', '?', ';', ':'], StringSplitOptions.RemoveEmptyEntries);
}
