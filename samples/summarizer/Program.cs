using Summarizer;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
builder.Logging.AddJsonConsole();
builder.Services.AddSingleton<SentenceRanker>();

var app = builder.Build();
app.MapGet("/live", () => Results.Ok());
app.MapGet("/ready", () => Results.Ok());
app.MapPost("/v1/summaries", (SummaryRequest request, SentenceRanker ranker, ILogger<Program> logger) =>
{
    if (string.IsNullOrWhiteSpace(request.Text))
    {
        return Results.BadRequest(new { error = "text is empty" });
    }

    var summary = ranker.Summarize(request.Text, request.Sentences ?? 3);
    logger.LogInformation("Summarized {Length} characters to {SummaryLength}", request.Text.Length, summary.Length);
    return Results.Ok(new { summary });
});
app.Run();
