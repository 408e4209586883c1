using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PlatformGuard.Guidelines.FeatureFlags;
using PlatformGuard.Guidelines.Options;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>
/// What a project says about its clients and flags: options in a global configuration or in <c>.editorconfig</c>, additional files
/// <c>PlatformGuard.*.txt</c>, and the manifest's services. An entry that cannot be read, or names nothing, is left out.
/// </summary>
internal sealed class GuardOptions
{
    /// <summary>Documentation ids of client types and namespaces.</summary>
    public const string ServiceClientsKey = SettingOption.ServiceClientsKey;

    /// <summary>Documentation ids of members that ask for a flag.</summary>
    public const string FlagApisKey = SettingOption.FlagApisKey;

    /// <summary><c>inherit</c> or <c>none</c>: whether a lambda knows what was known where it was made.</summary>
    public const string LambdaFactsKey = "platformguard.lambda_facts";

    /// <summary><c>guards</c> or <c>reports</c>: whether a check of a flag whose name is not constant counts.</summary>
    public const string UnknownFlagKey = "platformguard.unknown_flag";

    private const int LongestLine = 1_000;
    private const int MostLines = 10_000;

    private readonly HashSet<string> clients = new(StringComparer.Ordinal);
    private readonly HashSet<string> apis = new(StringComparer.Ordinal);

    private GuardOptions()
    {
    }

    /// <summary>Documentation ids of client types (<c>T:</c>) and namespaces (<c>N:</c>).</summary>
    public IReadOnlyCollection<string> ServiceClients => clients;

    /// <summary>Documentation ids of methods, properties and fields that ask for a flag.</summary>
    public IReadOnlyCollection<string> FlagApis => apis;

    /// <summary>The services that the manifest declares.</summary>
    public IReadOnlyList<CalledServiceEntry> Services { get; private set; } = [];

    /// <summary>Whether a lambda knows what was known where it was made.</summary>
    public bool LambdasInherit { get; private set; } = true;

    /// <summary>Whether a check of a flag whose name is not constant guards every client.</summary>
    public bool UnknownFlagGuards { get; private set; } = true;

    /// <summary>All options as one text: equal for equal options.</summary>
    public string Text => string.Join("|", [
        .. clients.OrderBy(static id => id, StringComparer.Ordinal), "",
        .. apis.OrderBy(static id => id, StringComparer.Ordinal), "",
        .. Services.Select(static service => $"{service.Name},{service.Flag},{service.Client},{string.Join(",", service.Urls)}"),
        LambdasInherit.ToString(), UnknownFlagGuards.ToString()]);

    /// <summary>Reads the options of a compilation.</summary>
    public static GuardOptions Read(AnalyzerOptions options, Compilation compilation, CancellationToken cancellation)
    {
        var read = new GuardOptions();
        read.Add(options.AnalyzerConfigOptionsProvider.GlobalOptions);
        AnalyzerConfigOptions? last = null;
        foreach (var tree in compilation.SyntaxTrees)
        {
            // Files of one folder share their options.
            var own = options.AnalyzerConfigOptionsProvider.GetOptions(tree);
            if (!ReferenceEquals(own, last))
            {
                read.Add(last = own);
            }
        }

        foreach (var file in options.AdditionalFiles)
        {
            var name = Path.GetFileName(file.Path);

            // What lists the main application's data types (PG1004) lists no clients.
            if (name.StartsWith("PlatformGuard.", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
                && name.IndexOf("MainData", StringComparison.OrdinalIgnoreCase) < 0)
            {
                read.AddFile(file, cancellation);
            }
        }

        return read;
    }

    private void Add(AnalyzerConfigOptions options)
    {
        if (options.TryGetValue(ServiceClientsKey, out var listed))
        {
            clients.UnionWith(DocumentationIds.Split(listed));
        }

        if (options.TryGetValue(FlagApisKey, out listed))
        {
            apis.UnionWith(DocumentationIds.Split(listed));
        }

        if (options.TryGetValue(CalledServiceOption.Key, out var services) && Services.Count == 0)
        {
            Services = CalledServiceOption.Decode(services);
        }

        // The stricter word wins where files disagree: one analysis covers them all.
        LambdasInherit &= !IsWord(options, LambdaFactsKey, "none");
        UnknownFlagGuards &= !IsWord(options, UnknownFlagKey, "reports");
    }

    // A type or namespace is a client, a member asks for a flag.
    private void AddFile(AdditionalText file, CancellationToken cancellation)
    {
        if (file.GetText(cancellation) is not { } text)
        {
            return;
        }

        for (var index = 0; index < Math.Min(text.Lines.Count, MostLines); index++)
        {
            var line = text.Lines[index];
            if (line.Span.Length is 0 or > LongestLine)
            {
                continue;
            }

            var id = line.ToString().Trim();
            switch (id.Length > 2 && id[1] == ':' ? id[0] : '#')
            {
                case 'T' or 'N':
                    clients.Add(id);
                    break;
                case 'M' or 'P' or 'F':
                    apis.Add(id);
                    break;
            }
        }
    }

    private static bool IsWord(AnalyzerConfigOptions options, string key, string word) =>
        options.TryGetValue(key, out var value) && string.Equals(value.Trim(), word, StringComparison.OrdinalIgnoreCase);
}
