using System.Globalization;
using System.IO;
using System.Text;

namespace PlatformGuard.Benchmarks;

/// <summary>
/// Writes the C# of an ASP.NET Core service: controllers, and stores that call another service, read settings, log with templates, query, and put
/// text together. About 500 lines a file.
/// </summary>
internal static class ServiceGenerator
{
    private const int LinesOfFile = 500;

    /// <summary>Writes files of 500 lines until there are <paramref name="lines"/>, and a program that sets them up.</summary>
    public static void Generate(string folder, int lines)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), Program);
        for (var file = 0; file < lines / LinesOfFile; file++)
        {
            File.WriteAllText(Path.Combine(folder, $"Module{file}.cs"), Module(file));
        }
    }

    private const string Program = """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Logging;

        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.AddJsonConsole();
        builder.Services.AddControllers();
        builder.Services.AddHttpClient();
        var app = builder.Build();
        app.MapControllers();
        app.Run();
        """;

    private static string Module(int file)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            using System;
            using System.Collections.Generic;
            using System.Globalization;
            using System.Linq;
            using System.Net.Http;
            using System.Net.Http.Json;
            using System.Threading;
            using System.Threading.Tasks;
            using Microsoft.AspNetCore.Mvc;
            using Microsoft.Extensions.Configuration;
            using Microsoft.Extensions.Logging;

            namespace Generated.Module{{file}};

            public sealed record Item(int Id, string Name, string Address, DateTimeOffset Created, decimal Price);

            public sealed class Store(HttpClient client, IConfiguration configuration, ILogger<Store> logger)
            {
                private readonly Dictionary<int, Item> items = new();
                private readonly string title = "Items of module {{file}}";

            """);
        var lines = 20;
        for (var method = 0; lines < 380; method++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                public async Task<string> Describe{{method}}Async(int id, string prefix, CancellationToken cancellation)
                {
                    if (!items.TryGetValue(id, out var item))
                    {
                        throw new KeyNotFoundException($"There is no item {id} in {title}");
                    }

                    var address = configuration["Items:Address{{method}}"] ?? "https://items.example.com/v1/" + item.Name;
                    using var answer = await client.GetAsync(new Uri(address), cancellation).ConfigureAwait(false);
                    logger.LogInformation("Item {ItemId} answered with status {Status}", id, (int)answer.StatusCode);
                    var text = string.Join(", ", items.Values.Where(other => other.Created < item.Created).Select(other => other.Name));
                    var message = prefix + ": " + item.Name + " (" + item.Address + ") before " + text;
                    return message.Length > 200 ? message.Substring(0, 200) + "..." : message;
                }

                public decimal Total{{method}}(IReadOnlyList<Item> chosen, string country)
                {
                    var total = 0m;
                    for (var index = 0; index < chosen.Count; index++)
                    {
                        var item = chosen[index];
                        total += item.Price * (item.Name.Length > 12 ? 1.1m : 1m);
                        if (total > 10_000m)
                        {
                            logger.LogWarning("The total of {Count} items is above the limit", chosen.Count);
                            break;
                        }
                    }

                    var rate = country switch { "DE" => 0.19m, "FR" => 0.2m, "CH" => 0.081m, _ => 0.21m };
                    return Math.Round(total * (1 + rate), 2, MidpointRounding.AwayFromZero);
                }

                public async Task<Item> Refresh{{method}}Async(int id, CancellationToken cancellation)
                {
                    try
                    {
                        var fresh = await client.GetFromJsonAsync<Item>($"items/{id}?module={{file}}", cancellation).ConfigureAwait(false);
                        items[id] = fresh ?? throw new InvalidOperationException("The answer for item " + id.ToString(CultureInfo.InvariantCulture) + " is empty");
                        return items[id];
                    }
                    catch (HttpRequestException exception)
                    {
                        logger.LogError(exception, "Item {ItemId} could not be read", id);
                        throw;
                    }
                }

            """);
            lines += 50;
        }

        text.Append(CultureInfo.InvariantCulture, $$"""
            }

            [ApiController]
            [Route("api/v1/module{{file}}")]
            public sealed class ItemsController(Store store, ILogger<ItemsController> logger) : ControllerBase
            {
            """);
        for (var method = 0; lines < 490; method++, lines += 16)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                [HttpGet("items{{method}}/{id}")]
                public async Task<ActionResult<string>> Get{{method}}Async(int id, [FromQuery] string? prefix, CancellationToken cancellation)
                {
                    if (id < 0 || prefix is { Length: > 20 })
                    {
                        return BadRequest(new ProblemDetails { Title = "The item's number or prefix is not valid", Status = 400 });
                    }

                    var text = await store.Describe{{method % 7}}Async(id, prefix ?? "Item", cancellation).ConfigureAwait(false);
                    logger.LogDebug("Described {ItemId} in {Length} characters", id, text.Length);
                    Response.Headers["X-Module"] = "{{file}}";
                    return text;
                }

            """);
        }

        return text.Append("}\n").ToString();
    }
}
