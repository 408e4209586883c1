using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Shell;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Fixing;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>Finds where a job lets a secret out: into its log, an artifact, an image or the process table.</summary>
internal sealed class ExposureSearch(CiFindings findings, JobNames names)
{
    private readonly CiJob job = names.Job;
    private readonly Dictionary<string, Location> written = new(StringComparer.Ordinal);
    private Location? trace;
    private bool isTraceReported;

    /// <summary>A new shell does not trace.</summary>
    public void StartShell() => trace = null;

    /// <summary>A variable that switches the debug trace on.</summary>
    public void Examine(CiVariable variable)
    {
        if (variable.Name is "CI_DEBUG_TRACE" && variable.Value.Value.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            Add(variable.NameLocation, variable.Name, "CI_DEBUG_TRACE prints every variable of the job into its log", []);
        }
    }

    /// <summary>A command of a script.</summary>
    public void Examine(CommandLine line, ScalarText text, CiStep step, IReadOnlySet<string> functions)
    {
        FollowTrace(line, text);
        ExamineTrace(line, step);
        if (ToLog(line))
        {
            ExaminePrinting(line, text, step);
        }

        ExamineFiles(line, text, step);
        ExamineArguments(line, text, step, functions);
    }

    /// <summary>An action's build arguments.</summary>
    public void Examine(MappingEntry input, CiStep step)
    {
        if (input.Key.Value is "build-args" or "build_args" && input.Value is ScalarNode value)
        {
            var text = new ScalarText(value);
            foreach (var reference in VariableReferences.OfGitHub(value.Value).Where(reference => names.FormOfExpression(reference.Name, step.GivenInputs) != SecretForm.None))
            {
                Add(text.Locate(reference.Start, reference.Start + reference.Length), reference.Name, $"a build argument holds '{reference.Name}' and stays in the image's history", []);
            }
        }
    }

    /// <summary>What was written and not removed, against what the job keeps.</summary>
    public void Finish()
    {
        foreach (var (path, place) in written)
        {
            if (job.ArtifactPaths.FirstOrDefault(kept => Artifacts.Keeps(kept.Value, path)) is { } artifact)
            {
                Add(place, "artifact/" + path, $"the file '{path}' holds a secret and is kept as an artifact", [new RelatedLocation(artifact.Location, "kept here")]);
            }
        }
    }

    private void FollowTrace(CommandLine line, ScalarText text)
    {
        if (line.Program != "set")
        {
            return;
        }

        for (var index = 0; index < line.Arguments.Count; index++)
        {
            var option = line.Arguments[index].Text;
            var isXtrace = (option.Length > 1 && option[1] != '-' && option.Contains('x', StringComparison.Ordinal)) || (option.Length > 1 && option[1..].EndsWith('o') && index + 1 < line.Arguments.Count && line.Arguments[index + 1].Text == "xtrace");
            if (isXtrace)
            {
                trace = option[0] == '-' ? text.Locate(line.Command.Start, line.Command.End) : option[0] == '+' ? null : trace;
            }
        }
    }

    private void ExamineTrace(CommandLine line, CiStep step)
    {
        if (trace is not { } place || isTraceReported)
        {
            return;
        }

        var parts = line.Command.Words.Concat(line.Command.Assignments.Select(static assignment => assignment.Value)).SelectMany(static word => word.AllParts());
        if (parts.FirstOrDefault(part => Form(part, step) == SecretForm.Content) is { } part)
        {
            isTraceReported = true;
            Add(place, "trace", $"'set -x' prints the commands behind it, and one of them uses {NameOf(part)}", []);
        }
    }

    private void ExaminePrinting(CommandLine line, ScalarText text, CiStep step)
    {
        if (PrintsEnvironment(line))
        {
            if (HoldsSecret())
            {
                Add(text.Locate(line.Command.Start, line.Command.End), "environment", $"'{line.Program}' prints all variables of the job into its log, its secrets included", []);
            }

            return;
        }

        if (line.Program is "echo" && line.Arguments is [{ } first, ..] && first.Text.StartsWith("::add-mask::", StringComparison.Ordinal))
        {
            return;
        }

        if (SecretFlow.Printed(line, names, step.GivenInputs) == SecretForm.None || SecretFlow.FetchesSecret(line))
        {
            return;
        }

        foreach (var word in line.Arguments)
        {
            foreach (var part in word.AllParts())
            {
                var form = Form(part, step);
                var isPrinted = line.Program is "echo" or "printf" or "Write-Host" or "Write-Output" or "Write-Error" ? form is SecretForm.Content or SecretForm.JobToken : form == SecretForm.Path;
                if (isPrinted)
                {
                    Add(text.Locate(part.Start, part.End), NameOf(part), $"'{line.Program}' prints {NameOf(part)} into the job's log", []);
                }
            }
        }

        if (line.Program == "printenv")
        {
            Add(text.Locate(line.Command.Start, line.Command.End), line.Arguments[0].Text, $"'printenv' prints '{line.Arguments[0].Text}' into the job's log", []);
        }
    }

    /// <summary>Whether what the command prints ends in the job's log.</summary>
    private static bool ToLog(CommandLine line)
    {
        var command = line.Command;
        for (var steps = 0; steps < 50; steps++)
        {
            if (command.IsCaptured || command.GroupOutput is not null || command.Redirections.Any(static redirection => redirection.TakesOutput && redirection.Target.Text is not ("/dev/stdout" or "/dev/stderr" or "/dev/tty" or "&1" or "&2")))
            {
                return false;
            }

            if (command.PipedInto is not { } next)
            {
                return true;
            }

            if (!SecretFlow.HandsOn(CommandLine.Of(next)))
            {
                return false;
            }

            command = next;
        }

        return false;
    }

