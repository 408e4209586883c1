using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Secrets.Pipelines;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>What a variable holds, as far as secrets are concerned.</summary>
internal enum SecretForm
{
    /// <summary>No secret.</summary>
    None,

    /// <summary>The path of a file with a secret.</summary>
    Path,

    /// <summary>A token that ends with the job.</summary>
    JobToken,

    /// <summary>A secret.</summary>
    Content,
}

/// <summary>The variables that a job knows, where they come from, and which hold secrets. Changes while the script is walked.</summary>
internal sealed class JobNames
{
    private readonly Dictionary<string, SecretForm> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> fromYaml = new(StringComparer.Ordinal);
    private readonly HashSet<string> handedOver;
    private Dictionary<string, SecretForm> assigned = new(StringComparer.Ordinal);
    private Dictionary<string, SecretForm> exported = new(StringComparer.Ordinal);

    /// <summary>Takes what the job declares.</summary>
    public JobNames(CiJob job)
    {
        Job = job;
        handedOver = [.. job.HandedOver];
        foreach (var variable in job.Variables.Reverse())
        {
            Declare(variable);
        }

        foreach (var token in job.IdTokens)
        {
            known[token.Key.Value] = SecretForm.JobToken;
        }

        foreach (var secret in job.Secrets)
        {
            known[secret.Key.Value] = (secret.Value["file"] as ScalarNode)?.AsBoolean() == false ? SecretForm.Content : SecretForm.Path;
        }
    }

    /// <summary>The job.</summary>
    public CiJob Job { get; }

    /// <summary>Why names may have a value that is not seen: a file that the script reads in, or a dotenv report whose content is not known. Null when all is seen.</summary>
    public string? Unseen { get; set; }

    /// <summary>Names that dotenv reports of earlier jobs give.</summary>
    public HashSet<string> FromReports { get; } = new(StringComparer.Ordinal);

    /// <summary>A new shell forgets what the one before assigned, but not what was handed on.</summary>
    public void StartShell()
    {
        assigned = new Dictionary<string, SecretForm>(exported, StringComparer.Ordinal);
    }

    /// <summary>A variable of a step.</summary>
    public void Declare(CiVariable variable)
    {
        fromYaml.Add(variable.Name);
        known[variable.Name] = FormOfValue(variable);
    }

    /// <summary>An assignment of the script.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="form">What it gets.</param>
    /// <param name="isHandedOn">Whether later steps get it too.</param>
    public void Assign(string name, SecretForm form, bool isHandedOn = false)
    {
        assigned[name] = form;
        if (isHandedOn)
        {
            exported[name] = form;
        }
    }

    /// <summary>Whether something in the pipeline gives the name a value.</summary>
    public bool IsDefined(string name) => assigned.ContainsKey(name) || known.ContainsKey(name) || FromReports.Contains(name);

    /// <summary>Whether a value that this variable's own value refers to has another origin than the variable itself.</summary>
    public bool IsDefinedBefore(string name, string variable) => name != variable ? IsDefined(name) : assigned.ContainsKey(name) || (known.ContainsKey(name) && !fromYaml.Contains(name));

    /// <summary>Whether a secret of this name is one that the caller hands over.</summary>
    public bool IsHandedOver(string name) => handedOver.Contains(name);

    /// <summary>What a variable holds.</summary>
    public SecretForm FormOf(string name) =>
        assigned.TryGetValue(name, out var form) || known.TryGetValue(name, out form) ? form
        : FromReports.Contains(name) ? SecretForm.None
        : PipelineVariable.IsJobToken(name) || name == "CI_REPOSITORY_URL" ? Job.System == CiSystem.GitLab || name != "GITHUB_TOKEN" ? SecretForm.JobToken : SecretForm.None
        : !PipelineVariable.IsCredential(name) ? SecretForm.None
        : PipelineVariable.IsPath(name) ? SecretForm.Path
        : SecretForm.Content;

    /// <summary>What an expression of a workflow gives.</summary>
    public SecretForm FormOfExpression(string expression, IReadOnlyDictionary<string, string> inputs)
    {
        var form = SecretForm.None;
        foreach (var name in VariableReferences.OfExpression(expression))
        {
            var found = FormOfName(name, inputs);
            form = found > form ? found : form;
        }

        return form;
    }

    private SecretForm FormOfName(string name, IReadOnlyDictionary<string, string> inputs)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var last = dot < 0 ? "" : name[(dot + 1)..];
        return dot < 0 ? (name == "secrets" ? SecretForm.Content : SecretForm.None) : name[..dot] switch
        {
            "secrets" => PipelineVariable.IsJobToken(last) ? SecretForm.JobToken : PipelineVariable.IsSecretOfStore(last) ? SecretForm.Content : SecretForm.None,
            "github" => last == "token" ? SecretForm.JobToken : SecretForm.None,
            "vars" => PipelineVariable.IsCredential(last) ? SecretForm.Content : SecretForm.None,
            "env" => FormOf(last),
            "inputs" => inputs.TryGetValue(last, out var given) ? VariableReferences.OfGitHub(given).Select(reference => reference.Name.StartsWith("inputs.", StringComparison.Ordinal) ? SecretForm.None : FormOfName(reference.Name, inputs)).DefaultIfEmpty().Max() : SecretForm.None,
            _ => SecretForm.None,
        };
    }

    private SecretForm FormOfValue(CiVariable variable)
    {
        var value = variable.Value.Value;
        if (Job.System == CiSystem.GitHub)
        {
            return VariableReferences.OfGitHub(value).Select(reference => reference.Name == "env." + variable.Name ? SecretForm.None : FormOfName(reference.Name, new Dictionary<string, string>())).DefaultIfEmpty().Max();
        }

        return VariableReferences.OfGitLab(value).Select(reference => reference.Name == variable.Name ? PipelineVariable.IsCredential(reference.Name) ? SecretForm.Content : SecretForm.None : FormOf(reference.Name)).DefaultIfEmpty().Max();
    }
}
