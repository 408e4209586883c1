namespace PlatformGuard.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitStatus
{
    /// <summary>Nothing at or above <c>--fail-on</c>.</summary>
    public const int Success = 0;

    /// <summary>Findings at or above <c>--fail-on</c>.</summary>
    public const int Findings = 1;

    /// <summary>Wrong usage, or a path that does not exist.</summary>
    public const int Usage = 2;

    /// <summary>A fault of this program.</summary>
    public const int Fault = 3;
}
