using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Facts.Ci.GitLab;

/// <summary>The CI system's own expanded file (<c>--merged-ci</c>), with every value that the repository's files hold put back to its place there.</summary>
/// <param name="Root">The content; null when it could not be read.</param>
/// <param name="Gaps">Why it could not be read.</param>
internal sealed record MergedPipeline(MappingNode? Root, IReadOnlyList<CiGap> Gaps)
{
    private const int MaxDepth = 100;

    /// <summary>Most places of one text that are told apart.</summary>
    private const int MaxPlaces = 100;

    public static MergedPipeline Read(MergedCiFile given, IEnumerable<SourceFile> parts, CheckOptions options)
    {
        var parsed = YamlReader.Read(given.Path, given.Text, options);
        if (parsed.Problem is { } problem || (parsed.Documents.Count > 0 ? parsed.Documents[0] : null) is not MappingNode root)
        {
            var place = parsed.Problem?.Location ?? Location.OfFile(given.Path);
            return new MergedPipeline(null, [new CiGap("expanded CI file " + given.Path, parsed.Problem?.Reason ?? "it holds no mapping", place)]);
        }

        var written = new Dictionary<string, List<(string Owner, ScalarNode Value)>>(StringComparer.Ordinal);
        foreach (var document in parts.SelectMany(static part => part.Documents))
        {
            foreach (var entry in document.Entries)
            {
                Note(entry.Key, entry.Key.Value, written, 0);
                Note(entry.Value, entry.Key.Value, written, 0);
            }
        }

        return new MergedPipeline(new MappingNode(root.Location, [.. root.Values.Select(entry => new MappingEntry(Place(entry.Key, entry.Key.Value, written), Graft(entry.Value, entry.Key.Value, written, 0)))]), []);
    }

    private static void Note(Node node, string owner, Dictionary<string, List<(string Owner, ScalarNode Value)>> written, int depth)
    {
        switch (node)
        {
            case ScalarNode scalar:
                var places = written.TryGetValue(scalar.Value, out var known) ? known : written[scalar.Value] = [];
                if (places.Count < MaxPlaces)
                {
                    places.Add((owner, scalar));
                }

                break;
            case SequenceNode list when depth < MaxDepth:
                foreach (var item in list.Values)
                {
                    Note(item, owner, written, depth + 1);
                }

                break;
            case MappingNode mapping when depth < MaxDepth:
                foreach (var entry in mapping.Values)
                {
                    Note(entry.Key, owner, written, depth + 1);
                    Note(entry.Value, owner, written, depth + 1);
                }

                break;
            default:
                break;
        }
    }

    private static Node Graft(Node node, string owner, Dictionary<string, List<(string Owner, ScalarNode Value)>> written, int depth) => node switch
    {
        ScalarNode scalar => Place(scalar, owner, written),
        SequenceNode list when depth < MaxDepth => new SequenceNode(list.Location, [.. list.Values.Select(item => Graft(item, owner, written, depth + 1))], list.Tag),
        MappingNode mapping when depth < MaxDepth => new MappingNode(mapping.Location, [.. mapping.Values.Select(entry => new MappingEntry(Place(entry.Key, owner, written), Graft(entry.Value, owner, written, depth + 1)))]),
        _ => node,
    };

    /// <summary>The same text in the repository, in the same job if it is there; short texts are everywhere and prove nothing outside of it.</summary>
    private static ScalarNode Place(ScalarNode scalar, string owner, Dictionary<string, List<(string Owner, ScalarNode Value)>> written)
    {
        if (!written.TryGetValue(scalar.Value, out var places))
        {
            return scalar;
        }

        var same = places.FirstOrDefault(place => place.Owner == owner).Value;
        return same ?? (scalar.Value.Length >= 8 ? places[0].Value : scalar);
    }
}

/// <summary>The file given with <c>--merged-ci</c>.</summary>
/// <param name="Path">As findings show it.</param>
/// <param name="Text">Its text.</param>
public sealed record MergedCiFile(string Path, string Text)
{
    /// <summary>Reads the file. Its path is shown relative to the checked folder.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static MergedCiFile Load(string file, string rootPath)
    {
        var absolute = System.IO.Path.GetFullPath(file);
        return new MergedCiFile(System.IO.Path.GetRelativePath(rootPath, absolute).Replace('\\', '/'), File.ReadAllText(absolute));
    }
}
