using PlatformGuard.Core.Facts.Ci;
using PlatformGuard.Core.Facts.Ci.Credentials;

namespace PlatformGuard.Core.Checks;

/// <summary>A rule on what CI files do with credentials.</summary>
public abstract class CiCheck(string ruleId) : Check(ruleId)
{
    /// <inheritdoc/>
    public sealed override void Run(CheckContext context) => Report(context);

    /// <summary>Reports what was seen for the rule of the running check, and what of the pipelines is not known.</summary>
    internal static void Report(CheckContext context)
    {
        var facts = context.Facts<CiCredentialFacts>();
        foreach (var finding in facts.Findings)
        {
            if (finding.RuleId == context.Rule.Id)
            {
                context.Report(finding.Location, finding.LogicalPath, finding.Value, finding.Arguments.AsSpan(), finding.Related, finding.AtMost, fix: finding.Fix);
            }
        }

        foreach (var (rule, gap) in facts.Gaps)
        {
            if (rule == context.Rule.Id)
            {
                context.ReportNotEvaluated(gap.What, gap.Why, gap.Location);
            }
        }

        foreach (var pipeline in context.Facts<CiFacts>().Pipelines)
        {
            foreach (var gap in pipeline.Gaps)
            {
                context.ReportNotEvaluated(gap.What, gap.Why, gap.Location);
            }
        }
    }
}
