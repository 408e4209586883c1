using System;
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
            collected.AddFile(settings ?? []);
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

    /// <summary>Settings of whole files whose places are not in <see cref="places"/> yet: most files have all theirs at once.</summary>
    private readonly Dictionary<string, IReadOnlyList<Setting>> files = new(StringComparer.Ordinal);

    /// <summary>What was collected, in the order in which it came.</summary>
    public IReadOnlyList<Setting> All => settings;

    public void Add(Setting setting)
    {
        if (files.Remove(setting.NameLocation.File, out var before))
        {
            foreach (var known in before)
            {
                places.Add(Place.Of(known));
            }
        }

        if (places.Add(Place.Of(setting)))
        {
            settings.Add(setting);
        }
    }

    public void Add(SettingOrigin origin, string name, string path, ScalarNode value, Location nameLocation) =>
        Add(new Setting(origin, name, path, value.IsNull ? "" : value.Value, value.Location, nameLocation));

    /// <summary>Adds all settings of one file, which hold each place once and come before those that are added one by one.</summary>
    public void AddFile(IReadOnlyList<Setting> all)
    {
        if (all.Count > 0)
        {
            settings.AddRange(all);
            files.Add(all[0].NameLocation.File, all);
        }
    }

    /// <summary>In order of file, position and path.</summary>
    public IReadOnlyList<Setting> InOrder()
    {
        // Files come in order one by one, so that only a few groups have to be put in order at all.
        var groups = new Dictionary<string, List<Setting>>(StringComparer.Ordinal);
        foreach (var setting in settings)
        {
            if (!groups.TryGetValue(setting.Location.File, out var group))
            {
                groups.Add(setting.Location.File, group = []);
            }

            group.Add(setting);
        }

        var ordered = new List<Setting>(settings.Count);
        foreach (var file in groups.Keys.Order(StringComparer.Ordinal))
        {
            var group = groups[file];
            ordered.AddRange(IsInOrder(group) ? group : group.Order(Comparer<Setting>.Create(Compare)));
        }

        return ordered;
    }

    private static bool IsInOrder(List<Setting> group)
    {
        for (var index = 1; index < group.Count; index++)
        {
            if (Compare(group[index - 1], group[index]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static int Compare(Setting left, Setting right)
    {
        var byStart = left.Location.Start.CompareTo(right.Location.Start);
        return byStart != 0 ? byStart : string.CompareOrdinal(left.Path, right.Path);
    }

    private sealed record Place(string File, int Line, string Name, string? Value)
    {
        public static Place Of(Setting setting) => new(setting.NameLocation.File, setting.NameLocation.Start.Line, setting.Name, setting.Value ?? setting.Reference?.Store);
    }
}
