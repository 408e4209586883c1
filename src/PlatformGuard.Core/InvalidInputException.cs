using System;

namespace PlatformGuard.Core;

/// <summary>Something the caller handed over (a baseline, a report, a git reference) cannot be used; the message says what and why, and quotes no content.</summary>
public sealed class InvalidInputException(string message) : Exception(message);
