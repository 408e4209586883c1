using System.Collections.Generic;

namespace PlatformGuard.Core.Documents;

/// <summary>One file of the repository after reading: what it is and what was found in it. The text itself is not kept.</summary>
public sealed class SourceFile
{
    /// <summary>Path relative to the checked folder, with <c>/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What the file is.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>The parsed documents of a YAML or JSON file, in order; empty for other kinds, or when nothing in it could matter.</summary>
    public IReadOnlyList<Node> Documents { get; init; } = [];

    /// <summary>Settings read from formats that are not trees: dotenv, key-value files, Dockerfile instructions, XML configuration.</summary>
    public IReadOnlyList<Setting> Settings { get; init; } = [];

    /// <summary>Literals of source and prose that may be secrets or datastore addresses.</summary>
    public IReadOnlyList<Literal> Literals { get; init; } = [];

    /// <summary>Packages that a dependency file, lock file or install command names, in order.</summary>
    public IReadOnlyList<ListedPackage> Packages { get; init; } = [];

    /// <summary>What a .NET project or imported file of properties says; null for other files.</summary>
    public DotNetProject? Project { get; init; }

    /// <summary>Columns that a migration or schema file adds or removes, as far as their names may matter.</summary>
    public IReadOnlyList<TableColumn> Columns { get; init; } = [];

    /// <summary>How a source file sets up the program's logs; null when it does not.</summary>
    public LogSetup? LogSetup { get; init; }

    /// <summary>Inline suppressions (<c>platformguard:allow</c>).</summary>
    public IReadOnlyList<Suppression> Suppressions { get; init; } = [];

    /// <summary>Whether the file says at its beginning that our generator wrote it.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>Why the file, or a part of it, could not be read; null when all of it was.</summary>
    public Unreadable? Problem { get; init; }

    /// <summary>The folder of the file, without a trailing <c>/</c>; empty at the root.</summary>
    public string Folder => Path.LastIndexOf('/') is >= 0 and var slash ? Path[..slash] : "";

    /// <summary>The last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}

/// <summary>What kept a file from being read.</summary>
/// <param name="Location">Where reading stopped.</param>
/// <param name="Reason">One sentence without final full stop; never quotes the file's content.</param>
/// <param name="Fault">Set when it was a fault of this program, not of the file.</param>
public sealed record Unreadable(Location Location, string Reason, InternalFault? Fault = null);

/// <summary>Which part of a repository a setting configures.</summary>
public enum SettingOrigin
{
    /// <summary>A line of a dotenv file.</summary>
    DotEnv,

    /// <summary>A leaf of appsettings, launch settings or XML configuration of .NET.</summary>
    DotNetConfiguration,

    /// <summary>An environment variable of a compose service.</summary>
    Compose,

    /// <summary>An environment variable of a Kubernetes container.</summary>
    KubernetesEnvironment,

    /// <summary>A key of a ConfigMap.</summary>
    KubernetesConfigMap,

    /// <summary>A key of a Secret, decoded.</summary>
    KubernetesSecret,

    /// <summary>A leaf of Helm values.</summary>
    HelmValues,

    /// <summary>An <c>ENV</c> or <c>ARG</c> instruction.</summary>
    Dockerfile,

    /// <summary>A variable of a CI file.</summary>
    Ci,

    /// <summary>A leaf of another YAML, JSON or key-value file.</summary>
    Configuration,
}

/// <summary>One named value that configures a program, whatever format it was written in.</summary>
public sealed record Setting
{
    /// <summary>A <see cref="Documents.Location"/>, or the node whose location it is: there are as many settings as leaves in all files, and few are ever pointed at.</summary>
    private readonly object place;
    private readonly object namePlace;

