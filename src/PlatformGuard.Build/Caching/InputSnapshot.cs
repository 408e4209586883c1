using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;

namespace PlatformGuard.Build.Caching;

/// <summary>Whether the files of a cached run are still the same.</summary>
internal enum InputState
{
    /// <summary>Nothing that was read has changed, and nothing was added or removed.</summary>
    Same,

    /// <summary>Something was added to or removed from a folder; whether it concerns the checks, a new listing tells.</summary>
    FoldersTouched,

    /// <summary>A file has changed.</summary>
    Changed,
}

/// <summary>The state of everything that a run looked at, taken before it was read.</summary>
/// <param name="Root">The checked folder, absolute.</param>
/// <param name="TakenAt">UTC ticks.</param>
/// <param name="Listing">Hash of the list of files.</param>
/// <param name="Files">The files that were read or decided what is listed.</param>
/// <param name="Folders">The folders in which an added file would be listed.</param>
internal sealed record InputSnapshot(
    string Root, long TakenAt, string Listing, ImmutableArray<FileStamp> Files, ImmutableArray<FileStamp> Folders)
{
    /// <summary>Times of whole seconds come from a file system that counts seconds, or pairs of them (FAT).</summary>
    private static readonly long CoarseClock = TimeSpan.FromSeconds(2).Ticks;

    /// <summary>Others are as fine as the system's timer, some milliseconds.</summary>
    private static readonly long FineClock = TimeSpan.FromMilliseconds(100).Ticks;

    private const int WorthThreads = 1024;

    /// <summary>A snapshot that never counts as the same.</summary>
    public static InputSnapshot Unknown(string root) => new(root, 0, "", [new FileStamp(root, 0, 0)], []);

    /// <summary>Compares with the file system.</summary>
    public InputState Verify()
    {
        if (!All(Files, stamp => IsSettled(stamp) && FileStamp.OfFile(Root, stamp.Path) == stamp))
        {
            return InputState.Changed;
        }

        return All(Folders, stamp => IsSettled(stamp) && FileStamp.OfFolder(Root, stamp.Path) == stamp) ? InputState.Same : InputState.FoldersTouched;
    }

    /// <summary>What was written within one tick of its clock before the snapshot could change again without a new time: it counts as changed, as in git's index.</summary>
    private bool IsSettled(FileStamp stamp) =>
        stamp.Modified < TakenAt - (stamp.Modified % TimeSpan.TicksPerSecond == 0 ? CoarseClock : FineClock);

    private static bool All(ImmutableArray<FileStamp> stamps, Func<FileStamp, bool> isSame)
    {
        if (stamps.Length < WorthThreads)
        {
            return stamps.All(isSame);
        }

        return Parallel.For(0, stamps.Length, (index, loop) =>
        {
            if (!isSame(stamps[index]))
            {
                loop.Stop();
            }
        }).IsCompleted;
    }
}
