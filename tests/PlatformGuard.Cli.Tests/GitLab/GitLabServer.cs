using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace PlatformGuard.Cli.Tests.GitLab;

/// <summary>GitLab's documented endpoints for notes on merge requests, on a real socket of this machine.</summary>
internal sealed class GitLabServer : IDisposable
{
    public const string Token = "a-project-token";

    private readonly HttpListener listener = new();

    public GitLabServer()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public int Port { get; }

    public string Api => $"http://127.0.0.1:{Port}/api/v4";

    /// <summary>The notes on merge request !7 of project 42.</summary>
    public List<(long Id, string Body, bool IsOurs)> Notes { get; } = [];

    /// <summary>Method and path of every request.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Statuses to answer with before anything else, each with a header <c>Retry-After</c> in seconds when it is not null.</summary>
    public Queue<(int Status, string? RetryAfter)> Failures { get; } = new();

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                Requests.Add(context.Request.HttpMethod + " " + context.Request.Url!.PathAndQuery);
                await AnswerAsync(context);
                context.Response.Close();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (Failures.TryDequeue(out var failure))
        {
            response.StatusCode = failure.Status;
            if (failure.RetryAfter is not null)
            {
                response.Headers["Retry-After"] = failure.RetryAfter;
            }

            return;
        }

        if (request.Headers["PRIVATE-TOKEN"] != Token)
        {
            response.StatusCode = 401;
            return;
        }

        const string Base = "/api/v4/projects/42/merge_requests/7/notes";
        var path = request.Url!.AbsolutePath;
        if (path == Base && request.HttpMethod == "GET")
        {
            var page = int.Parse(request.QueryString["page"] ?? "1", System.Globalization.CultureInfo.InvariantCulture);
            var size = int.Parse(request.QueryString["per_page"] ?? "20", System.Globalization.CultureInfo.InvariantCulture);
            response.Headers["X-Next-Page"] = Notes.Count > page * size ? (page + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
            await WriteAsync(response, new JsonArray([.. Notes.Skip((page - 1) * size).Take(size).Select(note => new JsonObject { ["id"] = note.Id, ["body"] = note.Body, ["system"] = false })]));
        }
        else if (path == Base && request.HttpMethod == "POST")
        {
            var body = (string)(await JsonNode.ParseAsync(request.InputStream))!["body"]!;
            Notes.Add((Notes.Count + 1, body, true));
            response.StatusCode = 201;
            await WriteAsync(response, new JsonObject { ["id"] = Notes.Count, ["body"] = body });
        }
        else if (path.StartsWith(Base + "/", StringComparison.Ordinal) && request.HttpMethod == "PUT")
        {
            var index = Notes.FindIndex(note => path == $"{Base}/{note.Id}");
            if (index < 0 || !Notes[index].IsOurs)
            {
                response.StatusCode = index < 0 ? 404 : 403;
                return;
            }

            Notes[index] = Notes[index] with { Body = (string)(await JsonNode.ParseAsync(request.InputStream))!["body"]! };
            await WriteAsync(response, new JsonObject { ["id"] = Notes[index].Id });
        }
        else
        {
            response.StatusCode = 404;
        }
    }

    private static async Task WriteAsync(HttpListenerResponse response, JsonNode content)
    {
        response.ContentType = "application/json";
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(content.ToJsonString()));
    }
}
