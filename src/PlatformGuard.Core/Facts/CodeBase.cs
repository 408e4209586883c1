using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Policies;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Facts;

/// <summary>One code base under check: its files, what it declares, and the facts derived from both.</summary>
public sealed class CodeBase
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> families;
    private readonly IReadOnlyList<string>? paths;

    /// <summary>Makes a code base without facts.</summary>
    public CodeBase() => families = new();

    private CodeBase(ConcurrentDictionary<Type, Lazy<object>> families) => this.families = families;

    /// <summary>All files in ordinal order of path.</summary>
    public required IReadOnlyList<SourceFile> Files { get; init; }

    /// <summary>The manifest, or one with every default when none is readable.</summary>
    public required ServiceManifest Manifest { get; init; }

    /// <summary>What the platform decided for every service.</summary>
    public PlatformPolicy Policy { get; init; } = PlatformPolicy.Default;

    /// <summary>The stage that decides severities: an option's, else the manifest's, else experiment.</summary>
    public required Stage Stage { get; init; }

    /// <summary>The role that decides which rules run.</summary>
    public required Role Role { get; init; }

    /// <summary>Absolute path of the checked folder, for facts that run an external renderer.</summary>
    public required string RootPath { get; init; }

    /// <summary>Paths of all files that belong to the code base, those that concern no check included, in ordinal order.</summary>
    public IReadOnlyList<string> Paths { get => paths ?? [.. Files.Select(static file => file.Path)]; init => paths = value; }

    /// <summary>Limits and switches of this run.</summary>
    public required CheckOptions Options { get; init; }

    /// <summary>The same code base judged at another stage. Facts know no stage, so both share them.</summary>
    public CodeBase At(Stage stage) => stage == Stage ? this : new CodeBase(families)
    {
        Files = Files,
        Manifest = Manifest,
        Policy = Policy,
        Stage = stage,
        Role = Role,
        RootPath = RootPath,
        Paths = Paths,
        Options = Options,
    };

    /// <summary>The severity that findings of the rule have here: the policy's for the stage, else the rule's own.</summary>
    public Severity SeverityOf(Rule rule) => Policy.SeverityOf(rule, Stage);

    /// <summary>The family of facts, gathered on first use.</summary>
    public TFacts Facts<TFacts>()
        where TFacts : class, IFacts<TFacts> =>
        (TFacts)families.GetOrAdd(typeof(TFacts), static (_, codeBase) => new Lazy<object>(() => TFacts.Gather(codeBase)), this).Value;

    /// <summary>The files of one kind, in order of path.</summary>
    public IEnumerable<SourceFile> FilesOf(FileKind kind)
    {
        foreach (var file in Files)
        {
            if (file.Kind == kind)
            {
                yield return file;
            }
        }
    }
}
