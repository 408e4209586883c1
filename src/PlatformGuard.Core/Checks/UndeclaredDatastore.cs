using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Findings;

namespace PlatformGuard.Core.Checks;

/// <summary>PG1003: a datastore that the service uses or starts and that its manifest does not mention.</summary>
public sealed class UndeclaredDatastore() : ManifestCheck("PG1003")
{
    private const int MaxRelated = 10;

    /// <inheritdoc/>
    private protected override void Examine(CheckContext context, MappingNode root)
    {
        foreach (var uses in context.Facts<StoreFacts>().Undeclared)
        {
            // The first place that names the store is the one to read.
            var first = uses.FirstOrDefault(static use => use.Host is not null || use.Database is not null) ?? uses[0];
            context.Report(
                first.Location,
                $"{first.Kind.Name}/{first.Name}",
                first.Name,
                [first.Kind.Title, first.Name],
                [.. uses.Where(use => use != first).Take(MaxRelated).Select(static use => new RelatedLocation(use.Location, use.What))]);
        }
    }
}
