using System;
using System.CommandLine;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using PlatformGuard.Cli.GitLab;

namespace PlatformGuard.Cli.Commands;

/// <summary><c>platformguard comment FILE</c>: puts a report of <c>--format markdown</c> on a GitLab merge request.</summary>
internal static class CommentCommand
{
    private const string DefaultToken = "PLATFORMGUARD_GITLAB_TOKEN";

    private static readonly Argument<string> FileArgument = new("FILE") { Description = "The note's text, as 'check' or 'grade' writes with --report markdown=FILE." };
    private static readonly Option<string?> Url = new("--url") { Description = "Address of GitLab's API. Default: CI_API_V4_URL.", HelpName = "URL" };
    private static readonly Option<string?> Project = new("--project") { Description = "Number or path of the project. Default: CI_MERGE_REQUEST_PROJECT_ID, CI_PROJECT_ID.", HelpName = "PROJECT" };
    private static readonly Option<string?> MergeRequest = new("--merge-request") { Description = "Number of the merge request. Default: CI_MERGE_REQUEST_IID.", HelpName = "NUMBER" };
    private static readonly Option<string?> TokenFile = new("--token-file") { Description = "File that holds the token, as GitLab's 'secrets:' hands it over.", HelpName = "FILE" };
    private static readonly Option<string> TokenVariable = new("--token-variable") { Description = $"Variable that holds the token, or the name of its file. Default: {DefaultToken}.", HelpName = "NAME", DefaultValueFactory = static _ => DefaultToken };
    private static readonly Option<string> Name = new("--name") { Description = "Tells the notes of several jobs apart.", HelpName = "NAME", DefaultValueFactory = static _ => "report" };
    private static readonly Option<bool> Required = new("--required") { Description = "Fails (exit status 1) when the note cannot be written. By default that is only a message." };

    public static Command Create(Streams streams, Func<string, string?> variable, CancellationToken cancellation)
    {
        var command = new Command("comment", "Writes or updates one note on a GitLab merge request.") { FileArgument, Url, Project, MergeRequest, TokenFile, TokenVariable, Name, Required };
        command.SetAction(parsed => Run(parsed, streams, variable, Task.Delay, cancellation));
        return command;
    }

    /// <summary>Runs with another clock, for tests.</summary>
    internal static int Run(ParseResult parsed, Streams streams, Func<string, string?> variable, Func<TimeSpan, CancellationToken, Task> wait, CancellationToken cancellation)
    {
        var file = parsed.GetValue(FileArgument)!;
        var markdown = ReadReport(file);
        var target = Target(parsed, variable);
        if (target is null)
        {
            streams.Error.WriteLine("platformguard: no note: this job runs for no merge request (CI_MERGE_REQUEST_IID is not set)");
            return ExitStatus.Success;
        }

        try
        {
            using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15) };
            using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
            client.DefaultRequestHeaders.Add("PRIVATE-TOKEN", Token(parsed, variable));
            client.DefaultRequestHeaders.UserAgent.ParseAdd("platformguard");
            var outcome = new MergeRequestNote(client, target, wait).PublishAsync(parsed.GetValue(Name)!, markdown, cancellation).GetAwaiter().GetResult();
            streams.Error.WriteLine($"platformguard: note on !{target.MergeRequest}: {outcome switch { NoteOutcome.Created => "written", NoteOutcome.Updated => "updated", _ => "unchanged" }}");
            return ExitStatus.Success;
        }
        catch (NoteException problem)
        {
            streams.Error.WriteLine("platformguard: no note: " + problem.Message);
            return parsed.GetValue(Required) ? ExitStatus.Findings : ExitStatus.Success;
        }
    }

    private static string ReadReport(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"cannot read the report '{file}'");
        }
    }

    private static NoteTarget? Target(ParseResult parsed, Func<string, string?> variable)
    {
        var url = parsed.GetValue(Url) ?? variable("CI_API_V4_URL");
        var project = parsed.GetValue(Project) ?? variable("CI_MERGE_REQUEST_PROJECT_ID") ?? variable("CI_PROJECT_ID");
        var request = parsed.GetValue(MergeRequest) ?? variable("CI_MERGE_REQUEST_IID");
        if (string.IsNullOrEmpty(request))
        {
            return null;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var api) || api.Scheme is not ("https" or "http") || api.UserInfo.Length > 0)
        {
            throw new UsageException("the address of GitLab's API is not known: give --url, such as https://gitlab.example.com/api/v4");
        }

        if (api.Scheme == "http" && !api.IsLoopback)
        {
            throw new UsageException("--url: a token is only sent over https");
        }

        return string.IsNullOrEmpty(project) ? throw new UsageException("the project is not known: give --project") : new NoteTarget(api, project, request);
    }

    private static string Token(ParseResult parsed, Func<string, string?> variable)
    {
        var name = parsed.GetValue(TokenVariable)!;
        var file = parsed.GetValue(TokenFile);
        var token = file is null ? variable(name) : ReadToken(file);
        if (file is null && token is { Length: > 0 } path && path.StartsWith('/') && File.Exists(path))
        {
            token = ReadToken(path);
        }

        token = token?.Trim();
        if (string.IsNullOrEmpty(token))
        {
            throw new NoteException($"there is no token in {(file is null ? "the variable " + name : $"the file '{file}'")}; hand over a project access token with the scope 'api' through 'secrets:'");
        }

        if (name == "CI_JOB_TOKEN" || token == variable("CI_JOB_TOKEN"))
        {
            throw new NoteException("the job token cannot write notes on merge requests; hand over a project access token with the scope 'api' through 'secrets:'");
        }

        foreach (var character in token)
        {
            if (character is < '!' or > '~')
            {
                throw new NoteException("the token holds characters that no token has; is it the right file or variable?");
            }
        }

        return token;
    }

    private static string ReadToken(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new NoteException($"cannot read the token file '{file}'");
        }
    }
}
