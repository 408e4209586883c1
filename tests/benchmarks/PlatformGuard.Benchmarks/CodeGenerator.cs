using System.Globalization;
using System.IO;
using System.Text;

namespace PlatformGuard.Benchmarks;

/// <summary>Writes a C# project of ordinary code: about 500 lines a file with strings, calls, interpolation and configuration look-ups.</summary>
internal static class CodeGenerator
{
    /// <summary>Writes files of 500 lines until there are <paramref name="lines"/>.</summary>
    public static void Generate(string folder, int lines)
    {
        Directory.CreateDirectory(folder);
        for (var file = 0; file < lines / 500; file++)
        {
            File.WriteAllText(Path.Combine(folder, $"Module{file}.cs"), Module(file));
        }
    }

    private static string Module(int file)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Threading.Tasks;

            namespace Generated.Module{{file}};

            public sealed record Item(int Id, string Name, string Address, DateTimeOffset Created);

            public sealed class Store{{file}}
            {
                private readonly Dictionary<int, Item> items = new();
                private readonly string title = "Items of module {{file}}";

            """);
        var lines = 14;
        for (var method = 0; lines < 490; method++, lines += 17)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                public async Task<string> Describe{{method}}(int id, string prefix)
                {
                    if (!items.TryGetValue(id, out var item))
                    {
                        throw new KeyNotFoundException($"There is no item {id} in {title}");
                    }

                    var address = Environment.GetEnvironmentVariable("ITEM_ADDRESS_{{method}}") ?? "https://items.example.com/v1/" + item.Name;
                    var text = string.Join(", ", items.Values.Where(other => other.Created < item.Created).Select(other => other.Name));
                    await Task.Yield();
                    var message = prefix + ": " + item.Name + " (" + item.Address + ") before " + text;
                    Console.WriteLine("Described item {0} of {1}", id, title);
                    return message.Length > 200 ? message.Substring(0, 200) + "..." : message + address;
                }

            """);
        }

        return text.Append("}\n").ToString();
    }
}
