namespace MainApplication.Summaries;

/// <summary>Client of the service <c>summarizer</c>.</summary>
public sealed class SummarizerClient(HttpClient http)
{
    /// <summary>The text in a few sentences.</summary>
    /// <exception cref="HttpRequestException">The service did not answer.</exception>
    public async Task<string> SummarizeAsync(string text, CancellationToken cancellation)
    {
        using var response = await http.PostAsJsonAsync("v1/summaries", new { text }, cancellation);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<Answer>(cancellation);
        return answer?.Summary ?? "";
    }

    private sealed record Answer(string Summary);
}
