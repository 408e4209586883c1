using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>
/// Gates on the group to which an endpoint belongs: <c>var group = app.MapGroup("/x"); group.WithFeatureGate("flag"); group.MapGet("/y", handler);</c>.
/// A gate holds for the whole group wherever it stands, because it is applied when the endpoints are built.
/// </summary>
internal sealed class GroupGates(Bodies bodies, FlagGates gates)
{
    private static readonly string[] Names = ["WithFeatureGate", "RequireFeature"];

    // Groups in groups, and calls in a chain.
    private const int Deepest = 16;

    private readonly ConcurrentDictionary<ILocalSymbol, ImmutableArray<GateVerdict>> known = new(SymbolEqualityComparer.Default);

    /// <summary>The gates of the group to which a function is added as a handler.</summary>
    public ImmutableArray<GateVerdict> Around(IOperation function, CancellationToken cancellation)
    {
        if (!gates.HasRegistrations)
        {
            return [];
        }

        var passed = function.Parent;
        while (passed is IConversionOperation or IDelegateCreationOperation)
        {
            passed = passed.Parent;
        }

        return passed is IArgumentOperation { Parent: IInvocationOperation call } && ReceiverOf(call) is { } receiver ? Of(receiver, cancellation) : [];
    }

    private ImmutableArray<GateVerdict> Of(IOperation? builder, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<GateVerdict>();
        for (var depth = 0; depth < Deepest && builder is not null; depth++)
        {
            switch (builder)
            {
                case IConversionOperation conversion:
                    builder = conversion.Operand;
                    break;
                case IInvocationOperation call:
                    found.AddRange(Read(call));
                    builder = ReceiverOf(call);
                    break;
                case ILocalReferenceOperation local:
                    found.AddRange(Of(local.Local, cancellation));
                    return found.ToImmutable();
                default:
                    return found.ToImmutable();
            }
        }

        return found.ToImmutable();
    }

    private ImmutableArray<GateVerdict> Of(ILocalSymbol local, CancellationToken cancellation) =>
        known.TryGetValue(local, out var verdicts) ? verdicts : known.GetOrAdd(local, Find(local, cancellation));

    private ImmutableArray<GateVerdict> Find(ILocalSymbol local, CancellationToken cancellation)
    {
        if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not VariableDeclaratorSyntax { Initializer.Value: { } value, Parent.Parent: LocalDeclarationStatementSyntax declaration }
            || StatementsBeside(declaration) is not { } statements || IsAssignedAgain(local.Name, declaration))
        {
            return [];
        }

        var model = bodies.ModelOf(declaration.SyntaxTree);
        var found = ImmutableArray.CreateBuilder<GateVerdict>();
        found.AddRange(Of(model.GetOperation(value, cancellation), cancellation));
        foreach (var statement in statements.OfType<ExpressionStatementSyntax>())
        {
            for (var chain = statement.Expression as InvocationExpressionSyntax; chain is { Expression: MemberAccessExpressionSyntax access }; chain = access.Expression as InvocationExpressionSyntax)
            {
                // What a call of the group's own Map… returns is one endpoint of it.
                if (System.Array.IndexOf(Names, access.Name.Identifier.ValueText) >= 0 && IsSameBuilder(access.Expression, local.Name)
                    && model.GetOperation(chain, cancellation) is IInvocationOperation call)
                {
                    found.AddRange(Read(call));
                }
            }
        }

        return found.ToImmutable();
    }

    private IEnumerable<GateVerdict> Read(IInvocationOperation call) =>
        System.Array.IndexOf(Names, call.TargetMethod.Name) >= 0 && gates.Read(call) is { } verdict ? [verdict] : [];

    private static bool IsSameBuilder(ExpressionSyntax expression, string name)
    {
        while (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } && !access.Name.Identifier.ValueText.StartsWith("Map", System.StringComparison.Ordinal))
        {
            expression = access.Expression;
        }

        return expression is IdentifierNameSyntax identifier && identifier.Identifier.ValueText == name;
    }

    private static IEnumerable<StatementSyntax>? StatementsBeside(LocalDeclarationStatementSyntax declaration) => declaration.Parent switch
    {
        BlockSyntax block => block.Statements,
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit.Members.OfType<GlobalStatementSyntax>().Select(static member => member.Statement),
        _ => null,
    };

    private static bool IsAssignedAgain(string name, LocalDeclarationStatementSyntax declaration) =>
        (declaration.Parent is GlobalStatementSyntax { Parent: { } unit } ? unit : declaration.Parent!).DescendantNodes().OfType<IdentifierNameSyntax>().Any(use =>
            use.Identifier.ValueText == name
            && (use.Parent is AssignmentExpressionSyntax assignment ? assignment.Left == use
                : use.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 } or RefExpressionSyntax || (use.Parent is ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax tuples } tuple } && tuples.Left == tuple)));

    private static IOperation? ReceiverOf(IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0) is { } first ? first.Value : null);
}
