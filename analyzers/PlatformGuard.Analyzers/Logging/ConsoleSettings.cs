using System;
using System.Globalization;
using System.IO;
using PlatformGuard.Analyzers.Configuration;

namespace PlatformGuard.Analyzers.Logging;

/// <summary>What the project's <c>appsettings*.json</c> say about the form of the console log. Files of a developer's machine do not count.</summary>
internal static class ConsoleSettings
{
    private const int MostSinks = 20;

    /// <summary>The formatter that the settings choose for the console of .NET; null when they choose none. A text formatter in any file counts first.</summary>
    public static (string Name, bool IsText)? Formatter(ProjectConfiguration configuration)
    {
        (string Name, bool IsText)? chosen = null;
        foreach (var value in configuration["Logging:Console:FormatterName"])
        {
            if (IsDeployed(value))
            {
                var isText = value.Value.Trim().ToLowerInvariant() is "simple" or "systemd";
                chosen = chosen is { IsText: true } ? chosen : (isText ? value.Value.Trim().ToLowerInvariant() : "json", isText);
            }
        }

        return chosen;
    }

    /// <summary>Whether the settings give Serilog a console sink without a formatter.</summary>
    public static bool HasSerilogTextSink(ProjectConfiguration configuration)
    {
        for (var index = 0; index < MostSinks; index++)
        {
            var sink = "Serilog:WriteTo:" + index.ToString(CultureInfo.InvariantCulture);
            if (Names(configuration, sink + ":Name", "Console") && !IsSet(configuration, sink + ":Args:formatter") && !IsSet(configuration, sink + ":Args:formatter:type"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Names(ProjectConfiguration configuration, string key, string expected)
    {
        foreach (var value in configuration[key])
        {
            if (IsDeployed(value) && string.Equals(value.Value, expected, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSet(ProjectConfiguration configuration, string key) => configuration[key].Count > 0;

    private static bool IsDeployed(ConfiguredValue value) =>
        Path.GetFileName(value.Place.GetLineSpan().Path).ToLowerInvariant() is not ("appsettings.development.json" or "appsettings.local.json" or "appsettings.test.json" or "appsettings.testing.json");
}
