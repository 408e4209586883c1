using System.Reflection;
using System.Text.RegularExpressions;

namespace PlatformGuard.Analyzers.Tests.FeatureFlags;

/// <summary>
/// One shape of code from a table: a name, its statements or members, and the verdict on every call in it. <c>P()</c> is a call of the
/// client that must be silent, <c>P!()</c> one that must be reported as unguarded (PG2001), <c>P?()</c> as guarded by the wrong flag (PG2002).
/// </summary>
internal sealed partial record Shape(string Table, string Name, string Code)
{
    /// <summary>Types that the shapes use. <c>Client</c> needs the flag <c>k</c>, <c>Any</c> needs any flag.</summary>
    public const string Prelude = """
        global using System;
        global using System.Collections.Generic;
        global using System.Diagnostics;
        global using System.Diagnostics.CodeAnalysis;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.FeatureManagement;
        global using PlatformGuard;

        [ServiceClient("k")]
        public interface IClient { void Send(int id = 0); int Get(int id = 0); Task<int> GetAsync(int id = 0); int Count { get; set; } event Action? Changed; }
        [ServiceClient]
        public interface IAny { void Send(int id = 0); }
        public static class Keys { public const string K = "k"; public const string Other = "other"; public static readonly string ReadOnly = "k"; }
        public enum Feature { k, other }
        public abstract class ShapeBase
        {
            protected readonly IClient client = null!;
            protected readonly IAny any = null!;
            protected readonly IFeatureManager features = null!;
            protected readonly Unleash.IUnleash toggles = null!;
            protected IClient? Maybe => client;
            protected static void Use(object? value) { }
            protected static void Run(Action action) => action();
            protected static bool Check(bool value) => value;
            [DoesNotReturn] protected static void Fail() => throw new InvalidOperationException();
            protected static void Ensure([DoesNotReturnIf(false)] bool condition) { if (!condition) throw new InvalidOperationException(); }
            protected static void Forbid([DoesNotReturnIf(true)] bool condition) { if (condition) throw new InvalidOperationException(); }
        }
        """;

    public override string ToString() => $"{Table}: {Name}";

    /// <summary>All shapes of all tables.</summary>
    public static IReadOnlyList<Shape> All { get; } = [.. Tables().SelectMany(Parse)];

    /// <summary>The shape as a file with marks where findings must be: statements of a method, <c>members:</c> of a class, or <c>types:</c>.</summary>
    public string ToMarkup(int index)
    {
        const string Members = "members:";
        const string Types = "types:";
        var header = $"namespace Shape{index};\n\n";
        if (Code.StartsWith(Types, StringComparison.Ordinal))
        {
            return header + Expand(Code[Types.Length..]);
        }

        var members = Code.StartsWith(Members, StringComparison.Ordinal) ? Code[Members.Length..] : $$"""
                async Task M(bool b, bool c, int n, List<int> list)
                {
                    await Task.Yield();
            {{Code}}
                }
            """;
        return header + $"class C : ShapeBase\n{{\n{Expand(members)}\n}}\n";
    }

    [GeneratedRegex(@"\b(P|Q|A)(!|\?)?\(")]
    private static partial Regex CallPattern();

    [GeneratedRegex(@"(?<![\w.""])(G|S|O)(?![\w""(<])")]
    private static partial Regex GuardPattern();

    private static string Expand(string code)
    {
        code = GuardPattern().Replace(code, static match => match.Value switch
        {
            "G" => "await features.IsEnabledAsync(\"k\")",
            "S" => "toggles.IsEnabled(\"k\")",
            _ => "toggles.IsEnabled(\"other\")",
        });
        code = CallPattern().Replace(code, static match =>
        {
            var call = match.Groups[1].Value switch { "P" => "client.Send(", "Q" => "client.Get(", _ => "any.Send(" };
            return match.Groups[2].Value switch { "!" => "{|PG2001:" + call, "?" => "{|PG2002:" + call, _ => call };
        });

        // A marked call ends at its closing parenthesis.
        for (var at = code.IndexOf("{|PG200", StringComparison.Ordinal); at >= 0; at = code.IndexOf("{|PG200", at + 1, StringComparison.Ordinal))
        {
            if (code.AsSpan(at).Length > 9 && IsExpanded(code, at))
            {
                var end = code.IndexOf('(', at);
                for (var depth = 0; ; end++)
                {
                    depth += code[end] switch { '(' => 1, ')' => -1, _ => 0 };
                    if (depth == 0)
                    {
                        break;
                    }
                }

                code = code.Insert(end + 1, "|}");
            }
        }

        return code;
    }

    // Calls that a table marks itself are closed there.
    private static bool IsExpanded(string code, int at) =>
        (code.AsSpan(at + 9).StartsWith("client.Send(") || code.AsSpan(at + 9).StartsWith("client.Get(") || code.AsSpan(at + 9).StartsWith("any.Send("))
        && !HasOwnEnd(code, at);

    private static bool HasOwnEnd(string code, int at)
    {
        var close = code.IndexOf("|}", at, StringComparison.Ordinal);
        var next = code.IndexOf("{|", at + 2, StringComparison.Ordinal);
        return close >= 0 && (next < 0 || close < next) && code[close - 1] == ')' && code[at..close].Count(static sign => sign == '(') == code[at..close].Count(static sign => sign == ')');
    }

    private static IEnumerable<(string Name, string Text)> Tables()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith("Shapes/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name["Shapes/".Length..], reader.ReadToEnd());
        }
    }

    private static IEnumerable<Shape> Parse((string Name, string Text) table) =>
        table.Text.Split("\n# ").Skip(1).Select(part =>
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            return new Shape(table.Name, part[..end].Trim(), part[(end + 1)..].TrimEnd());
        });
}
