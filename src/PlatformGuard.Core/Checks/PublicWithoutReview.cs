using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Checks;

/// <summary>PG7002: the manifest makes the service public and links no security review.</summary>
public sealed class PublicWithoutReview() : ManifestCheck("PG7002")
{
    /// <inheritdoc/>
    private protected override void Examine(CheckContext context, MappingNode root)
    {
        foreach (var scope in ManifestScope.All(root))
        {
            if (scope.At("exposure") is not ScalarNode { Value: "public" } exposure || scope.At("mode")?.Text != "saas-for-self-managed")
            {
                continue;
            }

            var review = scope.At("securityReview");
            if (review?.Text is not { } link || !ManifestFormats.IsLink(link))
            {
                // An environment that takes both over from the spec has the spec's finding.
                var place = review is not null && scope.Own("securityReview") == review ? review : scope.Own("exposure") ?? scope.Own("mode") ?? scope.Own("securityReview");
                if (place is not null)
                {
                    context.Report(place.Location, scope.Environment is null ? "spec/exposure" : $"spec/environments/{scope.Environment}/exposure", exposure.Value, [NameOf(context)]);
                }
            }
        }
    }
}
