namespace MainApplication.Summaries;

/// <summary>Summaries of discussions, while their flag is on.</summary>
public sealed class DiscussionSummaries(FeatureFlags flags, SummarizerClient summarizer)
{
    private const string Flag = "discussion_summaries";

    /// <summary>The summary, or null while the feature is off.</summary>
    public async Task<string?> SummarizeAsync(string text, CancellationToken cancellation)
    {
        if (!flags.IsEnabled(Flag))
        {
            return null;
        }

        return await summarizer.SummarizeAsync(text, cancellation);
    }
}
