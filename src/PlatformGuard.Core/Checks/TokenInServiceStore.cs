using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines.Secrets;

namespace PlatformGuard.Core.Checks;

/// <summary>PG3007: a schema or the manifest says that long-lived tokens lie in the service's own store.</summary>
public sealed class TokenInServiceStore() : Check("PG3007")
{
    // Flags, numbers and points in time about a token are no token.
    private static readonly string[] OtherTypes = ["bool", "boolean", "bit", "int", "int2", "int4", "int8", "integer", "bigint", "smallint", "tinyint", "mediumint", "serial", "bigserial", "number", "numeric", "decimal", "float", "double", "real", "date", "datetime", "datetime2", "datetimeoffset", "time", "timestamp", "timestamptz", "timestamps", "interval", "uuid", "references", "belongs_to", "index", "foreign_key", "remove", "check_constraint"];

    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
        foreach (var item in ManifestStores(context.Manifest))
        {
            if (item["holdsTokens"] is ScalarNode { Value: "true" } holds && item["name"]?.Text is { } name)
            {
                context.Report(holds.Location, "spec/storage/" + name, name, [$"the manifest says that '{name}' holds tokens"]);
            }
        }

        var files = context.CodeBase.Files.Where(static file => file.Columns.Count > 0 && !FilePurpose.IsTest(file.Path)).ToList();
        var removed = files.SelectMany(static file => file.Columns).Where(static column => column.IsRemoved).Select(Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var reported = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in files.SelectMany(static file => file.Columns))
        {
            // A migration that adds the column and a schema file that shows it are one column.
            if (!column.IsRemoved && StoredToken.IsLongLived(column.Name) && Array.IndexOf(OtherTypes, column.Type) < 0 && !removed.Contains(Key(column)) && reported.Add(Key(column)))
            {
                context.Report(column.Location, Key(column), column.Name, [$"column '{column.Name}' of table '{column.Table}'"]);
            }
        }
    }

    private static IEnumerable<Node> ManifestStores(ServiceManifest manifest) =>
        manifest.Root is MappingNode root ? ManifestScope.All(root).SelectMany(static scope => scope.Own("storage")?.Items ?? []) : [];

    private static string Key(TableColumn column) => column.Table + "." + column.Name;
}