    /// <summary>Makes a setting.</summary>
    /// <param name="origin">The format.</param>
    /// <param name="name">The last part of its name.</param>
    /// <param name="path">Its whole logical path.</param>
    /// <param name="value">The value, or null when only the name stands here.</param>
    /// <param name="location">Where the value (or, without one, the name) was written.</param>
    /// <param name="nameLocation">Where the name was written.</param>
    /// <param name="reference">Name of the Secret or ConfigMap and key it takes its value from, or null.</param>
    public Setting(SettingOrigin origin, string name, string path, string? value, Location location, Location nameLocation, SettingReference? reference = null)
        : this(origin, name, path, value, location, (object)nameLocation) => Reference = reference;

    /// <summary>Makes a setting of two nodes of a tree.</summary>
    internal Setting(SettingOrigin origin, string name, string path, ScalarNode value, Node nameNode)
        : this(origin, name, path, value.IsNull ? "" : value.Value, value, (object)nameNode)
    {
    }

    private Setting(SettingOrigin origin, string name, string path, string? value, object place, object namePlace)
    {
        Origin = origin;
        Name = name;
        Path = path;
        Value = value;
        this.place = place;
        this.namePlace = namePlace;
    }

    /// <summary>The format.</summary>
    public SettingOrigin Origin { get; init; }

    /// <summary>The last part of its name, such as <c>DATABASE_URL</c> or <c>Main</c>.</summary>
    public string Name { get; }

    /// <summary>Its whole logical path with <c>/</c> or <c>:</c>, such as <c>ConnectionStrings:Main</c>; also its position for fingerprints.</summary>
    public string Path { get; init; }

    /// <summary>The value, or null when only the name stands here.</summary>
    public string? Value { get; }

    /// <summary>Where the value (or, without one, the name) was written.</summary>
    public Location Location { get => LocationOf(place); init => place = value; }

    /// <summary>Where the name was written.</summary>
    public Location NameLocation { get => LocationOf(namePlace); init => namePlace = value; }

    /// <summary>Name of the Secret or ConfigMap and key it takes its value from, or null.</summary>
    public SettingReference? Reference { get; }

    /// <summary>The file of the value.</summary>
    public string File => FileOf(place);

    /// <summary>Where the value begins.</summary>
    public Position Start => StartOf(place);

    /// <summary>The file of the name.</summary>
    internal string NameFile => FileOf(namePlace);

    /// <summary>The line of the name.</summary>
    internal int NameLine => StartOf(namePlace).Line;

    private static Location LocationOf(object place) => place as Location ?? ((Node)place).Location;

    private static string FileOf(object place) => place is Node node ? node.File : ((Location)place).File;

    private static Position StartOf(object place) => place is Node node ? node.Start : ((Location)place).Start;
}

/// <summary>A setting whose value comes from elsewhere.</summary>
/// <param name="Store">Name of the Secret or ConfigMap.</param>
/// <param name="Key">The key in it, or null when all keys are taken.</param>
/// <param name="IsSecret">Whether the store is a Secret.</param>
/// <param name="Location">Where the reference was written.</param>
public sealed record SettingReference(string Store, string? Key, bool IsSecret, Location Location);

/// <summary>A string of source text or prose that deserves a closer look.</summary>
/// <param name="Name">The name it is assigned or passed to, or null.</param>
/// <param name="Value">The string without its quotes.</param>
/// <param name="IsQuoted">Whether it was a string literal of the language.</param>
/// <param name="Location">Where the value was written.</param>
public sealed record Literal(string? Name, string Value, bool IsQuoted, Location Location);

/// <summary>An inline comment that accepts findings.</summary>
/// <param name="Rule">The rule's id, as written.</param>
/// <param name="Reason">The reason, or null when none was given: then it does not count.</param>
/// <param name="Until">Last day on which it counts (<c>yyyy-MM-dd</c>), or null for no end. An unreadable date is kept as written and does not count.</param>
/// <param name="Location">Where the comment was written.</param>
/// <param name="FirstLine">First line it covers.</param>
/// <param name="LastLine">Last line it covers.</param>
public sealed record Suppression(string Rule, string? Reason, string? Until, Location Location, int FirstLine, int LastLine);
