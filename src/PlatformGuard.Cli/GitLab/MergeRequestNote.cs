using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace PlatformGuard.Cli.GitLab;

/// <summary>One note of a GitLab merge request that is written once and updated ever after.</summary>
/// <remarks>Source: GitLab documentation, "Notes API": <c>GET</c>, <c>POST</c> and <c>PUT /projects/:id/merge_requests/:iid/notes</c>.</remarks>
internal sealed class MergeRequestNote(HttpClient client, NoteTarget target, Func<TimeSpan, CancellationToken, Task> wait)
{
    private const int Attempts = 5;
    private const int MostPages = 100;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>The comment, which GitLab does not show, by which a note is found again.</summary>
    public static string Marker(string name) => $"<!-- platformguard:{name} -->";

    /// <summary>Writes or updates the note.</summary>
    /// <param name="name">Tells the notes of several jobs apart.</param>
    /// <param name="markdown">What it says.</param>
    /// <param name="cancellation">Stops the attempts.</param>
    /// <exception cref="NoteException">GitLab does not take it; the message says why and what to do.</exception>
    public async Task<NoteOutcome> PublishAsync(string name, string markdown, CancellationToken cancellation)
    {
        var body = Marker(name) + "\n" + markdown;
        foreach (var note in await FindAsync(Marker(name), cancellation).ConfigureAwait(false))
        {
            if (note.Body == body.TrimEnd())
            {
                return NoteOutcome.Unchanged;
            }

            // Somebody may have quoted ours, marker included: a note of another author cannot be changed.
            using var updated = await SendAsync(HttpMethod.Put, $"{target.Notes}/{note.Id.ToString(CultureInfo.InvariantCulture)}", body, cancellation).ConfigureAwait(false);
            if (updated.IsSuccessStatusCode)
            {
                return NoteOutcome.Updated;
            }

            if (updated.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound))
            {
                throw NoteException.Of(updated.StatusCode, target);
            }
        }

        using var created = await SendAsync(HttpMethod.Post, target.Notes, body, cancellation).ConfigureAwait(false);
        return created.IsSuccessStatusCode ? NoteOutcome.Created : throw NoteException.Of(created.StatusCode, target);
    }

    private async Task<List<(long Id, string Body)>> FindAsync(string marker, CancellationToken cancellation)
    {
        var found = new List<(long, string)>();
        var page = "1";
        for (var count = 0; page.Length > 0 && count < MostPages; count++)
        {
            using var response = await SendAsync(HttpMethod.Get, $"{target.Notes}?per_page=100&sort=asc&order_by=created_at&page={page}", null, cancellation).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw NoteException.Of(response.StatusCode, target);
            }

            try
            {
                using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
                foreach (var note in json.RootElement.EnumerateArray())
                {
                    if (note.GetProperty("body").GetString() is { } body && body.StartsWith(marker, StringComparison.Ordinal) && !(note.TryGetProperty("system", out var system) && system.ValueKind == JsonValueKind.True))
                    {
                        found.Add((note.GetProperty("id").GetInt64(), body.TrimEnd()));
                    }
                }
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
            {
                throw new NoteException($"{target.Host} does not answer as GitLab does; is it the address of GitLab's API (CI_API_V4_URL)?");
            }

            page = response.Headers.TryGetValues("X-Next-Page", out var next) && int.TryParse(next.First(), CultureInfo.InvariantCulture, out var number) ? number.ToString(CultureInfo.InvariantCulture) : "";
        }

        return found;
    }

    /// <summary>Sends, and again after a while when GitLab asks to wait, is not well, or is not reached.</summary>
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? asked = null;
            try
            {
                using var request = new HttpRequestMessage(method, path);
                if (body is not null)
                {
                    request.Content = JsonContent.Create(new NoteBody(body), NoteJson.Default.NoteBody);
                }

                var response = await client.SendAsync(request, cancellation).ConfigureAwait(false);
                if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.InternalServerError))
                {
                    return response;
                }

                if (attempt == Attempts)
                {
                    return response;
                }

                asked = response.Headers.RetryAfter?.Delta;
                response.Dispose();
            }
            catch (HttpRequestException error) when (attempt < Attempts && error.HttpRequestError is not (HttpRequestError.SecureConnectionError or HttpRequestError.NameResolutionError))
            {
                // Once more.
            }
            catch (HttpRequestException error)
            {
                var problem = error.HttpRequestError switch
                {
                    HttpRequestError.SecureConnectionError => "its certificate is not trusted here (name your own authority's file in SSL_CERT_FILE)",
                    HttpRequestError.NameResolutionError => "its name is not known",
                    HttpRequestError.ProxyTunnelError => "the proxy refuses the connection",
                    _ => "there is no connection",
                };
                throw new NoteException($"{target.Host} is not reached: {problem}");
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                if (attempt == Attempts)
                {
                    throw new NoteException($"{target.Host} does not answer within {client.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds");
                }
            }

            var delay = asked ?? TimeSpan.FromSeconds(Math.Pow(2, attempt - 1));
            await wait(delay < LongestWait ? delay : LongestWait, cancellation).ConfigureAwait(false);
        }
    }
}

/// <summary>What became of the note.</summary>
internal enum NoteOutcome
{
    /// <summary>It is new.</summary>
    Created,

    /// <summary>It said something else before.</summary>
    Updated,

    /// <summary>It said the same already.</summary>
    Unchanged,
}
