using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Ci;
using PlatformGuard.Core.Rendering;

namespace PlatformGuard.Core.Facts;

/// <summary>Every named value that configures a program, whatever format it was written in, in order of file and position.</summary>
/// <remarks>
/// Left out: encrypted values (SealedSecret, SOPS, ansible-vault), the service manifest and platform policy, lock files, schemas, translations,
/// notebooks and lists of data. A value that several objects share through an anchor or an overlay is there once.
/// </remarks>
public sealed class SettingFacts : IFacts<SettingFacts>
{
    private SettingFacts(IReadOnlyList<Setting> all) => All = all;

    /// <summary>All settings.</summary>
    public IReadOnlyList<Setting> All { get; }

    /// <inheritdoc/>
    public static SettingFacts Gather(CodeBase codeBase)
    {
        var collected = new SettingCollector();
        var pipelines = codeBase.Facts<CiFacts>();

        // An included file is a CI file whatever its name.
        foreach (var settings in InParallel.Select(codeBase.Files, codeBase.Options.Jobs, file => pipelines.IsCiFile(file) ? null : SettingsOf(file)))
        {
            foreach (var setting in settings ?? [])
            {
                collected.Add(setting);
            }
        }

        CiSettings.Gather(pipelines, collected);

        // What only a renderer brings to light: the text of chart templates, patches and generators.
        foreach (var set in codeBase.Facts<RenderedManifests>().Sets)
        {
            if (set.Name.Length > 0)
            {
                foreach (var rendered in set.Objects)
                {
                    KubernetesSettings.Gather(rendered, collected);
                }
            }
        }

        return new(collected.InOrder());
    }

    private static IReadOnlyList<Setting>? SettingsOf(SourceFile file)
    {
        if (file.Documents.Count == 0 || IsEncrypted(file.Documents[0]))
        {
            return file.Settings;
        }

        var collected = new SettingCollector();
        foreach (var setting in file.Settings)
        {
            collected.Add(setting);
        }

        GatherDocuments(file, collected);
        return collected.All;
    }

    private static void GatherDocuments(SourceFile file, SettingCollector collected)
    {
        foreach (var document in file.Documents)
        {
            switch (file.Kind)
            {
                case FileKind.Kubernetes:
                    KubernetesSettings.Gather(document, collected);
                    break;
                case FileKind.Compose:
                    ComposeSettings.Gather(document, collected);
                    break;
                case FileKind.Kustomization:
                    KustomizationSettings.Gather(document, collected);
                    break;
                case FileKind.AppSettings:
                    LeafSettings.Gather(document, SettingOrigin.DotNetConfiguration, ':', collected);
                    break;
                case FileKind.HelmValues:
                    LeafSettings.Gather(document, SettingOrigin.HelmValues, '/', collected);
                    break;
                case FileKind.Yaml or FileKind.Json when OtherDocuments.AreConfiguration(file, document):
                    LeafSettings.Gather(document, SettingOrigin.Configuration, '/', collected);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>SOPS leaves its own metadata beside the values that it encrypted.</summary>
    private static bool IsEncrypted(Node document) => document["sops"] is MappingNode sops && (sops.Find("mac") ?? sops.Find("lastmodified") ?? sops.Find("version")) is not null;
}

/// <summary>Collects settings of all files, each place once.</summary>
internal sealed class SettingCollector
{
    private readonly List<Setting> settings = [];
    private readonly HashSet<Place> places = [];

    public void Add(Setting setting)
    {
        if (places.Add(new Place(setting.NameLocation.File, setting.NameLocation.Start.Line, setting.Name, setting.Value ?? setting.Reference?.Store)))
        {
            settings.Add(setting);
        }
    }

    public void Add(SettingOrigin origin, string name, string path, ScalarNode value, Location nameLocation) =>
        Add(new Setting(origin, name, path, value.IsNull ? "" : value.Value, value.Location, nameLocation));

    /// <summary>What was collected, in the order in which it came.</summary>
    public IReadOnlyList<Setting> All => settings;

    /// <summary>In order of file, position and path.</summary>
    public IReadOnlyList<Setting> InOrder()
    {
        for (var index = 1; index < settings.Count; index++)
        {
            if (Compare(settings[index - 1], settings[index]) > 0)
            {
                return [.. settings.Order(Comparer<Setting>.Create(Compare))];
            }
        }

        return settings;
    }

    private static int Compare(Setting left, Setting right)
    {
        var byFile = string.CompareOrdinal(left.Location.File, right.Location.File);
        var byStart = byFile != 0 ? byFile : left.Location.Start.CompareTo(right.Location.Start);
        return byStart != 0 ? byStart : string.CompareOrdinal(left.Path, right.Path);
    }

    private sealed record Place(string File, int Line, string Name, string? Value);
}
