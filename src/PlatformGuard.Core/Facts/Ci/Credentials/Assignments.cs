using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Facts.Shell;
using PlatformGuard.Guidelines.Secrets.Pipelines;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>Follows what a script assigns, and what it reads in that cannot be seen.</summary>
internal static class Assignments
{
    /// <summary>Files that set up a tool or a shell, and no credentials.</summary>
    private static readonly string[] KnownFiles = ["activate", ".bashrc", ".profile", ".bash_profile", "nvm.sh", ".nvm/nvm.sh", "rvm", "conda.sh", "sdkman-init.sh", "env.sh", "emsdk_env.sh", "setup-env.sh", "/etc/profile", "/etc/os-release", "os-release", ".cargo/env", "cargo/env", "oneapi/setvars.sh", "setvars.sh", "setup.bash", "brew.sh", "asdf.sh"];

    /// <summary>Programs whose output sets up a tool and no credentials.</summary>
    private static readonly HashSet<string> KnownPrograms = new(StringComparer.Ordinal) { "ssh-agent", "minikube", "docker-machine", "brew", "conda", "pyenv", "rbenv", "nodenv", "opam", "direnv", "mise", "asdf", "gpg-agent", "dircolors", "luarocks", "fnm", "micromamba", "mamba", "dbus-launch", "starship", "perl", "podman", "eksctl", "stack", "guix", "goenv" };

    /// <summary>Takes what a command assigns.</summary>
    public static void Follow(CommandLine line, JobNames names, CiStep step)
    {
        var inputs = step.GivenInputs;
        foreach (var assignment in line.Environment)
        {
            // `NAME=value command` is for that command alone; its own words were judged before.
            if (line.Program is "" or "export" or "local" or "declare" or "typeset" or "readonly" or "set")
            {
                names.Assign(assignment.Name, SecretFlow.FormOf(assignment.Value, names, inputs));
            }
        }

        switch (line.Program)
        {
            case "export" or "declare" or "eval" or "local":
                FollowText(line, names, isEval: line.Program == "eval");
                break;
            case "source" or ".":
                FollowFile(line, names);
                break;
            case "read" or "mapfile" or "readarray":
                var form = line.Command.Redirections.Where(static redirection => redirection.IsText).Select(redirection => SecretFlow.FormOf(redirection.Target, names, inputs)).DefaultIfEmpty().Max();
                AssignAll(line.Arguments.Where(static word => !word.Text.StartsWith('-')), names, form);
                break;
            case "for" or "select" when line.Arguments.Count > 0:
                AssignAll(line.Arguments.Take(1), names, SecretForm.None);
                break;
            case "printf" when line.Option("-v") is { } variable:
                AssignAll([variable], names, line.Arguments.Select(word => SecretFlow.FormOf(word, names, inputs)).DefaultIfEmpty().Max());
                break;
            case "getopts" when line.Arguments.Count > 1:
                AssignAll(line.Arguments.Skip(1).Take(1), names, SecretForm.None);
                break;
            case "echo" or "printf" or "cat" when HandsOn(line):
                FollowHandOn(line, names, inputs);
                break;
            case "" when line.Command.Words is [{ Parts: [{ Kind: ShellPartKind.Variable } assigned] }, { Literal: "=" }, ..]:
                // PowerShell: `$env:NAME = …`.
                names.Assign(assigned.Text, line.Command.Words.Skip(2).Select(word => SecretFlow.FormOf(word, names, inputs)).DefaultIfEmpty().Max());
                break;
            case "kubectl" or "kubectx" when line.Is("kubectl", "config", "use-context") || line.Program == "kubectx":
                // The agent for Kubernetes hands every job its configuration.
                names.Assign("KUBECONFIG", SecretForm.Path, isHandedOn: true);
                break;
            default:
                break;
        }
    }

    /// <summary>The names that a text assigns: <c>NAME=</c>.</summary>
    public static IEnumerable<string> NamesIn(string text)
    {
        for (var sign = text.IndexOf('=', StringComparison.Ordinal); sign >= 0; sign = text.IndexOf('=', sign + 1))
        {
            var start = sign;
            while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] == '_'))
            {
                start--;
            }

            if (start < sign && !char.IsAsciiDigit(text[start]))
            {
                yield return text[start..sign];
            }
        }
    }

    /// <summary><c>export $(…)</c> and <c>eval "…"</c>: the names stand in the text, or nothing is known.</summary>
    private static void FollowText(CommandLine line, JobNames names, bool isEval)
    {
        foreach (var word in line.Arguments.Where(word => isEval || word.Parts is [{ Kind: ShellPartKind.Substitution }, ..]))
        {
            var inner = word.AllParts().Where(static part => part.Kind == ShellPartKind.Substitution).SelectMany(static part => part.Commands).ToList();
            string[] found = [.. inner.SelectMany(TextsOf).Append(word.Text).SelectMany(NamesIn)];
            foreach (var name in found)
            {
                names.Assign(name, PipelineVariable.IsCredential(name) ? SecretForm.Content : SecretForm.None);
            }

            if (found.Length == 0 && inner.Count > 0 && !inner.Any(static command => KnownPrograms.Contains(CommandLine.Of(command).Program)))
            {
                names.Unseen ??= "the script takes over variables from the output of a program";
            }
        }
    }

    private static IEnumerable<string> TextsOf(ShellCommand command) =>
        command.Words.Concat(command.Redirections.Where(static redirection => redirection.IsText).Select(static redirection => redirection.Target)).Select(static word => word.Text);

    private static void FollowFile(CommandLine line, JobNames names)
    {
        var file = line.Arguments.Count > 0 ? line.Arguments[0] : null;
        if (file is null || KnownFiles.Any(known => file.Text.EndsWith(known, StringComparison.Ordinal) && (file.Text.Length == known.Length || file.Text[^(known.Length + 1)] is '/' or '}' or '$')))
        {
            return;
        }

        var substitution = file.Parts.FirstOrDefault(static part => part.Kind == ShellPartKind.Substitution);
        if (substitution is not null && substitution.Commands.Any(static command => KnownPrograms.Contains(CommandLine.Of(command).Program)))
        {
            return;
        }

        names.Unseen ??= "the script reads in a file that may set it";
    }

    /// <summary><c>echo "NAME=value" >> "$GITHUB_ENV"</c>: for the steps behind.</summary>
    private static bool HandsOn(CommandLine line) =>
        line.Command.Redirections.Append(line.Command.GroupOutput).Any(static redirection => redirection?.TakesOutput == true && redirection.Target.Parts.Any(static part => part.Kind == ShellPartKind.Variable && part.Text is "GITHUB_ENV" or "BASH_ENV"));

    private static void FollowHandOn(CommandLine line, JobNames names, IReadOnlyDictionary<string, string> inputs)
    {
        foreach (var word in line.Arguments.Concat(line.Command.Redirections.Where(static redirection => redirection.IsText).Select(static redirection => redirection.Target)))
        {
            foreach (var name in NamesIn(word.Text))
            {
                names.Assign(name, SecretFlow.FormOf(word, names, inputs), isHandedOn: true);
            }
        }
    }

    private static void AssignAll(IEnumerable<ShellWord> words, JobNames names, SecretForm form)
    {
        foreach (var word in words)
        {
            if (word.Literal is { } name)
            {
                names.Assign(name, form);
            }
        }
    }
}
