using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Shell;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.Secrets.Pipelines;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>Finds names of credentials that nothing in the pipeline gives a value: they come from the settings of the project.</summary>
internal sealed class ReferenceSearch(CiFindings findings, CiPipeline pipeline, JobNames names)
{
    private readonly CiJob job = names.Job;

    /// <summary>The references in a variable's value.</summary>
    public void Examine(CiVariable variable, bool isOfPipeline)
    {
        var text = new ScalarText(variable.Value);
        foreach (var reference in References(text.Value))
        {
            var isWhole = reference.Length == text.Value.Length;
            var place = text.Locate(reference.Start, reference.Start + reference.Length);
            if (reference.IsExpression)
            {
                JudgeExpression(reference.Name, place, PipelineVariable.CloudOf(variable.Name), isWhole && PipelineVariable.IsCredential(variable.Name), isOfPipeline);
            }
            else
            {
                var isSlot = isWhole && PipelineVariable.IsCredential(variable.Name);
                Judge(reference.Name, place, new Slot(isSlot, PipelineVariable.CloudOf(isWhole ? variable.Name : "")), variable.Name, isOfPipeline);
            }
        }
    }

    /// <summary>The references in a value that is neither a variable nor a script.</summary>
    public void Examine(ScalarNode value)
    {
        var text = new ScalarText(value);
        foreach (var reference in References(text.Value))
        {
            var place = text.Locate(reference.Start, reference.Start + reference.Length);
            if (reference.IsExpression)
            {
                JudgeExpression(reference.Name, place, CloudProvider.None, false, false);
            }
            else
            {
                Judge(reference.Name, place, default, null, false);
            }
        }
    }

    /// <summary>The expressions in an action's input.</summary>
    public void Examine(MappingEntry input, CiStep step)
    {
        foreach (var scalar in input.Value is ScalarNode single ? [single] : input.Value.Items.OfType<ScalarNode>())
        {
            var text = new ScalarText(scalar);
            foreach (var reference in VariableReferences.OfGitHub(text.Value))
            {
                var provider = input.Key.Value switch
                {
                    "aws-access-key-id" or "aws-secret-access-key" => CloudProvider.Aws,
                    "credentials_json" or "service_account_key" => CloudProvider.GoogleCloud,
                    "creds" or "publish-profile" when step.Uses?.Value.StartsWith("azure/", StringComparison.OrdinalIgnoreCase) == true => CloudProvider.Azure,
                    _ => PipelineVariable.CloudOf(input.Key.Value),
                };
                var isWhole = reference.Length == text.Value.Trim().Length;
                JudgeExpression(reference.Name, text.Locate(reference.Start, reference.Start + reference.Length), provider, isWhole && (provider != CloudProvider.None || PipelineVariable.IsCredential(input.Key.Value)), false);
            }
        }
    }

    /// <summary>The references in a command.</summary>
    public void Examine(CommandLine line, ScalarText text, CiStep step)
    {
        var slots = CredentialSlots.Find(line).ToList();
        foreach (var assignment in line.Environment)
        {
            var isWhole = assignment.Value.Parts.Count == 1;
            var slot = new Slot(isWhole && PipelineVariable.IsCredential(assignment.Name), PipelineVariable.CloudOf(isWhole ? assignment.Name : ""));
            foreach (var part in assignment.Value.AllParts())
            {
                Judge(part, text, step, slot, assignment.Name);
            }
        }

        foreach (var word in line.Command.Words.Concat(line.Command.Redirections.Select(static redirection => redirection.Target)))
        {
            foreach (var part in word.AllParts())
            {
                Judge(part, text, step, SlotOf(part, slots), null);
            }
        }

        foreach (var (passed, word) in PassedNames.Of(line))
        {
            Judge(passed, text.Locate(word.Start, word.End), default, null, false);
        }

        if (line.Program is "printenv" && line.Arguments is [{ Literal: { } name }])
        {
            Judge(name, text.Locate(line.Arguments[0].Start, line.Arguments[0].End), default, null, false);
        }
    }

