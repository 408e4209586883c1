using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Drafting;

/// <summary>Drafts a manifest for a repository that has none, from what is found in it. Every value says where it comes from; what nothing tells is marked as a guess.</summary>
public sealed class ManifestDraft
{
    private static readonly (string Prefix, string Kind)[] StoreImages =
        [("postgres", "postgresql"), ("postgis", "postgresql"), ("redis", "redis"), ("valkey", "redis"), ("mysql", "mysql"), ("mariadb", "mysql"), ("mongo", "mongodb"), ("elasticsearch", "elasticsearch"), ("opensearch", "opensearch"), ("minio", "s3")];

    private readonly CodeBase codeBase;
    private readonly DraftText text = new();
    private readonly List<Container> containers;

    /// <summary>Number of differently named workloads: with several of them the service's own is a guess.</summary>
    private readonly int workloads;

    private ManifestDraft(CodeBase codeBase)
    {
        this.codeBase = codeBase;
        var folder = DraftText.Slug(Path.GetFileName(codeBase.RootPath));
        List<Container> all = [.. codeBase.Facts<KubernetesFacts>().Sets.SelectMany(static set => set.Workloads).SelectMany(static workload => workload.Containers).Where(static container => container.Role == ContainerRole.Main)];
        workloads = all.Select(static container => container.Workload.Owner.Name).Distinct(StringComparer.Ordinal).Count();
        containers = [.. all.OrderBy(container => DraftText.Slug(container.Workload.Owner.Name) != folder)];
    }

