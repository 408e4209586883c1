using System;
using System.IO;
using System.Linq;

namespace PlatformGuard.Build.Tests;

/// <summary>A repository of a user in a folder of its own, with an empty package cache.</summary>
internal sealed class Sandbox : IDisposable
{
    public const string Manifest = """
        apiVersion: platformguard/v1
        kind: Service
        metadata: {name: demo, owner: group::demo}
        spec:
          stage: experiment
          image: registry.example.com/demo@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
        """;

    /// <summary>One finding at (13,18), PG7010: the tag moves. A warning at stage experiment, an error from beta.</summary>
    public static readonly string MovingTag = Workload("registry.example.com/load:latest");

    /// <summary>The same without a finding.</summary>
    public static readonly string PinnedTag = Workload("registry.example.com/load:1.4.2");

    public const string Net10 = "<TargetFramework>net10.0</TargetFramework>";

    /// <summary>With the finding of <see cref="MovingTag"/> as an error.</summary>
    public const string Strict = Net10 + "<WarningsAsErrors>PG7010</WarningsAsErrors>";

    private readonly string folder = Directory.CreateTempSubdirectory("platformguard-build-").FullName;
    private readonly PackedPackage package;

    public Sandbox(PackedPackage package)
    {
        this.package = package;
        Directory.CreateDirectory(Root);
        Write("nuget.config", $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="feed" value="{package.Feed}" />
              </packageSources>
            </configuration>
            """);
        Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup>
                <RestorePackagesPath>{Packages}</RestorePackagesPath>
                <RestoreFallbackFolders>{PackedPackage.GlobalPackages}</RestoreFallbackFolders>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
            </Project>
            """);
    }

    /// <summary>The repository.</summary>
    public string Root => Path.Combine(folder, "repository");

    /// <summary>The package as it was restored.</summary>
    public string Restored => Path.Combine(Packages, "platformguard", package.Version);

    private string Packages => Path.Combine(folder, "packages");

    /// <summary>Writes a file of the repository.</summary>
    public void Write(string path, string text)
    {
        var absolute = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(absolute)!);
        File.WriteAllText(absolute, text);
    }

    /// <summary>Adds a library that references the package.</summary>
    public void AddProject(string name, string properties = Net10, string items = "", string source = "internal static class Program;")
    {
        Write($"src/{name}/{name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PlatformGuard" Version="{package.Version}" />
                {items}
              </ItemGroup>
            </Project>
            """);
        Write($"src/{name}/Program.cs", source);
    }

    /// <summary>Everything was written long before the build that follows.</summary>
    public void Age()
    {
        var before = DateTime.UtcNow.AddMinutes(-5);
        foreach (var entry in Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories).Append(Root))
        {
            if (Directory.Exists(entry))
            {
                Directory.SetLastWriteTimeUtc(entry, before);
            }
            else
            {
                File.SetLastWriteTimeUtc(entry, before);
            }
        }
    }

    public string PathOf(string path) => Path.GetFullPath(Path.Combine(Root, path));

    public BuildOutcome Build(params string[] arguments) => DotNet.Run(Root, ["build", "--nologo", "-tl:off", "-nodeReuse:false", .. arguments]);

    private static string Workload(string image) => $$$"""
        apiVersion: batch/v1
        kind: Job
        metadata: {name: load, namespace: demo}
        spec:
          template:
            spec:
              restartPolicy: Never
              serviceAccountName: load
              automountServiceAccountToken: false
              securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
              containers:
                - name: load
                  image: {{{image}}}
                  resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 100m, memory: 64Mi}}
                  securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: none, namespace: demo}
        spec: {podSelector: {}, policyTypes: [Ingress]}
        """;

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
