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
        foreach (var settings in InParallel.Choose(codeBase.Files, codeBase.Options.Jobs, file => pipelines.IsCiFile(file) ? null : SettingsOf(file)))
        {
            collected.AddFile(settings);
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
            return file.Settings.Count == 0 ? null : file.Settings;
        }

        var collected = new SettingCollector();
        foreach (var setting in file.Settings)
        {
            collected.Add(setting);
        }

        GatherDocuments(file, collected);
        return collected.InOrder();
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
    private readonly Dictionary<string, FileSettings> files = new(StringComparer.Ordinal);

    /// <summary>Where settings came last, as they come file by file.</summary>
    private (string File, FileSettings Settings)? current;

    /// <summary>Whether a value stands in another file than its name, as patches and overlays bring it about.</summary>
    private bool hasStrangers;

    public void Add(Setting setting)
    {
        hasStrangers |= setting.File != setting.NameFile;
        Of(setting.NameFile).Add(setting);
    }

    public void Add(SettingOrigin origin, string name, string path, ScalarNode value, Node nameNode) => Add(new Setting(origin, name, path, value, nameNode));

    /// <summary>Adds all settings of one file, which hold each place once and come before those that are added one by one.</summary>
    public void AddFile(IReadOnlyList<Setting> all)
    {
        if (all.Count > 0)
        {
            files.Add(all[0].NameFile, new FileSettings(all));
            hasStrangers |= all.Any(static setting => setting.File != setting.NameFile);
        }
    }

    /// <summary>In order of file, position and path.</summary>
    public IReadOnlyList<Setting> InOrder()
    {
        if (files.Count == 1 && !hasStrangers)
        {
            return files.Values.First().InOrder();
        }

        var count = 0;
        foreach (var file in files.Values)
        {
            count += file.Count;
        }

        var ordered = new List<Setting>(count);
        foreach (var file in files.Keys.Order(StringComparer.Ordinal))
        {
            ordered.AddRange(files[file].InOrder());
        }

        return hasStrangers ? [.. ordered.OrderBy(static setting => setting.File, StringComparer.Ordinal).ThenBy(static setting => setting, Comparer<Setting>.Create(FileSettings.Compare))] : ordered;
    }

    private FileSettings Of(string file)
    {
        if (current is { } last && last.File == file)
        {
            return last.Settings;
        }

        if (!files.TryGetValue(file, out var settings))
        {
            files.Add(file, settings = new FileSettings([]));
        }

        current = (file, settings);
        return settings;
    }

    /// <summary>The settings of one file, each place once.</summary>
    private sealed class FileSettings(IReadOnlyList<Setting> given)
    {
        /// <summary>Most settings of one line that are compared one by one.</summary>
        private const int MostOnLine = 16;

        private List<Setting>? own;

        /// <summary>The places; null as long as lines came in order, because then only those of the last line have to be compared.</summary>
        private HashSet<Place>? places;

        private int lastLine = given.Count == 0 ? 0 : int.MaxValue;
        private int onLastLine;

        public int Count => own?.Count ?? given.Count;

        public void Add(Setting setting)
        {
            own ??= [.. given];
            var line = setting.NameLine;
            if (places is null && (line < lastLine || (line == lastLine && onLastLine == MostOnLine)))
            {
                places = [.. own.Select(Place.Of)];
            }

            if (places?.Add(Place.Of(setting)) == false || (places is null && line == lastLine && IsOnLastLine(setting)))
            {
                return;
            }

            own.Add(setting);
            onLastLine = line == lastLine ? onLastLine + 1 : 1;
            lastLine = line;
        }

        private bool IsOnLastLine(Setting setting)
        {
            for (var index = own!.Count - onLastLine; index < own.Count; index++)
            {
                var other = own[index];
                if (other.Name == setting.Name && Place.ValueOf(other) == Place.ValueOf(setting))
                {
                    return true;
                }
            }

            return false;
        }

        public IReadOnlyList<Setting> InOrder()
        {
            var all = own ?? given;
            for (var index = 1; index < all.Count; index++)
            {
                if (Compare(all[index - 1], all[index]) > 0)
                {
                    return [.. all.Order(Comparer<Setting>.Create(Compare))];
                }
            }

            return all;
        }

        public static int Compare(Setting left, Setting right)
        {
            var byStart = left.Start.CompareTo(right.Start);
            return byStart != 0 ? byStart : string.CompareOrdinal(left.Path, right.Path);
        }
    }

    private sealed record Place(int Line, string Name, string? Value)
    {
        public static Place Of(Setting setting) => new(setting.NameLine, setting.Name, ValueOf(setting));

        public static string? ValueOf(Setting setting) => setting.Value ?? setting.Reference?.Store;
    }
}
