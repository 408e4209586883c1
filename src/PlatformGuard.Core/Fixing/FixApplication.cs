using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Fixing;

/// <summary>The files that the fixes of open findings change, as they were and as they become. Nothing is written before <see cref="Write"/>.</summary>
public sealed class FixApplication
{
    private readonly string root;
    private readonly List<ChangedFile> files = [];

    private FixApplication(string root) => this.root = root;

    /// <summary>The changed files in order of path.</summary>
    public IReadOnlyList<ChangedFile> Files => files;

    /// <summary>Fixes that are carried out.</summary>
    public int Fixed { get; private set; }

    /// <summary>Fixes that are left out: they meet another one, or the file is written in a way in which the change is not certain.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Works out what changes.</summary>
    /// <param name="root">The checked folder, absolute.</param>
    /// <param name="findings">The findings; accepted ones are left alone.</param>
    /// <param name="options">Limits for reading.</param>
    public static FixApplication Of(string root, IEnumerable<Finding> findings, CheckOptions options)
    {
        var application = new FixApplication(root);
        var fixes = findings.Where(static finding => finding.IsOpen).Select(static finding => finding.Fix).OfType<Fix>();
        foreach (var ofFile in fixes.GroupBy(static fix => fix.Edits[0].Place.File, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            application.Add(ofFile.Key, [.. ofFile], options);
        }

        return application;
    }

    /// <summary>Writes the files.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be written.</exception>
    public void Write()
    {
        foreach (var file in files)
        {
            File.WriteAllBytes(Path.Combine(root, file.Path), file.Content);
        }
    }

    private void Add(string path, Fix[] fixes, CheckOptions options)
    {
        var absolute = Path.GetFullPath(Path.Combine(root, path));
        if (path.StartsWith("../", StringComparison.Ordinal) || !File.Exists(absolute) || (File.GetAttributes(absolute) & FileAttributes.ReparsePoint) != 0 || new FileInfo(absolute).Length > options.MaxFileBytes)
        {
            LeftOut += fixes.Length;
            return;
        }

        var bytes = File.ReadAllBytes(absolute);
        var kind = FileClassifier.Classify(path);
        var text = TextDecoder.Decode(bytes, out var invalidAt);
        var before = FileReader.Read(path, kind, bytes, options);
        if (invalidAt is not null || before is not { Problem: null } || kind == FileKind.HelmTemplate || fixes.Any(fix => fix.Edits.Any(edit => edit.Place.File != path)))
        {
            LeftOut += fixes.Length;
            return;
        }

        if (HasSharedNodes(text))
        {
            LeftOut += fixes.Count(static fix => !fix.HoldsForAll);
            fixes = [.. fixes.Where(static fix => fix.HoldsForAll)];
        }

        var edited = new EditedText(new TextLines(path, text));
        var added = fixes.Count(fix => edited.TryAdd(fix.Edits, place => Find(before.Documents, place)));
        LeftOut += fixes.Length - added;
        if (!edited.IsChanged)
        {
            return;
        }

        // What we would write is read as the next run will read it: a file that was sound stays sound.
        var after = edited.Finish();
        var content = TextEncoding.Encode(bytes, after);
        if (FileReader.Read(path, kind, content, options) is not { Problem: null } reread || reread.Documents.Count != before.Documents.Count)
        {
            LeftOut += added;
            return;
        }

        Fixed += added;
        files.Add(new ChangedFile(path, text, after, content));
    }

    /// <summary>Anchors, merge keys and templates: a change in one place would be one in others too.</summary>
    private static bool HasSharedNodes(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || text.Contains("<<:", StringComparison.Ordinal) || text.Split('\n').Any(static line => line.Contains(": *", StringComparison.Ordinal) || line.TrimStart().StartsWith("- *", StringComparison.Ordinal));

    private static Node? Find(IReadOnlyList<Node> documents, Location place)
    {
        var pending = new Stack<Node>(documents);
        while (pending.TryPop(out var node))
        {
            if (node is MappingNode && node.Location == place)
            {
                return node;
            }

            foreach (var child in node is MappingNode mapping ? mapping.Values.Select(static entry => entry.Value) : node.Items)
            {
                pending.Push(child);
            }
        }

        return null;
    }
}

/// <summary>A file before and after.</summary>
/// <param name="Path">Relative to the checked folder.</param>
/// <param name="Before">Its text.</param>
/// <param name="After">Its new text.</param>
/// <param name="Content">The new text in the file's own encoding.</param>
public sealed record ChangedFile(string Path, string Before, string After, byte[] Content);
