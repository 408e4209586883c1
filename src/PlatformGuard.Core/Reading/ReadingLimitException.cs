using System;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>A document exceeds one of the limits of <see cref="CheckOptions"/>, or is not one at all.</summary>
internal sealed class ReadingLimitException(Position position, string reason) : Exception(reason)
{
    public Position Position { get; } = position;
}
