using MainApplication;
using MainApplication.Summaries;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<FeatureFlags>();
builder.Services.AddHttpClient<SummarizerClient>(client => client.BaseAddress = new Uri(builder.Configuration["Summarizer:Address"] ?? "http://localhost:8080"));
builder.Services.AddScoped<DiscussionSummaries>();

var app = builder.Build();
app.MapPost("/discussions/summary", async (DiscussionSummaries summaries, DiscussionText discussion, CancellationToken cancellation) =>
    await summaries.SummarizeAsync(discussion.Text, cancellation) is { } summary ? Results.Ok(new { summary }) : Results.NoContent());
app.Run();

internal sealed record DiscussionText(string Text);
