using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>Reads the listed files on all cores. The order of the result is that of the list, whatever the threads do.</summary>
public static class RepositoryReader
{
    /// <summary>What the attributes of a file are that does not exist.</summary>
    private const FileAttributes Missing = (FileAttributes)(-1);

    /// <summary>Reads the files at <paramref name="paths"/> below <paramref name="root"/>. Files that concern no check are left out.</summary>
    public static IReadOnlyList<SourceFile> Read(string root, IReadOnlyList<string> paths, CheckOptions options, CancellationToken cancellation)
    {
        var slots = new SourceFile?[paths.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Jobs), CancellationToken = cancellation };
        var charts = FileClassifier.ChartFolders(paths);
        Parallel.For(0, paths.Count, parallel, index => slots[index] = ReadFile(root, paths[index], FileClassifier.Classify(paths[index], charts), options));

        var files = new List<SourceFile>(paths.Count);
        foreach (var file in slots)
        {
            if (file is not null)
            {
                files.Add(file);
            }
        }

        return files;
    }

    /// <summary>Reads one file; a file that cannot be opened becomes one with a problem.</summary>
    public static SourceFile? ReadFile(string root, string path, FileKind kind, CheckOptions options)
    {
        if (kind == FileKind.Ignored || (kind == FileKind.Source && !options.IncludeCSharp && path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        string? absolute = Path.Combine(root, path);
        byte[]? buffer = null;
        try
        {
            var entry = new FileInfo(absolute);
            var attributes = entry.Attributes;
            if (attributes == Missing)
            {
                return NotThere(path, kind);
            }

            if ((attributes & FileAttributes.ReparsePoint) != 0)
            {
                if (FollowLink(root, path, kind, out absolute) is { } problem)
                {
                    return problem;
                }

                if (absolute is null)
                {
                    return null;
                }

                entry = new FileInfo(absolute);
                attributes = entry.Attributes;
            }

            // Pipes and devices have no length. Opening one could wait for ever, so they are told apart before.
            if ((attributes & (FileAttributes.Directory | FileAttributes.Device)) != 0 || entry.Length == 0)
            {
                return null;
            }

            using var handle = File.OpenHandle(absolute, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var length = RandomAccess.GetLength(handle);
            if (FileReader.TooLarge(path, kind, length, options) is { } large)
            {
                return large;
            }

            buffer = ArrayPool<byte>.Shared.Rent((int)length);
            var read = 0;
            while (read < length && RandomAccess.Read(handle, buffer.AsSpan(read, (int)length - read), read) is > 0 and var count)
            {
                read += count;
            }

            return FileReader.Read(path, kind, buffer.AsMemory(0, read), options);
        }
        catch (FileNotFoundException)
        {
            return NotThere(path, kind);
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return FileReader.Failed(path, kind, "permission denied");
        }
        catch (IOException)
        {
            return FileReader.Failed(path, kind, "the file system reports an error");
        }
        catch (Exception error)
        {
            // One file that our readers fail on must not lose all others.
            var fault = InternalFault.Of("reading " + path, [], error);
            return new SourceFile { Path = path, Kind = kind, Problem = new Unreadable(Location.OfFile(path), $"internal fault ({fault.ExceptionType})", fault) };
        }
        finally
        {
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>Deleted in the work tree, still in git's index; or a name that cannot be written in UTF-16.</summary>
    private static SourceFile? NotThere(string path, FileKind kind) =>
        path.Contains('\uFFFD', StringComparison.Ordinal) ? FileReader.Failed(path, kind, "its name is not valid UTF-8") : null;

    /// <summary>
    /// Where a link's text is. A link to a file of the same kind is left alone, because that file is read under its own name; one that gives a file
    /// another meaning, such as <c>.gitlab-ci.yml</c> for <c>ci/main.yml</c>, is read as what its name says.
    /// </summary>
    private static SourceFile? FollowLink(string root, string path, FileKind kind, out string? target)
    {
        target = null;
        if (!FileReader.MustBeReadable(kind))
        {
            return null;
        }

        var boundary = RepositoryLister.FindWorkTree(root) ?? root;
        target = LinkTarget.Resolve(boundary, Path.GetFullPath(Path.Combine(root, path)));
        if (target is null || !Path.Exists(target))
        {
            return FileReader.Failed(path, kind, "it is a link that leads to no file of the repository");
        }

        var relative = Path.GetRelativePath(root, target).Replace('\\', '/');
        if (!relative.StartsWith("../", StringComparison.Ordinal) && FileClassifier.Classify(relative) == kind)
        {
            target = null;
        }

        return null;
    }
}
