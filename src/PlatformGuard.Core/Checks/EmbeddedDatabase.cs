using System;
using System.Buffers;
using System.Collections.Frozen;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Facts.Dependencies;
using PlatformGuard.Guidelines.Libraries;
using PlatformGuard.Guidelines.State;

namespace PlatformGuard.Core.Checks;

/// <summary>PG4002: a setting that names the file of a database inside the process.</summary>
public sealed class EmbeddedDatabase() : Check("PG4002")
{
    private static readonly FrozenSet<string> Undeployed = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "development", "dev", "local", "test", "tests", "testing", "ci", "example", "sample", "template", "dist");

    private static readonly string[] FileEndings = [".db", ".db3", ".sqlite", ".sqlite3", ".duckdb", ".mdb", ".h2.db", ".mv.db", ".lmdb", ".rocksdb", ".bolt"];

    /// <summary>Every value that names such a file has one of these.</summary>
    private static readonly SearchValues<string> Marks = SearchValues.Create(
        ["jdbc:", "sqlite", "duckdb", ".db", ".ddb", ".sdb", ".sdf", ".litedb", ".mdb", ".lmdb", ".rocksdb", ".bolt"], StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
        var embedding = new Lazy<string?>(() => Embedding(context));
        foreach (var setting in context.Facts<SettingFacts>().All)
        {
            if (setting.Value is not { Length: > 2 and < 2_000 } value || !value.AsSpan().ContainsAny(Marks) || setting.Origin == SettingOrigin.Ci || !IsDeployed(setting.File))
            {
                continue;
            }

            if (EmbeddedJdbcUrl.NamesFile(value) || (EmbeddedDataSource.NamesFile(value) && EmbeddedDataSource.Judge(value, context.Manifest.Volumes) == EmbeddedSource.File))
            {
                context.Report(setting.Location, setting.Path, value, [setting.Path, "it names the database file " + FileOf(value)]);
            }
            else if (NamesDatabaseFile(value) && embedding.Value is { } package && LocalPath.Judge(value, context.Manifest.Volumes) == PathPlace.Container)
            {
                context.Report(setting.Location, setting.Path, value, [setting.Path, $"it names the file '{value}', and '{package}' is a dependency"]);
            }
        }
    }

    /// <summary>Settings for a person's own machine, for tests and examples say nothing about what is deployed.</summary>
    private static bool IsDeployed(string path)
    {
        return DependencyFacts.IsDeployed(path) && !FilePurpose.HasWord(path, Undeployed) && !path.AsSpan(path.LastIndexOf('/') + 1).Equals("launchSettings.json", StringComparison.OrdinalIgnoreCase);
    }

    private static string? Embedding(CheckContext context) => context.Facts<DependencyFacts>().Sets
        .SelectMany(static set => set.Source.Packages.Where(static package => !package.IsDevelopment && package.IsDirect != false))
        .Where(static package => EmbeddedDatabases.Contains(package.Ecosystem, package.Name))
        .Select(static package => package.Name)
        .Order(StringComparer.Ordinal)
        .FirstOrDefault();

    private static bool NamesDatabaseFile(string value) =>
        !value.AsSpan().ContainsAny(" ;,=") && !value.Contains("://", StringComparison.Ordinal) && Array.Exists(FileEndings, ending => value.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The file that a connection names, without its options, one of which may be a password.</summary>
    private static string FileOf(string value)
    {
        foreach (var part in Parts(value))
        {
            var sign = part.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0 && part[..sign].Trim().ToLowerInvariant() is "data source" or "datasource" or "filename" or "fulluri")
            {
                return "'" + part[(sign + 1)..].Trim() + "'";
            }
        }

        var end = value.AsSpan().IndexOfAny('?', ';');
        return "'" + (end < 0 ? value : value[..end]) + "'";
    }

    private static string[] Parts(string value) => value.Contains("://", StringComparison.Ordinal) ? [] : value.Split(';');
}
