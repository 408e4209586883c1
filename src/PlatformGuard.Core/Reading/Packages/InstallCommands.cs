using System;
using System.Buffers;
using System.Collections.Generic;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>A package that a command installs, as words of the command.</summary>
/// <param name="Ecosystem">Where it comes from.</param>
/// <param name="Name">Its name, version and extras cut off.</param>
/// <param name="Version">The exact version, or null.</param>
/// <param name="Word">Index of the word that names it.</param>
internal readonly record struct InstalledPackage(Ecosystem Ecosystem, string Name, string? Version, int Word);

/// <summary>Knows the commands that install packages: pip, uv, poetry, conda, npm, yarn, pnpm, bun, gem, go, dotnet.</summary>
internal static class InstallCommands
{
    private static readonly SearchValues<char> VariableCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    // Options that are followed by a value of their own.
    private static readonly string[] WithValue =
    [
        "-r", "--requirement", "-c", "--constraint", "-i", "--index-url", "--extra-index-url", "-f", "--find-links", "-t", "--target", "--prefix", "--root", "--python", "-p", "--trusted-host", "--platform", "--python-version", "--cache-dir",
        "-n", "--name", "--channel", "--file", "--registry", "--cwd", "-C", "--dir", "--source", "-s", "--version", "-v", "--framework", "--index", "--torch-backend", "--group",
    ];

    /// <summary>The packages of one simple command, given as its words without quotes.</summary>
    public static IEnumerable<InstalledPackage> Find(IReadOnlyList<string> words)
    {
        var at = 0;
        while (at < words.Count && (IsAssignment(words[at]) || words[at] is "sudo" or "exec" or "time" or "env" or "command" || words[at].StartsWith("--mount", StringComparison.Ordinal)))
        {
            at++;
        }

        if (at >= words.Count || Installer(words, ref at) is not { } ecosystem)
        {
            yield break;
        }

        for (; at < words.Count; at++)
        {
            var word = words[at];
            if (word.StartsWith('-'))
            {
                at += Array.IndexOf(WithValue, word) >= 0 ? 1 : 0;
                continue;
            }

            if (Named(ecosystem, word) is { } named)
            {
                yield return new InstalledPackage(ecosystem, named.Name, named.Version, at);
            }
        }
    }

    /// <summary>Moves behind the words that say "install"; null when the command is another one.</summary>
    private static Ecosystem? Installer(IReadOnlyList<string> words, ref int at)
    {
        var program = words[at][(words[at].LastIndexOf('/') + 1)..];
        at++;
        if (program.StartsWith("python", StringComparison.Ordinal) && Next(words, at) == "-m")
        {
            program = Next(words, at + 1);
            at += 2;
        }

        if (program == "uv" && Next(words, at) == "pip")
        {
            program = "pip";
            at++;
        }

        if (program == "corepack" && Next(words, at) is "yarn" or "pnpm")
        {
            program = words[at];
            at++;
        }

        if (program == "yarn" && Next(words, at) == "global")
        {
            at++;
        }

        var verb = Next(words, at);
        Ecosystem? found = program switch
        {
            "pip" or "pip3" or "pipx" or "pipenv" when verb == "install" => Ecosystem.Python,
            "conda" or "mamba" or "micromamba" when verb is "install" or "create" => Ecosystem.Python,
            "uv" or "poetry" or "pdm" when verb == "add" => Ecosystem.Python,
            "npm" or "pnpm" or "bun" when verb is "install" or "i" or "add" => Ecosystem.Npm,
            "yarn" when verb == "add" => Ecosystem.Npm,
            "gem" when verb == "install" => Ecosystem.Ruby,
            "bundle" when verb == "add" => Ecosystem.Ruby,
            "go" when verb is "install" or "get" => Ecosystem.Go,
            "dotnet" when verb == "add" && words.IndexOf("package", at) is >= 0 and var package => MoveTo(package, Ecosystem.NuGet, ref at),
            _ => program.StartsWith("pip3.", StringComparison.Ordinal) && verb == "install" ? Ecosystem.Python : null,
        };
        at++;
        return found;
    }

    private static Ecosystem MoveTo(int index, Ecosystem ecosystem, ref int at)
    {
        at = index;
        return ecosystem;
    }

    private static (string Name, string? Version)? Named(Ecosystem ecosystem, string word)
    {
        if (word.Contains('$', StringComparison.Ordinal) || word.Contains("://", StringComparison.Ordinal) || word.StartsWith('.') || (word.StartsWith('/') && ecosystem != Ecosystem.Go))
        {
            return null;
        }

        switch (ecosystem)
        {
            case Ecosystem.Python:
                var channel = word.LastIndexOf("::", StringComparison.Ordinal);
                var requirement = channel < 0 ? word : word[(channel + 2)..];
                return PythonRequirement.Name(requirement) is { IsEmpty: false } name ? (name.ToString(), PythonRequirement.Version(requirement)) : null;
            case Ecosystem.Npm or Ecosystem.Go:
                var at = word.LastIndexOf('@');
                return at > 0 ? (word[..at], word[(at + 1)..]) : (word, null);
            default:
                return (word, null);
        }
    }

    private static string Next(IReadOnlyList<string> words, int index) => index < words.Count ? words[index] : "";

    private static int IndexOf(this IReadOnlyList<string> words, string wanted, int from)
    {
        for (var index = from; index < words.Count; index++)
        {
            if (words[index] == wanted)
            {
                return index;
            }
        }

        return -1;
    }

    private static bool IsAssignment(string word)
    {
        var sign = word.IndexOf('=', StringComparison.Ordinal);
        return sign > 0 && !word.AsSpan(0, sign).ContainsAnyExcept(VariableCharacters) && !char.IsAsciiDigit(word[0]);
    }
}
