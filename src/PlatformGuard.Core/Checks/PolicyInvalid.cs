namespace PlatformGuard.Core.Checks;

/// <summary>PG8007: the platform's policy is not YAML or does not fit its schema.</summary>
public sealed class PolicyInvalid() : Check("PG8007")
{
    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
        foreach (var problem in context.CodeBase.Policy.Problems)
        {
            context.Report(problem.Location, problem.Path, problem.Value, [problem.Message]);
        }
    }
}
