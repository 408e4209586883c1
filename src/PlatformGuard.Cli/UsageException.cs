using System;

namespace PlatformGuard.Cli;

/// <summary>The command line asks for something that cannot be done; the message says what and is shown alone.</summary>
internal sealed class UsageException(string message) : Exception(message);
