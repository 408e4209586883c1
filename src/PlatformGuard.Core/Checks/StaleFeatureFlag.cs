using System.Globalization;
using PlatformGuard.Guidelines.FeatureFlags;

namespace PlatformGuard.Core.Checks;

/// <summary>PG2005: a declared flag that is older than its type allows.</summary>
public sealed class StaleFeatureFlag() : Check("PG2005")
{
    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
        foreach (var flag in context.Manifest.FeatureFlags)
        {
            if (flag.Introduced is { } introduced && FlagLifespan.DaysOf(flag.Type) is { } limit
                && context.CodeBase.Options.Today.DayNumber - introduced.DayNumber is var age && age > limit)
            {
                context.Report(
                    flag.Location,
                    "spec.featureFlags." + flag.Name,
                    introduced.ToString("O", CultureInfo.InvariantCulture),
                    [flag.Name, flag.Type!, age.ToString(CultureInfo.InvariantCulture), limit.ToString(CultureInfo.InvariantCulture)]);
            }
        }
    }
}
