using PlatformGuard.Guidelines.Secrets.Names;

namespace PlatformGuard.Guidelines.Secrets;

/// <summary>What a name alone says about its value.</summary>
public static class SecretName
{
    /// <summary>Whether the value behind this name is a credential: <c>DB_PASSWORD</c>, <c>api-key</c>; not <c>DB_HOST</c>, <c>PASSWORD_FILE</c>, <c>CACHE_KEY</c>.</summary>
    /// <remarks>A name that may also stand for the name of a secret (<c>TOKEN</c>) counts.</remarks>
    public static bool IsCredential(string name) => CredentialName.Classify(name) >= NameStrength.SecretOrItsName;

    /// <summary>Whether the value behind this name may be a credential, where something else says that it is kept secret: <c>MODEL_KEY</c> too.</summary>
    public static bool MayBeCredential(string name) => CredentialName.Classify(name) >= NameStrength.SomeKey;
}
