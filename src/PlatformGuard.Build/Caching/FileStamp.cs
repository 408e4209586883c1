using System;
using System.IO;

namespace PlatformGuard.Build.Caching;

/// <summary>Length and time of a file or folder: what tells a change without reading it.</summary>
/// <param name="Path">Relative to the checked folder, or absolute when it lies elsewhere.</param>
/// <param name="Length">In bytes; 0 for a folder, -1 when there is nothing at the path.</param>
/// <param name="Modified">UTC ticks.</param>
internal readonly record struct FileStamp(string Path, long Length, long Modified)
{
    private const long Absent = -1;

    /// <summary>The state of the file at <paramref name="path"/> now.</summary>
    public static FileStamp OfFile(string root, string path)
    {
        try
        {
            var file = new FileInfo(System.IO.Path.Combine(root, path));
            return file.Exists ? new FileStamp(path, file.Length, file.LastWriteTimeUtc.Ticks) : new FileStamp(path, Absent, 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new FileStamp(path, Absent, 0);
        }
    }

    /// <summary>The state of the folder at <paramref name="path"/> now. Its time changes when an entry is added, removed or renamed.</summary>
    public static FileStamp OfFolder(string root, string path)
    {
        try
        {
            var folder = new DirectoryInfo(System.IO.Path.Combine(root, path));
            return folder.Exists ? new FileStamp(path, 0, folder.LastWriteTimeUtc.Ticks) : new FileStamp(path, Absent, 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new FileStamp(path, Absent, 0);
        }
    }
}
