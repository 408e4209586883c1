using System.IO;

namespace PlatformGuard.Build.Caching;

/// <summary>The folder of the cache files.</summary>
internal static class CacheStore
{
    /// <summary>Makes the folder, which git then leaves out wherever it lies.</summary>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static void Prepare(string folder)
    {
        Directory.CreateDirectory(folder);
        var ignore = Path.Combine(folder, ".gitignore");
        if (!File.Exists(ignore))
        {
            File.WriteAllText(ignore, "*\n");
        }
    }
}
