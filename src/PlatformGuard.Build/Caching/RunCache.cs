using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Text;

namespace PlatformGuard.Build.Caching;

/// <summary>The file that keeps a run between builds. Binary and flat, because it is read in every build.</summary>
internal static class RunCache
{
    private const int FormatVersion = 13;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The run in the file; null when there is none or it was written by another version.</summary>
    public static CachedRun? Read(string path)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(File.ReadAllBytes(path), writable: false), Utf8);
            return reader.ReadInt32() == FormatVersion ? ReadRun(reader) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            // Absent, cut short or not ours: the checks run and write it anew.
            return null;
        }
    }

    /// <summary>Writes the file in one step, so that a build beside this one reads either the old run or the new one.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static void Write(string path, CachedRun run)
    {
        var buffer = new MemoryStream();
        using (var writer = new BinaryWriter(buffer, Utf8, leaveOpen: true))
        {
            writer.Write(FormatVersion);
            WriteRun(writer, run);
        }

        var temporary = path + "." + Guid.NewGuid().ToString("N");
        try
        {
            File.WriteAllBytes(temporary, buffer.ToArray());
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static CachedRun ReadRun(BinaryReader reader) => new()
    {
        Key = reader.ReadString(),
        IsManifest = reader.ReadBoolean(),
        NextManifest = reader.ReadString(),
        Role = reader.ReadString(),
        Stage = reader.ReadString(),
        Options = reader.ReadString(),
        WaivesSwitches = reader.ReadBoolean(),
        Findings = ReadMany(reader, static reader => new CachedFinding(
            reader.ReadString(), (LogLevel)reader.ReadByte(), reader.ReadString(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(),
            reader.ReadString(), reader.ReadString())),
        Inputs = new InputSnapshot(reader.ReadString(), reader.ReadInt64(), reader.ReadString(), ReadMany(reader, ReadStamp), ReadMany(reader, ReadStamp)),
    };

    private static void WriteRun(BinaryWriter writer, CachedRun run)
    {
        writer.Write(run.Key);
        writer.Write(run.IsManifest);
        writer.Write(run.NextManifest);
        writer.Write(run.Role);
        writer.Write(run.Stage);
        writer.Write(run.Options);
        writer.Write(run.WaivesSwitches);
        writer.Write7BitEncodedInt(run.Findings.Length);
        foreach (var finding in run.Findings)
        {
            writer.Write(finding.Code);
            writer.Write((byte)finding.Level);
            writer.Write(finding.File);
            writer.Write7BitEncodedInt(finding.Line);
            writer.Write7BitEncodedInt(finding.Column);
            writer.Write(finding.Message);
            writer.Write(finding.HelpLink);
        }

        writer.Write(run.Inputs.Root);
        writer.Write(run.Inputs.TakenAt);
        writer.Write(run.Inputs.Listing);
        WriteStamps(writer, run.Inputs.Files);
        WriteStamps(writer, run.Inputs.Folders);
    }

    private static void WriteStamps(BinaryWriter writer, ImmutableArray<FileStamp> stamps)
    {
        writer.Write7BitEncodedInt(stamps.Length);
        foreach (var stamp in stamps)
        {
            writer.Write(stamp.Path);
            writer.Write(stamp.Length);
            writer.Write(stamp.Modified);
        }
    }

    private static FileStamp ReadStamp(BinaryReader reader) => new(reader.ReadString(), reader.ReadInt64(), reader.ReadInt64());

    private static ImmutableArray<T> ReadMany<T>(BinaryReader reader, Func<BinaryReader, T> readOne)
    {
        // The count of a damaged file may be anything; an item takes at least one byte, so the rest of the file bounds it.
        var count = reader.Read7BitEncodedInt();
        if (count < 0 || count > reader.BaseStream.Length - reader.BaseStream.Position)
        {
            throw new FormatException();
        }

        var items = new List<T>(count);
        for (var index = 0; index < count; index++)
        {
            items.Add(readOne(reader));
        }

        return [.. items];
    }
}
