using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Ci.GitLab;

/// <summary>Fills <c>$[[ inputs.name ]]</c> of a file with a <c>spec:inputs</c> header.</summary>
internal sealed class Inputs
{
    private const string Open = "$[[";
    private const string Close = "]]";

    private readonly Dictionary<string, Node> values = new(StringComparer.Ordinal);
    private readonly ExpansionBudget budget;

    /// <summary>Takes what the include gives, else the defaults of the header.</summary>
    public Inputs(Node? header, Node? given, ExpansionBudget budget)
    {
        this.budget = budget;
        foreach (var entry in header?.At("spec", "inputs")?.Entries ?? [])
        {
            if ((given?[entry.Key.Value] ?? entry.Value["default"]) is { } value)
            {
                values[entry.Key.Value] = value;
            }
        }
    }

    /// <summary>The node with its inputs filled in; an input without a value stays as it is written.</summary>
    public Node Fill(Node node) => values.Count == 0 ? node : Fill(node, 0);

    private Node Fill(Node node, int depth)
    {
        if (depth > 100 || budget.IsExhausted)
        {
            return node;
        }

        switch (node)
        {
            case ScalarNode scalar when scalar.Value.Contains(Open, StringComparison.Ordinal):
                return Fill(scalar);
            case SequenceNode list:
                budget.Spend(list.Values.Count);
                return new SequenceNode(list.Location, [.. list.Values.Select(item => Fill(item, depth + 1))], list.Tag);
            case MappingNode mapping:
                budget.Spend(mapping.Values.Count);
                return new MappingNode(mapping.Location, [.. mapping.Values.Select(entry => new MappingEntry(Fill(entry.Key, depth + 1) as ScalarNode ?? entry.Key, Fill(entry.Value, depth + 1)))]);
            default:
                return node;
        }
    }

    private Node Fill(ScalarNode scalar)
    {
        var text = scalar.Value;
        var filled = new StringBuilder(text.Length);
        var at = 0;
        while (text.IndexOf(Open, at, StringComparison.Ordinal) is >= 0 and var open && text.IndexOf(Close, open, StringComparison.Ordinal) is >= 0 and var close)
        {
            var value = ValueOf(text.AsSpan(open + Open.Length, close - open - Open.Length));
            var end = close + Close.Length;
            if (value is not null && open == 0 && end == text.Length)
            {
                return value is ScalarNode whole ? Copy(scalar, whole.Value, whole.Style) : value;
            }

            filled.Append(text, at, open - at).Append(value?.Text ?? text[open..end]);
            at = end;
            if (!budget.Spend(1 + (filled.Length / 1000)))
            {
                return scalar;
            }
        }

        return Copy(scalar, filled.Append(text, at, text.Length - at).ToString(), scalar.Style);
    }

    private Node? ValueOf(ReadOnlySpan<char> expression)
    {
        // Functions (`| expand_vars`, `| truncate(0,8)`) change the text at most; where it was written stays.
        var name = (expression.IndexOf('|') is >= 0 and var bar ? expression[..bar] : expression).Trim();
        return name.StartsWith("inputs.", StringComparison.Ordinal) ? values.GetValueOrDefault(name[7..].ToString()) : null;
    }

    private static ScalarNode Copy(ScalarNode place, string value, ScalarStyle style) => new(place.Location, value, place.Style == ScalarStyle.Block ? ScalarStyle.Block : style, place.Tag, place.ContentStart);
}
