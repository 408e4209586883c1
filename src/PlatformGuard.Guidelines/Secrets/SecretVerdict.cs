namespace PlatformGuard.Guidelines.Secrets;

/// <summary>Why a value is a secret.</summary>
/// <param name="Kind">What it is, in words that may be shown, such as <c>GitLab personal access token</c>.</param>
/// <param name="Start">Where in the value the secret begins, in UTF-16 units.</param>
/// <param name="Length">How long it is.</param>
public sealed record SecretVerdict(string Kind, int Start, int Length)
{
    /// <summary>Whether a checksum in it fits, so that an issuer made it and nobody invented it.</summary>
    public bool HasChecksum { get; init; }

    /// <summary>Whether it is key material, which anybody can make, and not what an issuer or operator gave out.</summary>
    public bool IsKey { get; init; }
}
