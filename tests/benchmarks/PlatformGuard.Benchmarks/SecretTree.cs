using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace PlatformGuard.Benchmarks;

/// <summary>Where a labelled value stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="File">Relative to the tree.</param>
/// <param name="First">Its first line.</param>
/// <param name="Last">Its last line.</param>
internal sealed record SecretLabel(SecretKind Kind, string File, int First, int Last)
{
    public bool IsHit(HashSet<(string File, int Line)> hits)
    {
        for (var line = First; line <= Last; line++)
        {
            if (hits.Contains((File, line)))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A generated repository of realistic proportions with labelled secrets and look-alikes in it.</summary>
internal static class SecretTree
{
    /// <summary>Writes the tree and says where everything stands.</summary>
    public static List<SecretLabel> Generate(string folder, int files, int perKind)
    {
        SecretKind[] kinds = [.. SecretSamples.All];
        var own = kinds.Count(static kind => kind.Path.Length > 0) * perKind;
        RepositoryGenerator.Generate(folder, files - own);
        var made = new MadeValues(20_261_125);
        var labels = new List<SecretLabel>();
        // Each in a file of its own, so that no line moves another.
        string[] sources = [.. Directory.EnumerateFiles(Path.Combine(folder, "src"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        var inSource = kinds.Count(static kind => kind.Path.Length == 0) * perKind;
        var next = 0;
        foreach (var kind in kinds)
        {
            for (var index = 0; index < perKind; index++)
            {
                labels.Add(kind.Path.Length > 0 ? WriteFile(folder, kind, index, made) : AddLine(folder, sources[(int)((long)next++ * sources.Length / inSource)], kind, made));
            }
        }

        return labels;
    }

    private static SecretLabel WriteFile(string folder, SecretKind kind, int index, MadeValues made)
    {
        var path = kind.Path.Replace("#", index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var lines = kind.Make(made).Split('\n');
        int[] labelled = [.. Enumerable.Range(0, lines.Length).Where(line => lines[line].StartsWith('@'))];
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, string.Join('\n', lines.Select(static line => line.StartsWith('@') ? line[1..] : line)));
        return labelled.Length == 0 ? new SecretLabel(kind, path, 1, lines.Length) : new SecretLabel(kind, path, labelled[0] + 1, labelled[^1] + 1);
    }

    /// <summary>A line of its own somewhere in a source file, as the language writes it.</summary>
    private static SecretLabel AddLine(string folder, string file, SecretKind kind, MadeValues made)
    {
        var parts = kind.Make(made).Split('|', 2);
        var line = Path.GetExtension(file) switch
        {
            ".py" => $"{parts[0]} = \"{parts[1]}\"",
            ".go" => $"\t{parts[0]} := \"{parts[1]}\"",
            ".ts" => $"  const {parts[0]} = '{parts[1]}';",
            ".rb" => $"  {parts[0]} = '{parts[1]}'",
            ".java" => $"    String {parts[0]} = \"{parts[1]}\";",
            _ => $"        var {parts[0]} = \"{parts[1]}\";",
        };
        var lines = File.ReadAllLines(file).ToList();
        var at = made.Next(lines.Count);
        lines.Insert(at, line);
        File.WriteAllText(file, string.Join('\n', lines) + "\n");
        return new SecretLabel(kind, Path.GetRelativePath(folder, file).Replace('\\', '/'), at + 1, at + 1);
    }
}
