using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Fixing;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>The <c>token:</c> of a secret, where the job itself says which of its id tokens is meant.</summary>
internal static class TokenReferenceFix
{
    /// <summary>Stores of secrets, and the words by which a token's name says that it is for them.</summary>
    private static readonly (string Store, string[] Words)[] Stores =
    [
        ("vault", ["VAULT"]),
        ("gcp_secret_manager", ["GCP", "GOOGLE", "GCLOUD"]),
        ("azure_key_vault", ["AZURE"]),
        ("aws_secrets_manager", ["AWS"]),
        ("", ["SIGSTORE"]),
    ];

    /// <summary>The fix; null when more than one token may be meant, or the secret is written where other jobs use it too.</summary>
    public static Fix? Of(MappingEntry secret, CiJob job, CiPipeline pipeline, CiFindings findings)
    {
        if (secret.Value is not MappingNode mapping || mapping.Find("token") is not null || findings.OwnerOf(mapping.Location) != job.Name
            || pipeline.Jobs.Any(other => other.Name != job.Name && other.Secrets.Any(shared => shared.Value.Location == mapping.Location)))
        {
            return null;
        }

        var store = Array.Find(Stores, store => store.Store.Length > 0 && mapping.Find(store.Store) is not null);
        var name = store.Store is null ? null : Beside(store.Store, job) ?? ByAudience(store.Store, job) ?? ByName(store.Words, job);
        return name is null ? null : new Fix("Name the id token", [new AddEntries(mapping.Location, [EditEntry.Of("token", "$" + name)])]);
    }

    /// <summary>The token that the job's other secrets of this store name, when they agree: they are fetched from the same server.</summary>
    private static string? Beside(string store, CiJob job)
    {
        string[] named = [.. job.Secrets.Where(secret => secret.Value[store] is not null).Select(static secret => secret.Value["token"]?.Text).OfType<string>().Select(static text => text.Trim('$', '{', '}')).Distinct(StringComparer.Ordinal)];
        return named is [var one] && job.IdTokens.Any(token => token.Key.Value == one) ? one : null;
    }

    /// <summary>For Vault the one token whose audience is the server's address.</summary>
    private static string? ByAudience(string store, CiJob job)
    {
        var server = store == "vault" ? job.Variables.FirstOrDefault(static variable => variable.Name == "VAULT_SERVER_URL")?.Value.Value.TrimEnd('/') : null;
        return server is null ? null : Only(job, token => token.Value["aud"]?.Text?.TrimEnd('/') == server);
    }

    /// <summary>The one token that is called so, when every other one is called for another receiver.</summary>
    private static string? ByName(string[] words, CiJob job) =>
        Only(job, token => Says(token, words)) is { } name && job.IdTokens.All(token => token.Key.Value == name || Stores.Any(store => Says(token, store.Words))) ? name : null;

    private static bool Says(MappingEntry token, string[] words) => token.Key.Value.Split('_').Any(part => words.Contains(part, StringComparer.OrdinalIgnoreCase));

    private static string? Only(CiJob job, Func<MappingEntry, bool> isMeant)
    {
        List<MappingEntry> meant = [.. job.IdTokens.Where(isMeant)];
        return meant.Count == 1 ? meant[0].Key.Value : null;
    }
}
