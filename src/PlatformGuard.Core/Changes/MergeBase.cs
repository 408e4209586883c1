using System.Threading;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Changes;

/// <summary>The commit from which the checked state and a reference went different ways.</summary>
internal static class MergeBase
{
    /// <summary>Finds it.</summary>
    /// <exception cref="InvalidInputException">The reference or the common history is not there; the message says what to do.</exception>
    public static string Find(string top, string reference, CheckOptions options, CancellationToken cancellation)
    {
        string? Ask(params string[] arguments) => Git.Run(top, arguments, null, 0, options, cancellation) is { Length: > 0 } answer ? answer.TrimEnd('\n') : null;

        if (Ask("--version") is null)
        {
            throw new InvalidInputException("--since needs git, which is not installed");
        }

        if (Ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}") is null)
        {
            throw new InvalidInputException("--since: the repository has no commit yet, or git refuses to read it");
        }

        var isShallow = Ask("rev-parse", "--is-shallow-repository") == "true";
        const string Deepen = "; this clone is shallow: fetch more history, such as with 'git fetch --unshallow', or GIT_DEPTH: \"0\" in GitLab CI, or fetch-depth: 0 in GitHub Actions";
        var commit = Ask("rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}")
            ?? throw new InvalidInputException($"--since: there is no commit '{reference}' in this repository{(isShallow ? Deepen : "; fetch it first, such as with 'git fetch origin'")}");
        return Ask("merge-base", commit, "HEAD")
            ?? throw new InvalidInputException($"--since: '{reference}' and the checked state have no common commit{(isShallow ? Deepen : "")}");
    }
}
