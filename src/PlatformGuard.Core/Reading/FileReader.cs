using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading.Packages;

namespace PlatformGuard.Core.Reading;

/// <summary>Reads one file's bytes into what checks need of it. Pure: the same bytes give the same result.</summary>
public static class FileReader
{
    /// <summary>Reads a file. Null when nothing in it concerns any check.</summary>
    /// <param name="path">Path relative to the checked folder, with <c>/</c>.</param>
    /// <param name="bytes">The whole content.</param>
    /// <param name="options">The limits.</param>
    public static SourceFile? Read(string path, ReadOnlyMemory<byte> bytes, CheckOptions options) =>
        Read(path, FileClassifier.Classify(path), bytes, options);

    /// <summary>Reads a file whose kind is known. Null when nothing in it concerns any check.</summary>
    public static SourceFile? Read(string path, FileKind kind, ReadOnlyMemory<byte> bytes, CheckOptions options)
    {
        if (kind == FileKind.Ignored || bytes.Length == 0)
        {
            return null;
        }

        if (TextDecoder.IsBinary(bytes.Span))
        {
            return MustBeReadable(kind) ? Failed(path, kind, "it is a binary file") : null;
        }

        return kind switch
        {
            FileKind.Json or FileKind.AppSettings => ReadJson(path, kind, bytes, options),
            FileKind.ServiceManifest or FileKind.PlatformPolicy or FileKind.GitLabCi or FileKind.GitHubWorkflow or FileKind.Kustomization
                or FileKind.HelmChart or FileKind.HelmValues or FileKind.Compose or FileKind.Yaml => ReadYaml(path, kind, bytes, options),
            FileKind.DotEnv or FileKind.KeyValue or FileKind.Dockerfile or FileKind.DotNetXmlConfiguration => ReadText(path, kind, bytes, options),
            _ => PackageReader.Concerns(path, kind) ? ReadText(path, kind, bytes, options) : ReadSource(path, kind, bytes),
        };
    }

    /// <summary>Why a file of this size is not read; null when it is.</summary>
    public static SourceFile? TooLarge(string path, FileKind kind, long length, CheckOptions options) =>
        length <= options.MaxFileBytes || kind == FileKind.Ignored
            ? null
            : Failed(path, kind, string.Create(CultureInfo.InvariantCulture, $"it is larger than {options.MaxFileBytes} bytes"));

    /// <summary>A file that could not be opened or read.</summary>
    public static SourceFile Failed(string path, FileKind kind, string reason) =>
        new() { Path = path, Kind = kind, Problem = new Unreadable(Location.OfFile(path), reason) };

    /// <summary>Whether a file of this kind says something that checks rely on, so that not being able to read it is a finding.</summary>
    public static bool MustBeReadable(FileKind kind) => kind is not (FileKind.Ignored or FileKind.Source or FileKind.Text or FileKind.LockFile or FileKind.Json);

    private static SourceFile ReadYaml(string path, FileKind kind, ReadOnlyMemory<byte> bytes, CheckOptions options)
    {
        var text = TextDecoder.Decode(bytes.Span, out var invalidAt);
        if (invalidAt is { } position)
        {
            return new SourceFile { Path = path, Kind = kind, Problem = new Unreadable(new Location(path, position, position), "it holds bytes that are not valid UTF-8") };
        }

        var parsed = YamlReader.Read(path, text, options);
        return new SourceFile
        {
            Path = path,
            Kind = Refine(kind, parsed.Documents),
            Documents = parsed.Documents,
            Packages = PackageReader.Read(path, kind, parsed.Documents),
            Literals = SourceScanner.Scan(path, kind, text),
            IsGenerated = GeneratedHeader.IsIn(text),
            Problem = parsed.Problem,
            Suppressions = SuppressionReader.ReadYaml(path, text, parsed.Documents, options),
        };
    }

