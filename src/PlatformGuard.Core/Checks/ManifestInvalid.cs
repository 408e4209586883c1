using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

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

        ExamineAttestations(context);
    }

    /// <summary>An attestation that answers nothing: which criteria there are, only the platform's policy tells.</summary>
    private static void ExamineAttestations(CheckContext context)
    {
        if (context.Manifest.Root?.At("spec", "attestations") is not SequenceNode { Values: { Count: > 0 } attestations })
        {
            return;
        }

        var criteria = CriteriaCatalogue.Of(context.Policy, context.CodeBase.Options.Today);
        foreach (var (index, item) in attestations.Index())
        {
            if (item["criterion"] is not ScalarNode { Value.Length: > 0 } id)
            {
                continue;
            }

            var path = string.Create(CultureInfo.InvariantCulture, $"spec.attestations[{index}].criterion");
            var shown = SchemaWords.Shown(id.Value);
            if (criteria.FirstOrDefault(criterion => criterion.Id == id.Value) is not { } known)
            {
                var near = Words.DidYouMean(id.Value, [.. criteria.Where(static criterion => criterion.Kind == AnswerKind.Attested).Select(static criterion => criterion.Id)]);
                context.Report(id.Location, path, id.Value, [$"'{path}': there is no criterion '{shown}'{near}"], remediation: "Name a criterion that 'platformguard rules --criteria' lists as attested.");
            }
            else if (known.Kind != AnswerKind.Attested)
            {
                context.Report(id.Location, path, id.Value, [$"'{path}': '{shown}' is not answered by an attestation, so this one counts for nothing"], atMost: Severity.Note, remediation: "Remove the attestation. " + known.Remediation);
            }
        }
    }

    private static string Sentence(string message) => message.Length > 0 ? char.ToUpperInvariant(message[0]) + message[1..] : message;
}
