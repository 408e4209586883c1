using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.Tokens;

/// <summary>The columns that migrations add for tokens, without those that another migration takes away again.</summary>
internal sealed class MigrationColumns
{
    private readonly ConcurrentBag<(string Column, string Table, Location Place)> added = [];
    private readonly ConcurrentDictionary<string, byte> dropped = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The columns that are left, by file and position.</summary>
    public IEnumerable<(string Column, Location Place)> Remaining => added
        .Where(column => !dropped.ContainsKey(column.Table + "." + column.Column) && !dropped.ContainsKey(column.Table + ".*"))
        .OrderBy(static column => column.Place.SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(static column => column.Place.SourceSpan.Start)
        .Select(static column => (column.Column, column.Place));

    /// <summary>Reads a call in a migration's <c>Up</c>; what <c>Down</c> does undoes it.</summary>
    public void Read(IInvocationOperation call, ISymbol member, CancellationToken cancellation)
    {
        if (member.Name != "Up" && !IsWithinUp(member))
        {
            return;
        }

        switch (call.TargetMethod)
        {
            case { Name: "AddColumn", ContainingType.Name: "MigrationBuilder" }:
                Add(Text(call, "name", cancellation), Text(call, "table", cancellation), call);
                break;
            case { Name: "Column", ContainingType.Name: "ColumnsBuilder" }:
                Add(Text(call, "name", cancellation) ?? MemberName(call), TableOf(call, cancellation), call);
                break;
            case { Name: "WithColumn" or "AddColumn", ContainingType: { } type } when TypeNames.IsWithin(type, "FluentMigrator"):
                Add(Text(call, "name", cancellation), "", call);
                break;
            case { Name: "DropColumn", ContainingType.Name: "MigrationBuilder" }:
                dropped.TryAdd(Text(call, "table", cancellation) + "." + Text(call, "name", cancellation), 0);
                break;
            case { Name: "DropTable", ContainingType.Name: "MigrationBuilder" }:
                dropped.TryAdd(Text(call, "name", cancellation) + ".*", 0);
                break;
        }
    }

    private void Add(string? column, string? table, IInvocationOperation call)
    {
        if (column is not null && EntityModel.IsTokenName(column) && IsText(call))
        {
            added.Add((column, table ?? "", PlaceOf(call, column)));
        }
    }

    // table.Column<int>: a number is no token.
    private static bool IsText(IInvocationOperation call) =>
        call.TargetMethod.TypeArguments is not { Length: 1 } types || types[0] is { SpecialType: SpecialType.System_String } or IArrayTypeSymbol;

    private static string? Text(IInvocationOperation call, string parameter, CancellationToken cancellation)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Name == parameter)
            {
                var text = TextFolder.Fold(argument.Value, followLocals: false, cancellation);
                return text.HasHoles || text.Text.Length == 0 ? null : text.Text;
            }
        }

        return null;
    }

    // columns: table => new { AccessToken = table.Column<string>(…) }
    private static string? MemberName(IInvocationOperation call) =>
        call.Parent is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var member } } ? member.Name : null;

    private static string? TableOf(IInvocationOperation column, CancellationToken cancellation)
    {
        for (IOperation? parent = column.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod.Name: "CreateTable" } create)
            {
                return Text(create, "name", cancellation);
            }
        }

        return null;
    }

    private static Location PlaceOf(IInvocationOperation call, string column)
    {
        foreach (var node in call.Syntax.DescendantNodes())
        {
            if (node is LiteralExpressionSyntax { Token.Value: string text } && text == column)
            {
                return node.GetLocation();
            }
        }

        return (call.Syntax.Parent as AnonymousObjectMemberDeclaratorSyntax)?.NameEquals?.Name.GetLocation() ?? call.Syntax.GetLocation();
    }

    private static bool IsWithinUp(ISymbol member) => member.ContainingSymbol is IMethodSymbol { Name: "Up" };
}
