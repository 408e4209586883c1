using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Secrets;

namespace PlatformGuard.Core.Checks;

/// <summary>Where the secrets of one run stand. A file is read as settings and searched as text: one secret is one finding, at its exact place.</summary>
internal sealed class SecretPlaces
{
    private readonly Dictionary<(string File, string Secret), Location> written = [];
    private readonly Dictionary<string, List<(Location Location, string Secret)>> taken = new(StringComparer.Ordinal);

    public SecretPlaces(IReadOnlyList<SourceFile> files)
    {
        foreach (var file in files)
        {
            foreach (var literal in file.Literals)
            {
                written.TryAdd((file.Path, literal.Value), literal.Location);
            }
        }
    }

    /// <summary>
    /// The secret's own place: inside a value that was written as it is on one line, or where the search of the text saw it; otherwise the place
    /// of the whole value.
    /// </summary>
    public Location Find(Location whole, string value, SecretVerdict verdict)
    {
        var quotes = whole.End.Column - whole.Start.Column - value.Length;
        if (whole.Start.Line == whole.End.Line && quotes is 0 or 2)
        {
            var start = whole.Start.Column + (quotes / 2) + verdict.Start;
            return whole with { Start = whole.Start with { Column = start }, End = whole.End with { Column = start + verdict.Length } };
        }

        return written.TryGetValue((whole.File, value.Substring(verdict.Start, verdict.Length)), out var exact) && whole.Start <= exact.Start && exact.End <= whole.End
            ? exact
            : whole;
    }

    /// <summary>Takes a place for a secret. False when the secret was found there before.</summary>
    /// <param name="location">The place.</param>
    /// <param name="secret">The secret.</param>
    /// <param name="isText">Whether it was seen by searching the text, where a value that settings were read from shows its writing (base64) once more.</param>
    public bool Claim(Location location, string secret, bool isText)
    {
        if (!taken.TryGetValue(location.File, out var others))
        {
            taken.Add(location.File, others = []);
        }

        foreach (var other in others)
        {
            var overlaps = other.Location.Start < location.End && location.Start < other.Location.End;
            if (overlaps && (other.Secret == secret || (isText && other.Location != location)))
            {
                return false;
            }
        }

        others.Add((location, secret));
        return true;
    }
}
