namespace PlatformGuard.Guidelines;

/// <summary>How much a finding weighs at a stage. Ordered: a greater value is worse.</summary>
public enum Severity
{
    /// <summary>The rule is not evaluated at this stage.</summary>
    Off = 0,

    /// <summary>Advice; never fails anything by default.</summary>
    Note = 1,

    /// <summary>Should be mended; fails a readiness criterion.</summary>
    Warning = 2,

    /// <summary>Certain and not acceptable; fails the build.</summary>
    Error = 3,
}
