using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>Finds id tokens without an audience, and secrets of which it is not certain with which token they are fetched.</summary>
internal static class IdTokenSearch
{
    public static void Examine(CiJob job, CiPipeline pipeline, CiFindings findings)
    {
        foreach (var token in job.IdTokens)
        {
            var audience = token.Value["aud"];
            var hasAudience = audience is ScalarNode { IsNull: false, Value.Length: > 0 } || audience?.Items.Any(static item => item.Text is { Length: > 0 }) == true;
            if (!hasAudience)
            {
                findings.Add(new CiFinding("PG3009", token.Key.Location, "id_tokens/" + token.Key.Value, null, [token.Key.Value, "it has no audience ('aud')"], []));
            }
        }

        if (job.IdTokens.Count < 2)
        {
            return;
        }

        foreach (var secret in job.Secrets)
        {
            // GitLab's own store needs no id token.
            var hasDefault = secret.Value["aws_secrets_manager"] is not null && job.IdTokens.Any(static token => token.Key.Value == "AWS_ID_TOKEN");
            if (secret.Value is MappingNode && secret.Value["gitlab_secrets_manager"] is null && secret.Value["token"]?.Text is not { Length: > 0 } && !hasDefault)
            {
                var names = string.Join(", ", job.IdTokens.Select(static token => token.Key.Value));
                findings.Add(new CiFinding(
                    "PG3009", secret.Key.Location, "secrets/" + secret.Key.Value, null, [secret.Key.Value, $"the job has several id tokens ({names}) and 'token:' names none"], [.. job.IdTokens.Select(static token => new Core.Findings.RelatedLocation(token.Key.Location, "an id token of the job"))])
                {
                    Fix = TokenReferenceFix.Of(secret, job, pipeline, findings),
                });
            }
        }
    }
}
