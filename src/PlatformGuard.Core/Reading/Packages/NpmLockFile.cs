using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>
/// Reads <c>package-lock.json</c> and <c>npm-shrinkwrap.json</c> of all three formats without building a tree: these files are the largest of many
/// repositories. A broken file gives what stands before the error.
/// </summary>
internal ref struct NpmLockFile
{
    private const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> utf8;
    private readonly PackageCollector packages;
    private Utf8JsonReader reader;
    private long offset;
    private int line;
    private int lineStart;

    private NpmLockFile(string path, ReadOnlySpan<byte> utf8)
    {
        this.utf8 = utf8;
        packages = new PackageCollector(Ecosystem.Npm, path);
        reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        line = 1;
    }

    public static IReadOnlyList<ListedPackage> Read(string path, ReadOnlySpan<byte> utf8)
    {
        var file = new NpmLockFile(path, utf8);
        try
        {
            file.ReadRoot();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // What was read before the error counts; npm itself refuses the file.
        }

        return file.packages.Packages;
    }

    private void ReadRoot()
    {
        var isRead = false;
        while (reader.Read() && !packages.IsFull)
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            // Format 2 has both; the first one tells more.
            if (reader.ValueTextEquals("packages"u8))
            {
                isRead = true;
                ReadPackages();
            }
            else if (!isRead && reader.ValueTextEquals("dependencies"u8))
            {
                ReadDependencies(0);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary><c>"node_modules/a/node_modules/b": {"version": …, "dev": true, "dependencies": {…}}</c>; the project itself has the empty key.</summary>
    private void ReadPackages()
    {
        _ = reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && !packages.IsFull)
        {
            var key = reader.GetString() ?? "";
            var place = Place(key.Length);
            var modules = key.LastIndexOf("node_modules/", StringComparison.Ordinal);
            _ = reader.Read();
            if (modules < 0)
            {
                ReadProject();
                continue;
            }

            ReadEntry(key.AsSpan(modules + 13), place);
        }
    }

    private void ReadProject()
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isDevelopment = reader.ValueTextEquals("devDependencies"u8);
            if (!isDevelopment && !reader.ValueTextEquals("dependencies"u8) && !reader.ValueTextEquals("optionalDependencies"u8))
            {
                reader.Skip();
                continue;
            }

            _ = reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString() ?? "";
                var place = Place(name.Length);
                _ = reader.Read();
                packages.Add(name, reader.TokenType == JsonTokenType.String ? reader.GetString() : null, place, isDirect: true, isDevelopment);
            }
        }
    }

    private void ReadEntry(ReadOnlySpan<char> name, Location place)
    {
        string? version = null;
        var isDevelopment = false;
        var requires = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("version"u8))
            {
                _ = reader.Read();
                version = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
            else if (reader.ValueTextEquals("dev"u8))
            {
                _ = reader.Read();
                isDevelopment = reader.TokenType == JsonTokenType.True;
            }
            else if (reader.ValueTextEquals("dependencies"u8) || reader.ValueTextEquals("optionalDependencies"u8))
            {
                ReadNames(requires);
            }
            else
            {
                reader.Skip();
            }
        }

        packages.Add(name, version, place, isDirect: false, isDevelopment, requires);
    }

    /// <summary>Format 1: packages by name, nested where versions differ.</summary>
    private void ReadDependencies(int depth)
    {
        _ = reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && !packages.IsFull)
        {
            var name = reader.GetString() ?? "";
            var place = Place(name.Length);
            string? version = null;
            var isDevelopment = false;
            var requires = new List<string>();
            _ = reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("version"u8))
                {
                    _ = reader.Read();
                    version = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
                else if (reader.ValueTextEquals("dev"u8))
                {
                    _ = reader.Read();
                    isDevelopment = reader.TokenType == JsonTokenType.True;
                }
                else if (reader.ValueTextEquals("requires"u8))
                {
                    ReadNames(requires);
                }
                else if (depth < MaxDepth && reader.ValueTextEquals("dependencies"u8))
                {
                    ReadDependencies(depth + 1);
                }
                else
                {
                    reader.Skip();
                }
            }

            packages.Add(name, version, place, isDirect: null, isDevelopment, requires);
        }
    }

    private void ReadNames(List<string> names)
    {
        _ = reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(packages.Shared(reader.GetString()));
            _ = reader.Read();
            reader.Skip();
        }
    }

    /// <summary>Where the text of the property that was just read begins, behind its quote. Positions only move forward.</summary>
    private Location Place(int length)
    {
        var target = (int)reader.TokenStartIndex + 1;
        var passed = utf8[(int)offset..target];
        var newlines = passed.Count((byte)'\n');
        if (newlines > 0)
        {
            line += newlines;
            lineStart = (int)offset + passed.LastIndexOf((byte)'\n') + 1;
        }

        offset = target;
        var column = Encoding.UTF8.GetCharCount(utf8[lineStart..target]) + 1;
        return packages.At(line, column, length);
    }
}
