using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>
/// The names of the members whose use can tell anything about a flag: their text mentions a query, or a member that does, or they never
/// return. Most members of a code base are not among them, so no flow analysis of their bodies is needed. More names than necessary cost
/// time, a missing one a false alarm; so whatever has the same name counts.
/// </summary>
internal sealed class TellingNames
{
    // A helper is followed through four others.
    private const int Rounds = 5;

    private readonly NameTable ids = new();
    private readonly List<MentioningText> texts = [];
    private readonly List<(string Name, string Last)> forwarding = [];
    private readonly HashSet<int> stored = [];
    private readonly HashSet<int> answering = [];
    private readonly HashSet<string> throwing = new(StringComparer.Ordinal);

    private TellingNames()
    {
    }

    /// <summary>Reads the names of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="queries">Names of the members that ask for a flag by themselves.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static TellingNames Read(Compilation compilation, IEnumerable<string> queries, CancellationToken cancellation)
    {
        var names = new TellingNames();
        names.answering.UnionWith(queries.Select(names.ids.IdOf));
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellation.ThrowIfCancellationRequested();
            if (tree.GetRoot(cancellation) is CompilationUnitSyntax unit)
            {
                names.Add(unit.Members, new(tree.GetText(cancellation).ToString(), names.ids));
            }
        }

        names.Spread();
        return names;
    }

    /// <summary>Whether the use of a member with this name can tell anything.</summary>
    public bool Contains(string name) => throwing.Contains(name) || (ids.Find(name) is >= 0 and var id && answering.Contains(id));

    private void Add(SyntaxList<MemberDeclarationSyntax> members, IdentifierScanner scanner)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    Add(space.Members, scanner);
                    break;
                case TypeDeclarationSyntax type:
                    Add(type.Members, scanner);
                    break;
                case MethodDeclarationSyntax method:
                    AddMethod(method, scanner);
                    break;
                case ConstructorDeclarationSyntax constructor:
                    texts.Add(new(Name: -1, scanner.Read(constructor.Span)));
                    break;
                case PropertyDeclarationSyntax property:
                    AddProperty(property, scanner);
                    break;
                case FieldDeclarationSyntax field:
                    AddField(field, scanner);
                    break;
            }
        }
    }

    private void AddMethod(MethodDeclarationSyntax method, IdentifierScanner scanner)
    {
        var name = method.Identifier.ValueText;
        texts.Add(new(ids.IdOf(name), scanner.Read(method.Span)));
        var last = (SyntaxNode?)method.ExpressionBody?.Expression ?? method.Body?.Statements.LastOrDefault();
        if (IsAnswer(last is ReturnStatementSyntax { Expression: { } returned } && method.Body!.Statements.Count == 1 ? returned : last))
        {
            answering.Add(ids.IdOf(name));
        }
        else if (last is ThrowExpressionSyntax or ThrowStatementSyntax || (last is StatementSyntax and not (ExpressionStatementSyntax or ReturnStatementSyntax) && scanner.Mentions(last.Span, "throw")))
        {
            throwing.Add(name);
        }
        else if (CalledIn(last) is { } called)
        {
            forwarding.Add((name, called));
        }
    }

    private void AddProperty(PropertyDeclarationSyntax property, IdentifierScanner scanner)
    {
        var id = ids.IdOf(property.Identifier.ValueText);
        texts.Add(new(id, scanner.Read(property.Span)));
        stored.Add(id);
        if (IsAnswer(property.ExpressionBody?.Expression ?? property.Initializer?.Value))
        {
            answering.Add(id);
        }
        else if (property.ExpressionBody?.Expression is ThrowExpressionSyntax)
        {
            throwing.Add(property.Identifier.ValueText);
        }
    }

    private void AddField(FieldDeclarationSyntax field, IdentifierScanner scanner)
    {
        if (!field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword))
        {
            return;
        }

        foreach (var variable in field.Declaration.Variables)
        {
            var id = ids.IdOf(variable.Identifier.ValueText);
            texts.Add(new(id, scanner.Read(field.Span)));
            stored.Add(id);
            if (IsAnswer(variable.Initializer?.Value))
            {
                answering.Add(id);
            }
        }
    }

    // A member that is always false makes whatever waits for it unreachable.
    private static bool IsAnswer(SyntaxNode? value) => value is not null
        && (SyntaxKind)value.RawKind is SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression or SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression;

    private static string? CalledIn(SyntaxNode? last)
    {
        var expression = last is ExpressionStatementSyntax statement ? statement.Expression : last;
        expression = expression is AwaitExpressionSyntax awaited ? awaited.Expression : expression;
        return expression is not InvocationExpressionSyntax call ? null : call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => null,
        };
    }

    private void Spread()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var before = answering.Count + throwing.Count;
            foreach (var text in texts)
            {
                if (text.Name >= 0 ? !answering.Contains(text.Name) && Mentions(text) : Mentions(text))
                {
                    // What a constructor asks, it may keep in any field that it mentions.
                    answering.UnionWith(text.Name >= 0 ? [text.Name] : text.Identifiers.Where(stored.Contains));
                }
            }

            foreach (var (name, last) in forwarding)
            {
                if (throwing.Contains(last))
                {
                    throwing.Add(name);
                }
            }

            if (answering.Count + throwing.Count == before)
            {
                return;
            }
        }
    }

    private bool Mentions(MentioningText text) => Array.Exists(text.Identifiers, answering.Contains);

    /// <summary>The identifiers in the text of a member; the name is -1 for a constructor.</summary>
    private readonly record struct MentioningText(int Name, int[] Identifiers);
}