    private static bool PrintsEnvironment(CommandLine line) =>
        line.Arguments.Count == 0 && line.Command.Assignments.Count == 0 ? line.Program is "printenv" or "env" or "export" or "set" && line.Command.Words.Count == 1
        : line.Arguments.Count == 1 && ((line.Program is "export" or "declare" or "typeset" && line.Arguments[0].Text is "-p" or "-x" or "-xp") || (line.Program is "gci" or "Get-ChildItem" or "dir" or "ls" && line.Arguments[0].Text is "env:" or "Env:"));

    private bool HoldsSecret() =>
        job.IdTokens.Count > 0 || job.Secrets.Count > 0 || job.Variables.Any(variable => names.FormOf(variable.Name) == SecretForm.Content);

    private void ExamineFiles(CommandLine line, ScalarText text, CiStep step)
    {
        if (line.Program is "rm" or "shred" or "unlink" or "Remove-Item")
        {
            foreach (var word in line.Arguments)
            {
                written.Remove(Artifacts.Normalize(word.Text));
            }

            return;
        }

        var target = line.Command.Redirections.FirstOrDefault(static redirection => redirection.TakesOutput)?.Target ?? line.Command.GroupOutput?.Target;
        var source = line;
        if (line.Program is "tee" && line.Command.PipedFrom.Count > 0)
        {
            target = line.Arguments.FirstOrDefault(static word => !word.Text.StartsWith('-'));
            source = CommandLine.Of(line.Command.PipedFrom[0]);
        }

        if (target is null)
        {
            return;
        }

        for (var steps = 0; source.Command.PipedFrom.Count > 0 && SecretFlow.HandsOn(source) && steps < 20; steps++)
        {
            source = CommandLine.Of(source.Command.PipedFrom[0]);
        }

        var form = SecretFlow.Printed(source, names, step.GivenInputs);
        var isDocument = source.Command.Redirections.Any(redirection => redirection.IsText && SecretFlow.FormOf(redirection.Target, names, step.GivenInputs) is SecretForm.Content or SecretForm.JobToken);
        if (form is not (SecretForm.Content or SecretForm.JobToken) && !isDocument)
        {
            return;
        }

        var path = Artifacts.Normalize(target.Text);
        var place = text.Locate(target.Start, target.End);
        written.TryAdd(path, place);
        if (job.DotenvReports.FirstOrDefault(report => Artifacts.Normalize(report.Value) == path) is { } dotenv)
        {
            Add(place, "dotenv/" + path, "a dotenv report holds a secret, which every later job gets and everybody with access can download", [new RelatedLocation(dotenv.Location, "reported here")]);
        }
    }

    private void ExamineArguments(CommandLine line, ScalarText text, CiStep step, IReadOnlySet<string> functions)
    {
        if (line.Program.Length == 0 || Processes.StayInShell(line.Program) || functions.Contains(line.Program) || Processes.TakesFiles(line.Program))
        {
            return;
        }

        for (var index = 0; index < line.Arguments.Count; index++)
        {
            var word = line.Arguments[index];
            var option = index > 0 ? line.Arguments[index - 1].Text : "";
            var isBuildArgument = option == "--build-arg" || word.Text.StartsWith("--build-arg=", StringComparison.Ordinal) || word.Text.StartsWith("build-arg:", StringComparison.Ordinal);
            if (isBuildArgument && word.Literal is { } name && names.FormOf(name[(name.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim()) is SecretForm.Content && !name.Contains('=', StringComparison.Ordinal))
            {
                Add(text.Locate(word.Start, word.End), name, $"the build argument '{name}' stays in the image's history", []);
                continue;
            }

            foreach (var part in word.AllParts())
            {
                var form = Form(part, step);
                if (form is not (SecretForm.Content or SecretForm.JobToken) || Processes.IsExchange(line, word, option) || Processes.IsPath(word, part, option) || UserNames.IsUser(line, index, part))
                {
                    continue;
                }

                var message = isBuildArgument
                    ? $"a build argument holds {NameOf(part)} and stays in the image's history"
                    : $"{NameOf(part)} is an argument of '{line.Program}', which other processes can read";
                Add(text.Locate(part.Start, part.End), NameOf(part), message, [], form == SecretForm.JobToken ? Severity.Warning : Severity.Error, isBuildArgument ? null : StandardInputFix.Of(line, part, text));
            }
        }
    }

    private SecretForm Form(ShellPart part, CiStep step) => SecretFlow.FormOf(part, names, step.GivenInputs);

    private static string NameOf(ShellPart part) => part.Kind switch
    {
        ShellPartKind.Variable => $"'{part.Text}'",
        ShellPartKind.Expression => $"'{VariableReferences.OfExpression(part.Text).FirstOrDefault() ?? "an expression"}'",
        _ => "a secret that a command reads",
    };

    private void Add(Location place, string logicalPath, string message, RelatedLocation[] related, Severity atMost = Severity.Error, Fix? fix = null) =>
        findings.Add(new CiFinding("PG3010", place, logicalPath, null, [message], [.. related], atMost) { Fix = fix });
}
