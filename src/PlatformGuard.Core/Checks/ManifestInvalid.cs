using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Checks;

/// <summary>PG8001: the service manifest is missing, is not YAML, or does not fit its schema.</summary>
public sealed class ManifestInvalid() : Check("PG8001")
{
    private const string SmallestManifest =
        """
        Add a service.yaml:

        apiVersion: platformguard/v1
        kind: Service
        metadata:
          name: my-service
          owner: group::my-group
        spec:
          stage: experiment
          image: registry.example.com/my-service:1.0.0
        """;

    private const string Advice = "Correct the key or value here; an editor that knows the schema ('platformguard schema service') shows what fits while typing.";

    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
        if (context.Manifest.Path is null)
        {
            context.Report(
                Location.OfFile(ManifestLocator.FileName),
                "",
                null,
                ["There is no service manifest; add a service.yaml that names the service, its owner, its stage and its image"],
                remediation: SmallestManifest);
            return;
        }

        foreach (var problem in context.Manifest.Problems)
        {
            context.Report(problem.Location, problem.Path, problem.Value, [Sentence(problem.Message)], remediation: Advice);
        }
    }

    private static string Sentence(string message) => message.Length > 0 ? char.ToUpperInvariant(message[0]) + message[1..] : message;
}
