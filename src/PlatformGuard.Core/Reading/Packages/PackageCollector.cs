using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>Collects the packages of one file up to a limit that no honest file reaches. Names that repeat are kept once in memory.</summary>
internal sealed class PackageCollector(Ecosystem ecosystem, string path)
{
    /// <summary>Most packages of one file.</summary>
    private const int MaxCount = 50_000;

    /// <summary>Longest name that is one.</summary>
    private const int MaxName = 300;

    private readonly List<ListedPackage> packages = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    public IReadOnlyList<ListedPackage> Packages => packages;

    public bool IsFull => packages.Count >= MaxCount;

    /// <summary>The one copy of a name.</summary>
    public string Shared(ReadOnlySpan<char> name)
    {
        var lookup = names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(name, out var known))
        {
            known = name.ToString();
            names.Add(known);
        }

        return known;
    }

    /// <summary>Adds the package whose name stands in <paramref name="line"/> (from 1) at <paramref name="column"/> (from 1).</summary>
    public void Add(ReadOnlySpan<char> name, string? version, int line, int column, bool? isDirect = null, bool isDevelopment = false, IReadOnlyList<string>? requires = null, long? size = null) =>
        Add(name, version, At(line, column, name.Length), isDirect, isDevelopment, requires, size);

    /// <summary>A place of this file within one line.</summary>
    public Location At(int line, int column, int length) => new(path, new Position(line, column), new Position(line, column + length));

    /// <summary>Adds a package.</summary>
    public void Add(ReadOnlySpan<char> name, string? version, Location location, bool? isDirect = null, bool isDevelopment = false, IReadOnlyList<string>? requires = null, long? size = null)
    {
        if (name.Length is > 0 and <= MaxName && !IsFull)
        {
            packages.Add(new ListedPackage(ecosystem, Shared(name), version, location) { IsDirect = isDirect, IsDevelopment = isDevelopment, Requires = requires ?? [], Size = size });
        }
    }
}
