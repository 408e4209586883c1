using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>What a parser made of one file: the documents it could read, and what stopped it.</summary>
/// <param name="Documents">The root nodes, in order. Empty documents are left out.</param>
/// <param name="Problem">The first error, or null. Documents before and after a broken one are still there.</param>
public sealed record ParsedDocuments(IReadOnlyList<Node> Documents, Unreadable? Problem);
