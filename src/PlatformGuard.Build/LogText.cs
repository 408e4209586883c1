using System.Linq;

namespace PlatformGuard.Build;

/// <summary>Text of the repository as the build log may show it.</summary>
internal static class LogText
{
    /// <summary>Without control characters: a file name or value must not begin a line of its own in the log or move the terminal's cursor.</summary>
    public static string OneLine(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(static c => char.IsControl(c) ? ' ' : c)) : text;
}
