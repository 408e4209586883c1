using System.Collections.Generic;

namespace PlatformGuard.Guidelines.Secrets.Formats;

/// <summary>Values that vendors publish as examples or as keys of their emulators. Kept as hashes, so that this file holds no token.</summary>
internal static class DocumentedExamples
{
    private static readonly HashSet<ulong> Hashes =
    [
        0x3f9d1c996e620b67UL, // Azure Storage emulator (Azurite)
        0x9f1920c6cd484714UL, // Azure Cosmos DB emulator
        0x56b74e481a55ffccUL, // GitHub's article on its token formats
        0x1cb513e680c25c19UL, // Google's reference pages
        0x695f9ce069fcdff2UL, // MinIO's public playground, access key
        0xa75ddad0eebf6abbUL, // MinIO's public playground, secret key
        0x4305022ae10b1818UL, // kubeadm's bootstrap token
    ];

    /// <summary>Whether a part of a text is such a value.</summary>
    public static bool Contains(string text, int start, int length) => length >= 8 && Hashes.Contains(Hash(text, start, length));

    /// <summary>FNV-1a of 64 bits over the UTF-16 units.</summary>
    internal static ulong Hash(string text, int start, int length)
    {
        var hash = 14695981039346656037UL;
        for (var i = start; i < start + length; i++)
        {
            hash = unchecked((hash ^ text[i]) * 1099511628211UL);
        }

        return hash;
    }
}
