using System;
using System.Collections.Generic;
using PlatformGuard.Core.Facts.Shell;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>Variables that a command hands on by their name alone: <c>docker run -e NAME</c>, <c>docker build --secret id=x,env=NAME</c>.</summary>
internal static class PassedNames
{
    private static readonly HashSet<string> Containers = new(StringComparer.Ordinal) { "docker", "podman", "nerdctl", "buildah", "docker-compose" };

    /// <summary>The names, with the words that hold them.</summary>
    public static IEnumerable<(string Name, ShellWord Word)> Of(CommandLine line)
    {
        if (!Containers.Contains(line.Program))
        {
            yield break;
        }

        for (var index = 0; index < line.Arguments.Count; index++)
        {
            var text = line.Arguments[index].Text;
            var before = index > 0 ? line.Arguments[index - 1].Text : "";
            var value = before is "-e" or "--env" ? text : text.StartsWith("--env=", StringComparison.Ordinal) ? text[6..] : null;
            if (value is not null && SecretFlow.IsUpperName(value))
            {
                yield return (value, line.Arguments[index]);
            }

            var secret = before == "--secret" ? text : text.StartsWith("--secret=", StringComparison.Ordinal) ? text[9..] : "";
            foreach (var part in secret.Split(','))
            {
                if (part.StartsWith("env=", StringComparison.Ordinal) && SecretFlow.IsUpperName(part[4..]))
                {
                    yield return (part[4..], line.Arguments[index]);
                }
            }
        }
    }
}
