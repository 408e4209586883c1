using System;
using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Facts.Shell;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>Commands that make a key or token which stays valid until somebody deletes it.</summary>
internal static class ServiceTokens
{
    /// <summary>A token that lives longer than a day is kept somewhere.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>What the command makes, or null.</summary>
    public static string? Made(CommandLine line)
    {
        if (line.Is("gcloud", "iam", "service-accounts", "keys", "create"))
        {
            return "'gcloud iam service-accounts keys create' makes a service account key without an end";
        }

        if (line.Is("aws", "iam", "create-access-key"))
        {
            return "'aws iam create-access-key' makes an access key without an end";
        }

        if (line.Is("az", "ad", "sp", "create-for-rbac") && !line.Has("--create-cert") && !line.Has("--cert"))
        {
            return "'az ad sp create-for-rbac' makes a client secret";
        }

        if (line.Is("az", "ad", "app", "credential", "reset") || line.Is("az", "ad", "sp", "credential", "reset"))
        {
            return "'az ad … credential reset' makes a client secret";
        }

        if (line.Is("kubectl", "create", "token") && line.Option("--duration")?.Literal is { } duration && IsLong(duration))
        {
            return $"'kubectl create token' with a life of {duration}";
        }

        if (line.Is("kubectl", "create", "secret") && line.Arguments.SelectMany(static word => word.Parts).Any(static part => part.Commands.Any(static command => CommandLine.Of(command) is var inner && (inner.Is("kubectl", "create", "token") || inner.Is("kubectl", "get", "secret")))))
        {
            return "'kubectl create secret' keeps a service account's token";
        }

        if (line.Command.Redirections.Any(static redirection => redirection.IsText && redirection.Target.Text.Contains("type: kubernetes.io/service-account-token", StringComparison.Ordinal)))
        {
            return "a Secret of the type 'kubernetes.io/service-account-token' holds a token without an end";
        }

        return MadeByGitLab(line);
    }

    private static string? MadeByGitLab(CommandLine line)
    {
        if (line.Is("glab", "token", "create"))
        {
            return "'glab token create' makes an access token";
        }

        if (line.Program is not ("curl" or "wget" or "http" or "https" or "httpie"))
        {
            return null;
        }

        var address = line.Arguments.Select(static word => word.Text).FirstOrDefault(static text => text.Contains("/api/v4/", StringComparison.Ordinal) || text.Contains("CI_API_V4_URL", StringComparison.Ordinal));
        if (address is null || !Posts(line))
        {
            return null;
        }

        var path = address.Split('?', 2)[0].TrimEnd('/');
        return path.EndsWith("/access_tokens", StringComparison.Ordinal) || path.EndsWith("/personal_access_tokens", StringComparison.Ordinal) || path.EndsWith("/impersonation_tokens", StringComparison.Ordinal) ? "the GitLab API makes an access token"
            : path.EndsWith("/deploy_tokens", StringComparison.Ordinal) ? "the GitLab API makes a deploy token"
            : null;
    }

    private static bool Posts(CommandLine line) =>
        line.Option("-X", "--request", "--method")?.Text is { } method ? method.Equals("POST", StringComparison.OrdinalIgnoreCase)
        : line.Arguments.Any(static word => word.Text is "-d" or "--data" or "--data-raw" or "--data-urlencode" or "--json" or "-F" or "--form" or "-XPOST" or "POST" || word.Text.StartsWith("--data=", StringComparison.Ordinal) || word.Text.StartsWith("--post-data", StringComparison.Ordinal));

    /// <summary>A duration of Go: <c>8760h</c>, <c>1h30m</c>.</summary>
    private static bool IsLong(string duration)
    {
        var total = 0d;
        var start = 0;
        for (var at = 0; at < duration.Length; at++)
        {
            if (char.IsAsciiLetter(duration[at]))
            {
                if (!double.TryParse(duration.AsSpan(start, at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                {
                    return false;
                }

                total += number * (duration[at] switch { 'h' => 3600, 'm' => 60, 's' => 1, _ => 0 });
                start = at + 1;
            }
        }

        return total > Longest.TotalSeconds;
    }
}
