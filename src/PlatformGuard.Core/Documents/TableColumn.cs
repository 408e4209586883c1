namespace PlatformGuard.Core.Documents;

/// <summary>A column that a migration or schema file adds to a table.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Name">The column's name.</param>
/// <param name="Type">Its type as written, in lower case and without length.</param>
/// <param name="IsRemoved">Whether the file removes it instead.</param>
/// <param name="Location">Where the name is written.</param>
public sealed record TableColumn(string Table, string Name, string Type, bool IsRemoved, Location Location);
