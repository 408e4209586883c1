using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PlatformGuard.Analyzers.Configuration;

/// <summary>A value that one of the project's files gives to a key.</summary>
/// <param name="Value">The value; may be a secret.</param>
/// <param name="Place">Where it is written.</param>
internal readonly record struct ConfiguredValue(string Value, Location Place);

/// <summary>
/// What the project's own <c>appsettings*.json</c> say, which the package passes as additional files. The environment may replace every
/// one of these values when the service runs; it is what the repository says that is judged.
/// </summary>
internal sealed class ProjectConfiguration
{
    private readonly Dictionary<string, List<ConfiguredValue>> values = new(StringComparer.OrdinalIgnoreCase);

    private ProjectConfiguration()
    {
    }

    /// <summary>Whether nothing is known.</summary>
    public bool IsEmpty => values.Count == 0;

    /// <summary>The values of a key that are not empty: that of <c>appsettings.json</c> first, then those of the environments by name.</summary>
    public IReadOnlyList<ConfiguredValue> this[string key] => values.TryGetValue(key, out var found) ? found : [];

    /// <summary>Reads the files. One that cannot be read says nothing; the file checks of the package report it.</summary>
    public static ProjectConfiguration Read(ImmutableArray<AdditionalText> files, CancellationToken cancellation)
    {
        var settings = new List<AdditionalText>();
        foreach (var file in files)
        {
            if (IsSettings(file.Path))
            {
                settings.Add(file);
            }
        }

        // "appsettings.json" is shorter than every "appsettings.X.json".
        settings.Sort(static (left, right) => left.Path.Length != right.Path.Length ? left.Path.Length.CompareTo(right.Path.Length) : string.CompareOrdinal(left.Path, right.Path));
        var configuration = new ProjectConfiguration();
        foreach (var file in settings)
        {
            if (file.GetText(cancellation) is { } text)
            {
                configuration.Add(file.Path, text);
            }
        }

        return configuration;
    }

    /// <summary>Whether a file is one of the project's settings files.</summary>
    private static bool IsSettings(string path)
    {
        var name = Path.GetFileName(path);
        return name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
    }

    private void Add(string path, SourceText text)
    {
        foreach (var setting in JsonSettings.Read(text.ToString()))
        {
            if (string.IsNullOrWhiteSpace(setting.Value))
            {
                continue;
            }

            var span = new TextSpan(setting.Start, setting.Length);
            if (!values.TryGetValue(setting.Key, out var found))
            {
                values[setting.Key] = found = [];
            }

            found.Add(new(setting.Value, Location.Create(path, span, text.Lines.GetLinePositionSpan(span))));
        }
    }
}
