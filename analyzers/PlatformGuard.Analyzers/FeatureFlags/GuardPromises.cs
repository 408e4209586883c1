using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PlatformGuard.Analyzers.Flow;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>
/// Holds the promise of <c>[FeatureFlagGuard]</c> against the body of the member. A member without a body here (of an interface, of another
/// project) is believed: its promise is checked where its body is.
/// </summary>
/// <param name="knowledge">The compilation's clients, queries and gates.</param>
internal sealed class GuardPromises(GuardKnowledge knowledge)
{
    private readonly ConcurrentDictionary<ISymbol, string> broken = new(SymbolEqualityComparer.Default);

    /// <summary>Why the promise of an annotated member is not kept, in words that follow "but"; null when it is kept.</summary>
    public string? BrokenBy(ISymbol member, string? flag, CancellationToken cancellation)
    {
        member = member.OriginalDefinition;
        if (member.DeclaringSyntaxReferences.IsEmpty || member is IParameterSymbol)
        {
            return null;
        }

        if (!broken.TryGetValue(member, out var reason))
        {
            reason = broken.GetOrAdd(member, Check(member, flag, cancellation) ?? "");
        }

        return reason.Length == 0 ? null : reason;
    }

    /// <summary>The flag that a promise is about.</summary>
    public static FlagKey KeyOf(ISymbol member, string? flag) =>
        flag is not null ? FlagKey.Of(flag)
        : member is IMethodSymbol method && method.Parameters.FirstOrDefault(static parameter => parameter.Type.SpecialType == SpecialType.System_String) is { } named ? FlagKey.OfParameter(named.Ordinal)
        : FlagKey.Unknown;

    private string? Check(ISymbol member, string? flag, CancellationToken cancellation)
    {
        if (member is IPropertySymbol { SetMethod: not null } or IFieldSymbol { IsReadOnly: false, IsConst: false })
        {
            return "it can be set";
        }

        if (member.IsAbstract || member.IsExtern)
        {
            return null;
        }

        var scope = SummaryScope.Promise(member);
        var declaration = Bodies.DeclarationOf(member, cancellation);
        var method = member as IMethodSymbol ?? (declaration is null ? null : (member as IPropertySymbol)?.GetMethod);
        var summary = method is not null ? knowledge.Summaries.OfBody(method, scope, cancellation) : knowledge.Summaries.OfStored(member, scope, cancellation);
        if (method is not null && declaration is null)
        {
            return null;
        }

        if (summary is null)
        {
            return member is IFieldSymbol { IsConst: true } constant ? (constant.ConstantValue is false ? null : "it is a constant") : "its body is too large to tell";
        }

        if (!summary.CanReturn)
        {
            return null;
        }

        var key = KeyOf(member, flag);
        var needed = key.Name is null && key.Parameter < 0 ? FlagTable.Some : FlagTable.Promised(summary.Table, key);
        return summary.Returns.When(Constants.True).Covers(needed) ? null : Explain(declaration, summary, flag);
    }

    private static string Explain(SyntaxNode? declaration, MemberSummary summary, string? flag)
    {
        var others = summary.Table.AllNames.Where(name => name != flag).ToArray();
        if (FlagTable.IsAnyOn(summary.Returns.When(Constants.True)) && others.Length > 0)
        {
            return $"its body asks for feature flag '{others[0]}'";
        }

        if (declaration?.DescendantNodes().OfType<CatchClauseSyntax>().FirstOrDefault(static clause => clause.Block.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.TrueKeyword))) is { } clause)
        {
            return $"the catch on line {clause.GetLocation().GetLineSpan().StartLinePosition.Line + 1} makes it true";
        }

        return summary.Table.IsAsked ? "it can also be true without it"
            : declaration is null ? "it is assigned without asking for the flag"
            : "its body does not ask for the flag";
    }
}
