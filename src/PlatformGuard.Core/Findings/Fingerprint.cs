using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace PlatformGuard.Core.Findings;

/// <summary>Gives findings an identity that survives moved lines and changes with the judged value.</summary>
public static class Fingerprint
{
    /// <summary>Hexadecimal digits of a fingerprint: 128 bits.</summary>
    public const int Length = 32;

    /// <summary>
    /// Bytes that are kept of the value's hash. Two: enough that a changed value nearly always reopens a finding, too little to confirm a guess,
    /// since one in 65,536 candidates fits.
    /// </summary>
    private const int ValueHashBytes = 2;

    private static readonly byte[] BuiltInKey = "platformguard/fingerprint/v1"u8.ToArray();

    /// <summary>Sets the fingerprint of every finding.</summary>
    /// <param name="sortedFindings">In their final order: it decides the ordinal of those that are equal otherwise.</param>
    /// <param name="key">Key of the value's hash (<c>PLATFORMGUARD_FINGERPRINT_KEY</c>); null or empty for the built-in one.</param>
    public static IReadOnlyList<Finding> Assign(IReadOnlyList<Finding> sortedFindings, string? key)
    {
        var hashKey = string.IsNullOrEmpty(key) ? BuiltInKey : Encoding.UTF8.GetBytes(key);
        var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
        var assigned = new List<Finding>(sortedFindings.Count);
        foreach (var finding in sortedFindings)
        {
            var identity = Hash(finding, hashKey, ordinal: 0);
            var ordinal = ordinals.GetValueOrDefault(identity);
            ordinals[identity] = ordinal + 1;
            assigned.Add(finding with { Fingerprint = ordinal == 0 ? identity : Hash(finding, hashKey, ordinal) });
        }

        return assigned;
    }

    /// <summary>The identity of a finding among those of several services: fingerprints hold paths relative to each service's own folder.</summary>
    /// <param name="path">The finding's path from the repository's root.</param>
    /// <param name="fingerprint">Its fingerprint within its service.</param>
    public static string Within(string path, string fingerprint) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path + "\n" + fingerprint)))[..Length];

    private static string Hash(Finding finding, byte[] key, int ordinal)
    {
        // Every part is written with its length, so that no two different findings give the same bytes.
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(finding.Rule.Id);
            writer.Write(finding.Location.File);
            writer.Write(finding.LogicalPath);
            writer.Write(ValueHash(finding.FingerprintValue, key));
            writer.Write(ordinal);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)))[..Length];
    }

    /// <summary>
    /// Of the value alone: would the path go in as well, the same secret in several places would give several independent hashes,
    /// and together they would confirm a guess.
    /// </summary>
    private static ushort ValueHash(string? value, byte[] key) =>
        value is null ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(value)).AsSpan(0, ValueHashBytes));
}