    private static SourceFile ReadJson(string path, FileKind kind, ReadOnlyMemory<byte> bytes, CheckOptions options)
    {
        var utf8 = TextDecoder.AsUtf8(bytes) ?? Encoding.UTF8.GetBytes(TextDecoder.Decode(bytes.Span, out _));
        var parsed = JsonReader.Read(path, utf8.Span, options);
        var buffer = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(utf8.Length));
        try
        {
            return ReadJson(path, kind, utf8.Span, parsed, buffer.AsSpan(0, Encoding.UTF8.GetChars(utf8.Span, buffer)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static SourceFile ReadJson(string path, FileKind kind, ReadOnlySpan<byte> utf8, ParsedDocuments parsed, ReadOnlySpan<char> text)
    {
        var isObjects = kind == FileKind.Json && (parsed.Documents.Count > 0 ? IsKubernetes(parsed.Documents[0]) : LooksLikeKubernetes(utf8));
        return new SourceFile
        {
            Path = path,
            Kind = isObjects ? FileKind.Kubernetes : kind,
            Documents = parsed.Documents,

            // A JSON file that no check knows may be a template or a fixture; being broken is its own business.
            Problem = kind == FileKind.Json && !isObjects ? null : parsed.Problem,
            Literals = SourceScanner.Scan(path, kind, text),
            Packages = PackageReader.Read(path, parsed.Documents.Count > 0 ? parsed.Documents[0] : null),
            IsGenerated = GeneratedHeader.IsIn(text),
            Suppressions = SuppressionReader.ReadJson(path, utf8),
        };
    }

    private static SourceFile ReadText(string path, FileKind kind, ReadOnlyMemory<byte> bytes, CheckOptions options)
    {
        var text = TextDecoder.Decode(bytes.Span, out _);
        var (settings, problem) = kind switch
        {
            FileKind.DotEnv => DotEnvReader.Read(path, text),
            FileKind.KeyValue => KeyValueReader.Read(path, text),
            FileKind.Dockerfile => DockerfileReader.Read(path, text),
            FileKind.DotNetXmlConfiguration => XmlConfigurationReader.Read(path, text),
            _ => ([], null),
        };
        var (packages, project) = PackageReader.Read(path, kind, text, settings, options);
        return new SourceFile
        {
            Path = path,
            Kind = kind,
            Settings = settings,
            Packages = packages,
            Project = project,
            Literals = SourceScanner.Scan(path, kind, text),
            Problem = problem,
            Suppressions = SuppressionReader.ReadText(path, text),
        };
    }

    /// <summary>Most files of a repository are source: their text is looked at in a buffer that the next file uses again.</summary>
    private static SourceFile ReadSource(string path, FileKind kind, ReadOnlyMemory<byte> bytes)
    {
        var buffer = ArrayPool<char>.Shared.Rent(bytes.Length);
        try
        {
            var text = buffer.AsSpan(0, TextDecoder.Decode(bytes.Span, buffer));
            return new SourceFile
            {
                Path = path,
                Kind = kind,
                Literals = SourceScanner.Scan(path, kind, text),
                Columns = SchemaColumns.Read(path, text),
                LogSetup = LogSetupReader.Read(path, text),
                Suppressions = SuppressionReader.ReadText(path, text),
            };
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>Corrects the kind that the path suggested by what the documents are.</summary>
    private static FileKind Refine(FileKind kind, IReadOnlyList<Node> documents)
    {
        if (kind is not (FileKind.Yaml or FileKind.ServiceManifest or FileKind.HelmValues or FileKind.PlatformPolicy) || documents.Count == 0)
        {
            return kind;
        }

        if (kind == FileKind.ServiceManifest)
        {
            return documents[0]["apiVersion"]?.Text is { } version && IsKubernetesVersion(version) && HasKubernetesGroup(version) ? FileKind.Kubernetes : kind;
        }

        foreach (var document in documents)
        {
            if (IsKubernetes(document))
            {
                return FileKind.Kubernetes;
            }
        }

        return kind;
    }

    /// <summary>Whether a broken JSON file was probably meant to hold Kubernetes objects, so that being broken is not its own business.</summary>
    private static bool LooksLikeKubernetes(ReadOnlySpan<byte> utf8) => utf8.IndexOf("\"apiVersion\""u8) >= 0 && utf8.IndexOf("\"kind\""u8) >= 0;

    private static bool IsKubernetes(Node document) =>
        document["kind"]?.Text is not null && document["apiVersion"]?.Text is { } version && IsKubernetesVersion(version);

    /// <summary>The core group (<c>v1</c>) or <c>group/version</c> with a version as Kubernetes writes it.</summary>
    private static bool IsKubernetesVersion(string apiVersion)
    {
        var version = apiVersion[(apiVersion.LastIndexOf('/') + 1)..];
        return !apiVersion.StartsWith("platformguard/", StringComparison.Ordinal) && version.Length >= 2 && version[0] == 'v' && char.IsAsciiDigit(version[1]);
    }

    /// <summary>Whether the group is one that Kubernetes defines itself, or has the dots of a custom one: a mistyped <c>platformgard/v1</c> has neither.</summary>
    private static bool HasKubernetesGroup(string apiVersion)
    {
        var slash = apiVersion.LastIndexOf('/');
        return slash < 0 || apiVersion.AsSpan(0, slash).Contains('.') || apiVersion[..slash] is "apps" or "autoscaling" or "batch" or "extensions" or "policy";
    }
}
