using System.Collections.Generic;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PlatformGuard.Analyzers.Text;

/// <summary>
/// The value of a string expression as far as it is known at compile time. What is not known stands in it as <see cref="Hole"/>,
/// a template variable, which the classifiers never take for a value.
/// </summary>
internal sealed class FoldedText
{
    /// <summary>What stands for text that is known at run time only.</summary>
    public const string Hole = "${unknown}";

    // Longer texts are data, not settings; the limit bounds what a generated chain of concatenations can cost.
    private const int LongestText = 1 << 20;

    private readonly StringBuilder builder = new();
    private readonly List<Piece> pieces = [];
    private string? text;

    /// <summary>The text, with holes.</summary>
    public string Text => text ??= builder.ToString();

    /// <summary>Whether a part of the text is unknown.</summary>
    public bool HasHoles { get; private set; }

    /// <summary>Whether a part of the text is written in this expression, and not only in the constants it names.</summary>
    public bool HasWrittenPart { get; private set; }

    /// <summary>Adds a known part.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="syntax">Where it is written, or the reference to it.</param>
    /// <param name="isWritten">Whether <paramref name="syntax"/> is a literal.</param>
    /// <param name="key">The configuration key whose value it is, or null.</param>
    public void Append(string value, SyntaxNode syntax, bool isWritten, string? key = null)
    {
        if (builder.Length + value.Length > LongestText)
        {
            AppendHole();
            return;
        }

        pieces.Add(new(builder.Length, value.Length, syntax, key));
        builder.Append(value);
        HasWrittenPart |= isWritten;
    }

    /// <summary>Adds an unknown part.</summary>
    public void AppendHole()
    {
        HasHoles = true;
        if (builder.Length <= LongestText)
        {
            pieces.Add(new(builder.Length, Hole.Length, null, null));
            builder.Append(Hole);
        }
    }

    /// <summary>Whether a part of the text from <paramref name="start"/> on is unknown.</summary>
    public bool IsUnknown(int start, int length)
    {
        foreach (var piece in pieces)
        {
            if (piece.Syntax is null && piece.Start < start + length && start < piece.Start + piece.Length)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The configuration key whose value stands at <paramref name="start"/>, or null.</summary>
    public string? KeyAt(int start)
    {
        foreach (var piece in pieces)
        {
            if (start >= piece.Start && start < piece.Start + piece.Length)
            {
                return piece.Key;
            }
        }

        return null;
    }

    /// <summary>Whether a stretch of the text is exactly one part of it, such as one literal of a concatenation.</summary>
    public bool IsOnePart(int start, int length)
    {
        foreach (var piece in pieces)
        {
            if (piece.Start == start && piece.Length == length)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Where a stretch of the text is written: its literal, in a literal of several lines only the stretch itself, and the whole
    /// expression when it is put together of several.
    /// </summary>
    public Location Locate(int start, int length, Location whole)
    {
        foreach (var piece in pieces)
        {
            if (piece.Syntax is { } syntax && start >= piece.Start && start + length <= piece.Start + piece.Length)
            {
                return Narrow(syntax, Text.Substring(start, length));
            }
        }

        return whole;
    }

    private static Location Narrow(SyntaxNode syntax, string part)
    {
        if (syntax is not LiteralExpressionSyntax { Token: var token } || part.Length == 0 || token.Text.IndexOf('\n') < 0)
        {
            return syntax.GetLocation();
        }

        var offset = token.Text.IndexOf(part, System.StringComparison.Ordinal);
        return offset < 0 ? syntax.GetLocation() : Location.Create(syntax.SyntaxTree, new TextSpan(token.SpanStart + offset, part.Length));
    }

    private readonly record struct Piece(int Start, int Length, SyntaxNode? Syntax, string? Key);
}