    private static Slot SlotOf(ShellPart part, List<CredentialSlot> slots)
    {
        foreach (var slot in slots)
        {
            if (part.Start < slot.Word.Start || part.End > slot.Word.End)
            {
                continue;
            }

            var before = string.Concat(slot.Word.Parts.TakeWhile(other => other != part).Select(static other => other.Kind == ShellPartKind.Literal ? other.Text : "$"));
            var isCredential = slot.Kind switch
            {
                SlotKind.Value or SlotKind.KeyFile => true,
                SlotKind.Pair => !UserNames.IsUserOfPair(slot, part) && (UserNames.Separator(slot) is not null || slot.Word.Parts.Count == 1),
                _ => before.Contains("uthorization:", StringComparison.Ordinal) || before.Contains("oken:", StringComparison.OrdinalIgnoreCase) || before.Contains("key:", StringComparison.OrdinalIgnoreCase),
            };
            return new Slot(isCredential, slot.Provider);
        }

        return default;
    }

    private void Judge(ShellPart part, ScalarText text, CiStep step, Slot slot, string? target)
    {
        if (part.Kind == ShellPartKind.Variable)
        {
            Judge(part.Text, text.Locate(part.Start, part.End), slot, target, false);
        }
        else if (part.Kind == ShellPartKind.Expression)
        {
            foreach (var name in VariableReferences.OfExpression(part.Text))
            {
                JudgeExpression(name, text.Locate(part.Start, part.End), slot.Provider, slot.IsCredential, false);
            }
        }
    }

    /// <summary>A variable by its name.</summary>
    private void Judge(string name, Location place, Slot slot, string? target, bool isOfPipeline)
    {
        if (target is null ? names.IsDefined(name) : names.IsDefinedBefore(name, target))
        {
            return;
        }

        if (job.System == CiSystem.GitLab && PipelineVariable.IsRemovedToken(name))
        {
            findings.Add(new CiFinding("PG3008", place, name, name, [name], []));
            return;
        }

        // In a workflow secrets reach a script through expressions only; an unknown variable comes from the runner or the image.
        var isCredential = PipelineVariable.IsCredential(name) || (slot.IsCredential && SecretFlow.IsUpperName(name));
        if (!isCredential || job.System == CiSystem.GitHub)
        {
            return;
        }

        var provider = slot.Provider != CloudProvider.None ? slot.Provider : PipelineVariable.CloudOf(name);
        Report(name, place, provider, isOfPipeline, PipelineVariable.IsDeployToken(name) ? Severity.Warning : Severity.Error);
    }

    private void Report(string name, Location place, CloudProvider provider, bool isOfPipeline, Severity atMost = Severity.Error)
    {
        var rule = provider == CloudProvider.None ? "PG3002" : "PG3003";
        var unknown = !job.IsComplete ? $"what job '{job.Name}' extends is not known" : names.Unseen
            ?? (pipeline.IsPartial && job.IdTokens.Count == 0 && (name.EndsWith("ID_TOKEN", StringComparison.Ordinal) || name.EndsWith("_JWT", StringComparison.Ordinal)) ? "an include that is not known may declare it as an id token" : null);
        if (unknown is not null)
        {
            findings.AddGap(rule, $"origin of '{name}'", unknown, place);
            return;
        }

        findings.AddReference(rule, name, place, isOfPipeline ? null : job.Name, provider == CloudProvider.None ? null : PipelineVariable.NameOf(provider), atMost);
    }

    /// <summary>A name of an expression: <c>secrets.NAME</c>, <c>vars.NAME</c>, <c>inputs.NAME</c>.</summary>
    private void JudgeExpression(string expression, Location place, CloudProvider provider, bool isSlot, bool isOfPipeline)
    {
        var dot = expression.IndexOf('.', StringComparison.Ordinal);
        var name = dot < 0 ? "" : expression[(dot + 1)..];
        switch (dot < 0 ? expression : expression[..dot])
        {
            case "secrets" when name.Length > 0 && !names.IsHandedOver(name) && (PipelineVariable.IsSecretOfStore(name) || (isSlot && !PipelineVariable.IsJobToken(name))):
            case "vars" when PipelineVariable.IsCredential(name):
                var cloud = provider != CloudProvider.None ? provider : PipelineVariable.CloudOf(name);
                Report(name, place, PipelineVariable.IsJobToken(name) ? CloudProvider.None : cloud, isOfPipeline);
                break;
            case "secrets" when dot < 0:
                // All of them, or one whose name is computed.
                Report("secrets.*", place, CloudProvider.None, isOfPipeline);
                break;
            default:
                // What an action of the repository is given is reported where its caller names it.
                break;
        }
    }

    private IEnumerable<VariableReference> References(string value) => job.System == CiSystem.GitHub ? VariableReferences.OfGitHub(value) : VariableReferences.OfGitLab(value);

    private readonly record struct Slot(bool IsCredential, CloudProvider Provider);
}
