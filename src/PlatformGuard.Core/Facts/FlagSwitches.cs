using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts;

/// <summary>A feature flag in committed configuration.</summary>
/// <param name="Flag">Its name.</param>
/// <param name="OnBy">What switches it on for everyone, as the reader sees it; null when it is off or on for some only.</param>
/// <param name="Path">Its logical path.</param>
/// <param name="Location">What would have to change.</param>
/// <param name="NameLocation">Where the name was written.</param>
public sealed record FlagSwitch(string Flag, string? OnBy, string Path, Location Location, Location NameLocation);

/// <summary>
/// The feature flags that committed configuration switches: the sections of Microsoft.FeatureManagement in both schemas, sections of other names
/// that hold flags, environment variables of the same path, and flag definitions with a default. What only developers and tests use is left out.
/// </summary>
public sealed class FlagSwitches : IFacts<FlagSwitches>
{
    private const string Section = "FeatureManagement";

    private static readonly string[] OtherSections = ["FeatureFlags", "Features", "FeatureToggles", "FeatureSwitches", "Toggles", "Flags"];

    private FlagSwitches(IReadOnlyList<FlagSwitch> all) => All = all;

    /// <summary>All switches, in order of file and position.</summary>
    public IReadOnlyList<FlagSwitch> All { get; }

    /// <inheritdoc/>
    public static FlagSwitches Gather(CodeBase codeBase)
    {
        var found = new List<FlagSwitch>();
        foreach (var file in codeBase.Files.Where(static file => !IsForDevelopers(file.Path)))
        {
            foreach (var document in file.Documents)
            {
                if (file.Kind == FileKind.AppSettings)
                {
                    GatherSettings(document, found);
                }
                else if (file.Kind == FileKind.Yaml && document["name"]?.Text is { Length: > 0 } name && document["default_enabled"] is ScalarNode enabled && enabled.AsBoolean() is { } isOn)
                {
                    // The definition of one flag, as applications on Rails keep them.
                    found.Add(new(name, isOn ? "'default_enabled: true'" : null, "default_enabled", enabled.Location, document["name"]!.Location));
                }
            }
        }

        var variables = codeBase.Facts<SettingFacts>().All.Where(static setting => !IsForDevelopers(setting.File)).ToList();
        found.AddRange(variables.Select(OfVariable).OfType<FlagSwitch>());
        found.AddRange(variables.Select(variable => OfFilterVariable(variable, variables)).OfType<FlagSwitch>());
        return new([.. found.OrderBy(static flag => flag.Location.File, StringComparer.Ordinal).ThenBy(static flag => flag.Location.Start)]);
    }

    /// <summary>Whether a file configures nothing but a developer's machine or a test.</summary>
    private static bool IsForDevelopers(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return FilePurpose.IsTest(path)
            || name.Equals("launchSettings.json", StringComparison.OrdinalIgnoreCase)
            || name.Split('.') is { Length: > 2 } parts && parts[1..^1].Any(static part => part.ToUpperInvariant() is "DEVELOPMENT" or "DEV" or "LOCAL" or "TEST" or "TESTING" or "OVERRIDE")
            || name.StartsWith(".env.", StringComparison.Ordinal) && name[5..] is "development" or "local" or "test" or "example";
    }

    private static void GatherSettings(Node root, List<FlagSwitch> found)
    {
        foreach (var (key, value) in root.Entries)
        {
            // Configuration keys have no letter case, and a colon in one is a level of the path.
            var name = key.Value;
            if (name.Equals(Section, StringComparison.OrdinalIgnoreCase))
            {
                GatherSection(value, found);
            }
            else if (name.Equals("feature_management", StringComparison.OrdinalIgnoreCase))
            {
                GatherDefinitions(value["feature_flags"], found);
            }
            else if (OtherSections.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                foreach (var (flag, state) in value.Entries)
                {
                    if (state is ScalarNode scalar && Boolean(scalar) is { } isOn)
                    {
                        found.Add(new(flag.Value, isOn ? $"'{scalar.Value}'" : null, name + ":" + flag.Value, scalar.Location, flag.Location));
                    }
                }
            }
            else if (name.StartsWith(Section + ":", StringComparison.OrdinalIgnoreCase) && value is ScalarNode scalar && Boolean(scalar) is { } isOn)
            {
                found.Add(new(name[(Section.Length + 1)..], isOn ? $"'{scalar.Value}'" : null, name, scalar.Location, key.Location));
            }
        }
    }

    /// <summary>The section of the .NET schema: a boolean, or filters of which one (or all) must agree.</summary>
    private static void GatherSection(Node section, List<FlagSwitch> found)
    {
        foreach (var (key, value) in section.Entries)
        {
            if (key.Value.Equals("feature_flags", StringComparison.OrdinalIgnoreCase))
            {
                GatherDefinitions(value, found);
            }
            else if (value is ScalarNode scalar)
            {
                if (Boolean(scalar) is { } isOn)
                {
                    found.Add(new(key.Value, isOn ? $"'{scalar.Value}'" : null, Section + ":" + key.Value, scalar.Location, key.Location));
                }
            }
            else if (Find(value, "EnabledFor") is { } filters)
            {
                var always = AlwaysOn(filters, Find(value, "RequirementType")?.Text, "Name", "Parameters");
                found.Add(new(key.Value, always is null ? null : Filter(always), Section + ":" + key.Value, always?.Location ?? value.Location, key.Location));
            }
        }
    }

