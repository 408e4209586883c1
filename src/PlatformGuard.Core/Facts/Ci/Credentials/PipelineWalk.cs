using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Shell;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.Secrets.Pipelines;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>Walks over the jobs of one pipeline.</summary>
internal sealed class PipelineWalk
{
    private static readonly HashSet<string> NoFunctions = [];

    private readonly CiPipeline pipeline;
    private readonly CiFindings findings;
    private readonly CiFacts facts;
    private readonly DotenvReports reports;

    public PipelineWalk(CiPipeline pipeline, CiFacts facts, CiFindings findings)
    {
        this.pipeline = pipeline;
        this.facts = facts;
        this.findings = findings;
        reports = new DotenvReports(pipeline, facts.Script);
    }

    public void Run()
    {
        HashSet<CiVariable> shared = [.. pipeline.Variables];
        var allServices = new LiteralSearch(findings, new ThrowAwayServices(pipeline.Jobs));
        var exposures = new ExposureSearch(findings, new JobNames(new CiJob { Name = "", System = pipeline.System, Place = Location.OfFile(pipeline.Path) }));
        foreach (var variable in pipeline.Variables)
        {
            allServices.Examine(variable);
            exposures.Examine(variable);
        }

        foreach (var job in pipeline.Jobs)
        {
            Walk(job, shared);
        }
    }

    private void Walk(CiJob job, HashSet<CiVariable> shared)
    {
        var names = new JobNames(job);
        reports.HandOver(job, names);
        var literals = new LiteralSearch(findings, new ThrowAwayServices([job]));
        var references = new ReferenceSearch(findings, pipeline, names);
        var exposures = new ExposureSearch(findings, names);
        IdTokenSearch.Examine(job, pipeline, findings);
        foreach (var variable in job.Variables)
        {
            if (!shared.Contains(variable))
            {
                Examine(variable, literals, references, exposures, job.IsTemplate);
            }
            else if (!job.IsTemplate)
            {
                references.Examine(variable, isOfPipeline: true);
            }
        }

        foreach (var variable in job.Services.SelectMany(static service => service.Variables))
        {
            references.Examine(variable, isOfPipeline: false);
        }

        foreach (var value in job.NamedValues)
        {
            Examine(value, literals, references, exposures, job.IsTemplate);
        }

        foreach (var value in job.OtherValues)
        {
            literals.ExamineForm(value, job.Name);
            if (!job.IsTemplate)
            {
                references.Examine(value);
            }
        }

        foreach (var token in job.Secrets.Select(static secret => secret.Value["token"]).OfType<ScalarNode>().Where(static token => PipelineVariable.IsRemovedToken(token.Value.Trim('$', '{', '}'))))
        {
            references.Examine(token);
        }

        foreach (var step in job.Steps)
        {
            Walk(job, step, names, literals, references, exposures);
        }

        if (!job.IsTemplate)
        {
            exposures.Finish();
            AddKeyFiles(job);
        }
    }

    private static void Examine(CiVariable variable, LiteralSearch literals, ReferenceSearch references, ExposureSearch exposures, bool isTemplate, Severity passwordsAtMost = Severity.Error)
    {
        literals.Examine(variable, passwordsAtMost);
        exposures.Examine(variable);
        if (!isTemplate)
        {
            references.Examine(variable, isOfPipeline: false);
        }
    }

    private void Walk(CiJob job, CiStep step, JobNames names, LiteralSearch literals, ReferenceSearch references, ExposureSearch exposures)
    {
        if (step.IsNewShell)
        {
            names.StartShell();
            exposures.StartShell();
        }

        var passwordsAtMost = step.Variables.Count > 0 && TestRuns.IsAlone(job, step, facts) ? Severity.Warning : Severity.Error;
        foreach (var variable in step.Variables)
        {
            Examine(variable, literals, references, exposures, job.IsTemplate, passwordsAtMost);
            names.Declare(variable);
        }

        foreach (var input in step.Inputs)
        {
            literals.Examine(input, step.Path);
            if (!job.IsTemplate)
            {
                references.Examine(input, step);
                exposures.Examine(input, step);
            }
        }

        var functions = step.Texts.Count == 0 || step.Kind != CiStepKind.Script ? NoFunctions : step.Texts.SelectMany(text => facts.Script(text).Functions).ToHashSet(StringComparer.Ordinal);
        foreach (var text in step.Texts)
        {
            if (step.Kind != CiStepKind.Script)
            {
                literals.ExamineForm(text.Node, step.Path);
                references.Examine(text.Node);
                continue;
            }

            var script = facts.Script(text);
            if (!script.IsComplete)
            {
                findings.AddGap("PG3002", "script of job '" + job.Name + "'", "it is too large or too deeply nested to be read as a whole", text.Node.Location);
            }

            foreach (var command in script.Commands)
            {
                Walk(job, CommandLine.Of(command), text, step, functions, names, literals, references, exposures);
            }
        }
    }

    private void Walk(CiJob job, CommandLine line, ScalarText text, CiStep step, HashSet<string> functions, JobNames names, LiteralSearch literals, ReferenceSearch references, ExposureSearch exposures)
    {
        literals.Examine(line, text, step.Path);
        if (ServiceTokens.Made(line) is { } made)
        {
            findings.Add(new CiFinding("PG3011", text.Locate(line.Command.Start, line.Command.End), "command", null, [made], []));
        }

        if (!job.IsTemplate)
        {
            references.Examine(line, text, step);
            exposures.Examine(line, text, step, functions);
        }

        Assignments.Follow(line, names, step);
    }

    /// <summary>A service account's key that the job reads from a file, when nothing says where the file comes from.</summary>
    private void AddKeyFiles(CiJob job)
    {
        var provider = PipelineVariable.NameOf(CloudProvider.GoogleCloud);
        if (job.Secrets.Count > 0 || findings.HasReference(provider, job.Name))
        {
            return;
        }

        foreach (var text in job.Scripts)
        {
            foreach (var line in facts.Script(text).Commands.Select(CommandLine.Of).Where(static line => line.Is("gcloud", "auth", "activate-service-account")))
            {
                findings.Add(new CiFinding("PG3003", text.Locate(line.Command.Start, line.Command.End), "activate-service-account", null, [provider, "'gcloud auth activate-service-account' signs in with the key of a service account"], []));
            }
        }
    }
}
