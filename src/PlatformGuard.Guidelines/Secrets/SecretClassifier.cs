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
}

/// <summary>A value in its context.</summary>
/// <param name="Slot">Where it stands.</param>
/// <param name="Name">The name it is given to, or null.</param>
/// <param name="Path">The whole logical path of the setting, or null.</param>
public readonly record struct SecretContext(SecretSlot Slot, string? Name = null, string? Path = null);

/// <summary>Why a value is a secret.</summary>
/// <param name="Kind">What it is, in words that may be shown, such as <c>GitLab personal access token</c>.</param>
/// <param name="Start">Where in the value the secret begins, in UTF-16 units.</param>
/// <param name="Length">How long it is.</param>
public sealed record SecretVerdict(string Kind, int Start, int Length);

/// <summary>Decides whether a literal is a secret. The same for code and files.</summary>
public static class SecretClassifier
{
    /// <summary>Judges a value. Null when it is no secret.</summary>
    public static SecretVerdict? Judge(string value, in SecretContext context) => null;
}
