using PlatformGuard.Core.Facts;

namespace PlatformGuard.Core.Checks;

/// <summary>PG1001: a value that leads to a main datastore.</summary>
public sealed class MainDatastoreConnection() : Check("PG1001")
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
