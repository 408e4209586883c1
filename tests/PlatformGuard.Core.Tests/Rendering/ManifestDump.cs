using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Tests.Rendering;

/// <summary>Objects as text that does not depend on order of keys, quotes or indentation: two renderings are the same when their dumps are.</summary>
internal static class ManifestDump
{
    /// <summary>All objects, in order of their own text.</summary>
    public static string Of(IEnumerable<Node> objects) =>
        string.Join("---\n", objects.Select(root => Of(root, withPlaces: false)).Order(StringComparer.Ordinal));

    /// <summary>One object, on demand with the place of every scalar.</summary>
    public static string Of(Node root, bool withPlaces)
    {
        var text = new StringBuilder();
        Write(text, root, 0, withPlaces);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Node node, int depth, bool withPlaces)
    {
        var indentation = new string(' ', depth * 2);
        foreach (var entry in node.Entries.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal))
        {
            WriteChild(text, indentation + entry.Key.Value + ":", entry.Value, depth, withPlaces);
        }

        foreach (var item in node.Items)
        {
            WriteChild(text, indentation + "-", item, depth, withPlaces);
        }
    }

    private static void WriteChild(StringBuilder text, string label, Node node, int depth, bool withPlaces)
    {
        switch (node)
        {
            case ScalarNode scalar:
                var value = scalar.IsNull ? "null" : scalar.Value.Replace("\n", "\\n", StringComparison.Ordinal);
                text.Append(label).Append(' ').Append(value).Append(withPlaces ? "  # " + scalar.Location : "").Append('\n');
                break;
            case MappingNode { Values.Count: 0 }:
                text.Append(label).Append(" {}\n");
                break;
            case SequenceNode { Values.Count: 0 }:
                text.Append(label).Append(" []\n");
                break;
            default:
                text.Append(label).Append('\n');
                Write(text, node, depth + 1, withPlaces);
                break;
        }
    }
}
