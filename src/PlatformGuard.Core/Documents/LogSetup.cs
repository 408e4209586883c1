namespace PlatformGuard.Core.Documents;

/// <summary>How a source file sets up the program's logs.</summary>
/// <param name="WritesJson">Whether it sets up JSON somewhere.</param>
/// <param name="Text">The first place that sets up text, or null.</param>
/// <param name="Formatter">What is set up there, as written.</param>
public sealed record LogSetup(bool WritesJson, Location? Text, string Formatter);
