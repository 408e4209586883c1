namespace PlatformGuard.Build.Caching;

/// <summary>What the log needs of a finding, so that it can be shown again without running anything.</summary>
/// <param name="Code">The rule's id; empty for something that was not evaluated.</param>
/// <param name="Level">How it is logged.</param>
/// <param name="File">The file, absolute.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units.</param>
/// <param name="Message">One line.</param>
/// <param name="HelpLink">Address of the rule's page; empty when there is none.</param>
internal sealed record CachedFinding(string Code, LogLevel Level, string File, int Line, int Column, string Message, string HelpLink);

/// <summary>How an entry appears in the build's log.</summary>
internal enum LogLevel : byte
{
    /// <summary>Only in a detailed log: accepted by a waiver or a comment.</summary>
    Accepted,

    /// <summary>In a normal log: what could not be evaluated, one by one.</summary>
    Detail,

    /// <summary>In every log, without failing anything.</summary>
    Note,

    /// <summary>A build warning.</summary>
    Warning,

    /// <summary>A build error.</summary>
    Error,
}
