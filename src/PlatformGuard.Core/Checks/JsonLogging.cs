using System;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Facts.Dependencies;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Checks;

/// <summary>PG6003: configuration, the manifest, or a program of another language than C# writes logs as text.</summary>
public sealed class JsonLogging() : Check("PG6003")
{
    private const string FormatterKey = "Logging:Console:FormatterName";

    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
        ExamineManifest(context);
        foreach (var setting in context.Facts<SettingFacts>().All)
        {
            // An organisation's own formatter may write JSON; the two that .NET brings for people do not.
            if (IsFormatter(setting) && setting.Value is { Length: > 0 } value && (value.Equals("simple", StringComparison.OrdinalIgnoreCase) || value.Equals("systemd", StringComparison.OrdinalIgnoreCase)) && !IsForADesk(setting.File))
            {
                context.Report(setting.Location, setting.Path, value, [$"Setting '{setting.Name}'", $": the formatter '{value}' writes text"]);
            }
        }

        foreach (var program in context.Facts<ServerFacts>().Programs)
        {
            ExamineProgram(program, context);
        }
    }

    private static void ExamineManifest(CheckContext context)
    {
        if (context.Manifest.Root is not MappingNode root)
        {
            return;
        }

        foreach (var scope in ManifestScope.All(root))
        {
            if (scope.Own("observability", "logs") is ScalarNode { Value: not "json" } logs)
            {
                context.Report(logs.Location, scope.Environment is null ? "spec/observability/logs" : $"spec/environments/{scope.Environment}/observability/logs", logs.Value, ["Manifest", $": observability.logs is '{logs.Value}'"]);
            }
        }
    }

    private static void ExamineProgram(ServerProgram program, CheckContext context)
    {
        if (program.Setups.Any(static file => file.LogSetup!.WritesJson))
        {
            return;
        }

        // An exporter sends records over the network: there is no text to parse, whatever the console shows.
        var names = ServerFacts.PackagesOf(program, context.CodeBase).Select(static node => node.Name).ToList();
        if (names.Exists(static name => name.Contains("opentelemetry", StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        // The library may be set up by what only a run shows; with it the program gets the benefit of the doubt unless it sets up text.
        var text = program.Setups.FirstOrDefault(static file => file.LogSetup!.Text is not null)?.LogSetup;
        if (text is { Text: { } place })
        {
            context.Report(place, $"{program.Language}/{program.Folder}", text.Formatter, [program.Title, $": '{text.Formatter}' writes text"]);
        }
        else if (!names.Exists(name => (CommonLibraries.PartsOf(program.Set.Graph.Ecosystem, name) & CommonPart.Logs) != 0))
        {
            context.Report(program.Place, $"{program.Language}/{program.Folder}", null, [program.Title, ": no library or set-up for it was found"]);
        }
    }

    private static bool IsFormatter(Setting setting) =>
        setting.Origin switch
        {
            SettingOrigin.DotNetConfiguration => setting.Path.Equals(FormatterKey, StringComparison.OrdinalIgnoreCase),
            SettingOrigin.Ci => false,
            _ => setting.Name.Replace("__", ":", StringComparison.Ordinal).Equals(FormatterKey, StringComparison.OrdinalIgnoreCase),
        };

    /// <summary>Text output on a developer's own machine is for a person.</summary>
    private static bool IsForADesk(string path) =>
        path.Contains("Development", StringComparison.OrdinalIgnoreCase) || path.Contains(".local", StringComparison.OrdinalIgnoreCase) || path.EndsWith("launchSettings.json", StringComparison.OrdinalIgnoreCase) || FilePurpose.IsTest(path);
}