    /// <summary>The draft for the folder at <paramref name="root"/>, valid against the manifest's schema.</summary>
    public static string Of(string root, CheckOptions options, CancellationToken cancellation)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        var paths = RepositoryLister.List(folder, options, cancellation);
        var codeBase = new CodeBase
        {
            Files = RepositoryReader.Read(folder, paths, options, cancellation),
            Manifest = new ServiceManifest(),
            Stage = Stage.Experiment,
            Role = Role.Service,
            RootPath = folder,
            Paths = paths,
            Options = options,
        };
        return new ManifestDraft(codeBase).Write();
    }

    private string Write()
    {
        var (name, source) = Name();
        text.Line(0, "apiVersion: platformguard/v1");
        text.Line(0, "kind: Service");
        text.Line(0, "metadata:");
        text.Value(1, "name", name, source);
        if (Owner() is { } owner)
        {
            text.Value(1, "owner", owner.Text, owner.Source);
        }
        else
        {
            text.Line(1, "owner:", "nothing here tells; name the group that answers for it");
        }

        text.Line(0, "spec:");
        text.Line(1, "stage: experiment", "guess: every service begins here");
        text.Line(1, "mode: saas", "guess: our own installation only");
        WriteContainer(name);
        WriteStorage();
        WriteSecrets();
        WriteEnvironments();
        WriteDocuments();
        return text.ToString();
    }

    private (string Name, string Source) Name()
    {
        if (containers is [var first, ..] && DraftText.Slug(first.Workload.Owner.Name) is { Length: > 0 } workload)
        {
            var from = DraftText.From(first.Workload.Owner.Place);
            return (workload, workloads == 1 ? from : $"guess: one of {DraftText.Number(workloads)} workloads, {from}");
        }

        var folder = DraftText.Slug(Path.GetFileName(codeBase.RootPath));
        return (folder.Length > 0 ? folder : "my-service", "guess: the folder's name");
    }

    /// <summary>The first owner of everything in a CODEOWNERS file.</summary>
    private (string Text, string Source)? Owner()
    {
        foreach (var path in (string[])["CODEOWNERS", ".gitlab/CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS"])
        {
            foreach (var (index, line) in Lines(path).Index())
            {
                if (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is ["*", ['@', .. { Length: > 0 } owner], ..])
                {
                    return (owner, "guess: from " + path + ":" + DraftText.Number(index + 1));
                }
            }
        }

        return null;
    }

    private void WriteContainer(string name)
    {
        var container = containers.FirstOrDefault();
        if (container?.Node["image"] is ScalarNode { Value: { Length: > 0 } image } written && !image.Contains("{{", StringComparison.Ordinal) && !image.Contains('$', StringComparison.Ordinal))
        {
            text.Value(1, "image", image, DraftText.From(written.Location));
        }
        else
        {
            text.Value(1, "image", $"registry.example.com/{name}:0.1.0", "guess: name the image that the pipeline builds");
        }

        if (codeBase.Paths.FirstOrDefault(static path => path.EndsWith(".proto", StringComparison.Ordinal)) is { } proto)
        {
            text.Value(1, "protocol", "grpc", "guess: there is " + proto);
        }

        var port = container?.Node["ports"]?.Items.Select(static item => item["containerPort"]).OfType<ScalarNode>().FirstOrDefault(static port => port.AsInteger() is > 0 and < 65536);
        var exposed = port is null && workloads < 2 ? Dockerfiles().SelectMany(static file => DockerfileReader.ReadPorts(file.Path, file.Text)).FirstOrDefault() : null;
        if ((port ?? exposed) is { } found)
        {
            text.Value(1, "port", found.Value, DraftText.From(found.Location));
        }

        if (container is not null)
        {
            WriteResources(container.Node["resources"]);
            WriteProbes(container.Node);
        }
    }

    private void WriteResources(Node? resources)
    {
        var requests = Amounts(resources?["requests"]);
        var limits = Amounts(resources?["limits"]);
        if (requests.Count + limits.Count == 0)
        {
            return;
        }

        string[] parts = [.. requests, .. limits.Count > 0 ? (string[])[$"limits: {{{string.Join(", ", limits)}}}"] : []];
        text.Line(1, $"resources: {{{string.Join(", ", parts)}}}", DraftText.From(resources!.Location));
    }

    private static List<string> Amounts(Node? group) =>
        [.. (group?.Entries ?? []).Where(static entry => entry.Key.Value is "cpu" or "memory" && entry.Value is ScalarNode { IsNull: false }).Select(static entry => $"{entry.Key.Value}: {DraftText.Quoted(entry.Value.Text!)}")];

    private void WriteProbes(Node container)
    {
        var isFirst = true;
        foreach (var kind in (string[])["startup", "liveness", "readiness"])
        {
            if (container.At(kind + "Probe", "httpGet", "path") is ScalarNode { Value: ['/', ..] path } node && !path.Any(char.IsWhiteSpace))
            {
                if (isFirst)
                {
                    text.Line(1, "probes:");
                    isFirst = false;
                }

                text.Line(2, $"{kind}: {{path: {DraftText.Quoted(path)}}}", DraftText.From(node.Location));
            }
        }
    }

    /// <summary>Servers of the compose file are taken for the service's own: it starts them itself.</summary>
    private void WriteStorage()
    {
        var isFirst = true;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, service) in codeBase.FilesOf(FileKind.Compose).SelectMany(static file => file.Documents).SelectMany(static document => document["services"]?.Entries ?? []))
        {
            var image = service["image"]?.Text ?? "";
            var program = image[(image.LastIndexOf('/') + 1)..];
            var kind = StoreImages.FirstOrDefault(known => program.StartsWith(known.Prefix, StringComparison.OrdinalIgnoreCase)).Kind;
            if (kind is not null && DraftText.Slug(key.Value) is { Length: > 0 } name && names.Add(name))
            {
                text.Heading(ref isFirst, 1, "storage:");
                text.Line(2, $"- {{kind: {kind}, name: {name}, hosts: [{DraftText.Quoted(key.Value)}]}}", "guess: its own, since it starts it in " + DraftText.Place(key.Location));
            }
        }
    }

    private void WriteSecrets()
    {
        var isFirst = true;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var variable in containers.SelectMany(static container => container.Node["env"]?.Items ?? []))
        {
            if (variable.At("valueFrom", "secretKeyRef") is not null && variable["name"] is ScalarNode { Value: var name } node && DraftText.IsVariable(name) && names.Add(name))
            {
                text.Heading(ref isFirst, 1, "secrets:");
                text.Line(2, $"- {{name: {name}, as: env, lifetime: long}}", DraftText.From(node.Location) + "; guess: long-lived. Add 'vault' and 'rotation'");
            }
        }
    }

    private void WriteEnvironments()
    {
        var isFirst = true;
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in codeBase.Paths)
        {
            var parts = path.Split('/');
            var isOverlay = parts.Length > 2 && parts[^3] is "overlays" or "environments" or "envs" && parts[^1].StartsWith("kustomization", StringComparison.Ordinal);
            var name = isOverlay ? parts[^2] : parts[^1].StartsWith("values-", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(parts[^1])["values-".Length..] : "";
            if (DraftText.Slug(name) is { Length: > 0 } slug && known.Add(slug))
            {
                text.Heading(ref isFirst, 1, "environments:");
                text.Line(2, $"{slug}: {{}}", "from " + path);
            }
        }
    }

    private void WriteDocuments()
    {
        var isFirst = true;
        foreach (var (key, words) in ((string, string[])[])[("runbook", ["runbook"]), ("developerGuide", ["contributing", "development", "developing"]), ("architecture", ["architecture", "design"])])
        {
            var path = codeBase.Paths.FirstOrDefault(path => path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && words.Any(word => Path.GetFileNameWithoutExtension(path).Contains(word, StringComparison.OrdinalIgnoreCase)));
            if (path is not null)
            {
                text.Heading(ref isFirst, 1, "docs:");
                text.Value(2, key, path, "guess: from the file's name");
            }
        }
    }

    private IEnumerable<(string Path, string Text)> Dockerfiles() =>
        codeBase.FilesOf(FileKind.Dockerfile).Select(file => (file.Path, string.Join('\n', Lines(file.Path))));

    private string[] Lines(string path)
    {
        try
        {
            var file = new FileInfo(Path.Combine(codeBase.RootPath, path));
            return file.Exists && file.Length < codeBase.Options.MaxFileBytes && file.LinkTarget is null ? File.ReadAllLines(file.FullName, Encoding.UTF8) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
