using System;
using System.Net;
using System.Text.Json.Serialization;

namespace PlatformGuard.Cli.GitLab;

/// <summary>The merge request whose note is written.</summary>
/// <param name="Api">Address of GitLab's API, such as <c>https://gitlab.example.com/api/v4</c>.</param>
/// <param name="Project">Number or path of the project.</param>
/// <param name="MergeRequest">Number of the merge request within it.</param>
internal sealed record NoteTarget(Uri Api, string Project, string MergeRequest)
{
    /// <summary>For messages.</summary>
    public string Host => Api.Authority;

    /// <summary>Address of the notes.</summary>
    public string Notes => $"{Api.AbsoluteUri.TrimEnd('/')}/projects/{Uri.EscapeDataString(Project)}/merge_requests/{Uri.EscapeDataString(MergeRequest)}/notes";
}

/// <summary>GitLab does not take the note.</summary>
internal sealed class NoteException(string message) : Exception(message)
{
    /// <summary>What a status means, and what to do.</summary>
    public static NoteException Of(HttpStatusCode status, NoteTarget target) => new((int)status switch
    {
        401 => $"{target.Host} does not know the token: it is wrong or has expired (401)",
        403 => $"the token may not write notes on merge request !{target.MergeRequest}: it needs the scope 'api' and at least the role Reporter in the project (403)",
        404 => $"there is no merge request !{target.MergeRequest} in project {target.Project} on {target.Host}, or the token may not see it (404)",
        429 => $"{target.Host} asks to wait longer than this job can (429); run it again later",
        >= 300 and < 400 => $"{target.Host} sends elsewhere ({(int)status}); give the API's final address with --url",
        400 or 413 or 422 => $"{target.Host} does not accept the note's text ({(int)status})",
        _ => $"{target.Host} answers with status {(int)status}",
    });
}

/// <summary>The body of a request.</summary>
internal sealed record NoteBody([property: JsonPropertyName("body")] string Body);

[JsonSerializable(typeof(NoteBody))]
internal sealed partial class NoteJson : JsonSerializerContext;
