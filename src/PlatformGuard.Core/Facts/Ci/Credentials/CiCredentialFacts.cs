using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Shell;
using PlatformGuard.Guidelines.Secrets;
using PlatformGuard.Guidelines.Secrets.Pipelines;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>What all CI files of a code base do with credentials, decided once for all rules.</summary>
public sealed class CiCredentialFacts : IFacts<CiCredentialFacts>
{
    private CiCredentialFacts(IReadOnlyList<CiFinding> findings, IReadOnlyList<(string Rule, CiGap Gap)> gaps)
    {
        Findings = findings;
        Gaps = gaps;
    }

    /// <summary>What violates a rule.</summary>
    public IReadOnlyList<CiFinding> Findings { get; }

    /// <summary>What could not be decided, with the rule that should have.</summary>
    public IReadOnlyList<(string Rule, CiGap Gap)> Gaps { get; }

    /// <inheritdoc/>
    public static CiCredentialFacts Gather(CodeBase codeBase)
    {
        var facts = codeBase.Facts<CiFacts>();
        SourceFile[] files = [.. codeBase.Files.Where(facts.IsCiFile).DistinctBy(static file => file.Path)];
        var findings = new CiFindings(files);

        // Parsing is most of the work and needs no order; what is said once for several pipelines depends on it.
        _ = InParallel.Choose(facts.Pipelines, codeBase.Options.Jobs, pipeline => ParseScripts(pipeline, facts), share: 4);
        foreach (var pipeline in facts.Pipelines)
        {
            new PipelineWalk(pipeline, facts, findings).Run();
        }

        foreach (var file in files)
        {
            AddForms(file, findings);
        }

        return new CiCredentialFacts(findings.All(), [.. findings.Gaps()]);
    }

    private static CiPipeline ParseScripts(CiPipeline pipeline, CiFacts facts)
    {
        foreach (var command in pipeline.Jobs.SelectMany(static job => job.Scripts).SelectMany(text => facts.Script(text).Commands))
        {
            _ = CommandLine.Of(command);
        }

        return pipeline;
    }

    /// <summary>Secrets that their form alone gives away, wherever they stand in the file: comments, descriptions, keys.</summary>
    private static void AddForms(SourceFile file, CiFindings findings)
    {
        foreach (var literal in file.Literals)
        {
            foreach (var verdict in SecretClassifier.JudgeAll(literal.Value, new SecretContext(SecretSlot.Text)))
            {
                var cloud = PipelineVariable.CloudOfKind(verdict.Kind);
                var secret = literal.Value.Substring(verdict.Start, verdict.Length);
                if (cloud == CloudProvider.None)
                {
                    findings.AddLiteral("PG3001", literal.Location, "text", secret, [verdict.Kind]);
                }
                else
                {
                    findings.AddLiteral("PG3003", literal.Location, "text", secret, [PipelineVariable.NameOf(cloud), "literal " + verdict.Kind]);
                }
            }
        }
    }
}
