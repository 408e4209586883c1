using PlatformGuard.Core.Facts;

namespace PlatformGuard.Core.Checks;

/// <summary>PG1002: a name that stands for a main datastore while the value does not tell.</summary>
public sealed class MainDatastoreByName() : Check("PG1002")
{
    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
        foreach (var use in context.Facts<DatastoreFacts>().Uses)
        {
            if (use.RuleId == Rule.Id)
            {
                context.Report(use.Location, use.LogicalPath, use.Value, [use.Verdict.Part, use.Verdict.Subject], use.Related, use.Verdict.AtMost);
            }
        }
    }
}