    /// <summary>The list of the schema that all languages share: on by <c>enabled</c>, unless filters narrow it.</summary>
    private static void GatherDefinitions(Node? flags, List<FlagSwitch> found)
    {
        foreach (var item in flags?.Items ?? [])
        {
            if (Find(item, "id") is not ScalarNode { Value.Length: > 0 } id || Find(item, "enabled") is not ScalarNode enabled)
            {
                continue;
            }

            var conditions = Find(item, "conditions");
            var filters = conditions is null ? null : Find(conditions, "client_filters");
            var always = filters is { Items.Count: > 0 } ? AlwaysOn(filters, Find(conditions!, "requirement_type")?.Text, "name", "parameters") : null;
            var onBy = Boolean(enabled) != true ? null : filters is { Items.Count: > 0 } ? always is null ? null : Filter(always) : "'enabled: true'";
            found.Add(new(id.Value, onBy, "feature_management.feature_flags." + id.Value, onBy is null ? enabled.Location : always?.Location ?? enabled.Location, id.Location));
        }
    }

    /// <summary>The filter that lets everyone in; with the requirement <c>All</c> every filter must.</summary>
    private static ScalarNode? AlwaysOn(Node filters, string? requirement, string nameKey, string parametersKey)
    {
        ScalarNode? first = null;
        foreach (var filter in filters.Items)
        {
            var isAlways = Find(filter, nameKey) is ScalarNode name && IsAlways(name.Value, Find(filter, parametersKey));
            if (isAlways)
            {
                first ??= (ScalarNode)Find(filter, nameKey)!;
            }
            else if ("All".Equals(requirement, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        return first;
    }

    private static bool IsAlways(string filter, Node? parameters)
    {
        var name = filter.StartsWith("Microsoft.", StringComparison.OrdinalIgnoreCase) ? filter["Microsoft.".Length..] : filter;
        return name.ToUpperInvariant() switch
        {
            "ALWAYSON" => true,
            "PERCENTAGE" or "PERCENTAGEFILTER" => parameters is not null && (Find(parameters, "Value") as ScalarNode)?.AsNumber() >= 100,
            "TARGETING" or "TARGETINGFILTER" => parameters is not null && Find(parameters, "Audience") is { } audience && (Find(audience, "DefaultRolloutPercentage") as ScalarNode)?.AsNumber() >= 100
                && Find(audience, "Exclusion") is null,
            _ => false,
        };
    }

    private static string Filter(ScalarNode name) => $"the filter '{name.Value}'";

    private static Node? Find(Node node, string key) =>
        node.Entries.FirstOrDefault(entry => entry.Key.Value.Equals(key, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>An environment variable of the same path: <c>FeatureManagement__flag</c>.</summary>
    private static FlagSwitch? OfVariable(Setting setting)
    {
        foreach (var section in (ReadOnlySpan<string>)[Section, .. OtherSections])
        {
            var prefix = section + "__";
            if (setting.Origin != SettingOrigin.DotNetConfiguration && setting.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && setting.Name.Length > prefix.Length
                && setting.Value is { } value && bool.TryParse(value, out var isOn) && !setting.Name[prefix.Length..].Contains("__", StringComparison.Ordinal))
            {
                return new(setting.Name[prefix.Length..], isOn ? $"'{value}'" : null, setting.Path, setting.Location, setting.NameLocation);
            }
        }

        return null;
    }

    /// <summary>An environment variable that names a filter: <c>FeatureManagement__flag__EnabledFor__0__Name</c>.</summary>
    private static FlagSwitch? OfFilterVariable(Setting setting, IEnumerable<Setting> all)
    {
        if (setting.Origin == SettingOrigin.DotNetConfiguration || setting.Value is not { } filter || !IsAlways(filter, parameters: null)
            || setting.Name.Split("__") is not [var section, var flag, var list, _, var part]
            || !section.Equals(Section, StringComparison.OrdinalIgnoreCase) || !list.Equals("EnabledFor", StringComparison.OrdinalIgnoreCase) || !part.Equals("Name", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // With the requirement All the others must agree, and which they are may be said elsewhere.
        var requirement = $"{section}__{flag}__RequirementType";
        return all.Any(other => other.File == setting.File && other.Name.Equals(requirement, StringComparison.OrdinalIgnoreCase) && "All".Equals(other.Value, StringComparison.OrdinalIgnoreCase))
            ? null
            : new(flag, $"the filter '{filter}'", setting.Path, setting.Location, setting.NameLocation);
    }

    /// <summary>The configuration binder reads text as well.</summary>
    private static bool? Boolean(ScalarNode scalar) => scalar.AsBoolean() ?? (bool.TryParse(scalar.Value, out var value) ? value : null);
}
