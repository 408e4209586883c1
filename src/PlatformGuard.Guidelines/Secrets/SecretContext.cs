namespace PlatformGuard.Guidelines.Secrets;

/// <summary>Where a value stands: decides how much proof is needed before it is called a secret.</summary>
public enum SecretSlot
{
    /// <summary>Any text: only unmistakable formats count.</summary>
    Text,

    /// <summary>A string literal of source code, assigned or passed to a name.</summary>
    SourceLiteral,

    /// <summary>A named setting of a configuration file, environment variable or Kubernetes object.</summary>
    Setting,

    /// <summary>An argument or property that is a credential by definition, such as a parameter named <c>password</c> of a known API.</summary>
    Credential,

    /// <summary>A key of a store made for secrets, such as a Kubernetes Secret: user names and hosts stand there too, but less proof is needed.</summary>
    SecretStore,

    /// <summary>Anything in a file that only tests use: what they make up themselves protects nothing, tokens of known issuers and private keys count.</summary>
    Test,
}

/// <summary>A value in its context.</summary>
/// <param name="Slot">Where it stands.</param>
/// <param name="Name">The name it is given to, or null.</param>
/// <param name="Path">The whole logical path of the setting, or null.</param>
public readonly record struct SecretContext(SecretSlot Slot, string? Name = null, string? Path = null);
