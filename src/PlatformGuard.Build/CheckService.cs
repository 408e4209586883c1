using System;
using System.IO;
using System.Threading;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PlatformGuard.Build.Caching;

namespace PlatformGuard.Build;

/// <summary>Brings the cached run for one manifest up to date. Logs no finding: <see cref="ReportFindings"/> does.</summary>
public sealed class CheckService : Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource cancellation = new();

    /// <summary>The manifest, absolute.</summary>
    [Required]
    public string ManifestFile { get; set; } = "";

    /// <summary>Whether the user named the manifest.</summary>
    public bool IsExplicit { get; set; }

    /// <summary>The role that overrides the manifest's; empty for none.</summary>
    public string Role { get; set; } = "";

    /// <summary>The stage that overrides the manifest's; empty for none.</summary>
    public string Stage { get; set; } = "";

    /// <summary>The platform's policy that the user named, absolute; empty to search.</summary>
    public string PolicyFile { get; set; } = "";

    /// <summary>The folder of the cache; empty for <c>obj/PlatformGuard</c> beside the manifest.</summary>
    public string CacheFolder { get; set; } = "";

    /// <summary>The build's output folder when the whole repository shares one; empty otherwise.</summary>
    public string ArtifactsFolder { get; set; } = "";

    /// <summary>Whether only the options for the analyzers are wanted, as in an editor's design-time build: nothing is checked then.</summary>
    public bool OnlyOptions { get; set; }

    /// <summary>An item with <c>Cache</c>, <c>Role</c>, <c>Stage</c>, <c>Options</c> and <c>WaivesSwitches</c>; null when there is nothing to check.</summary>
    [Output]
    public ITaskItem? Service { get; private set; }

    /// <summary>The next file to ask about, when this one is no manifest.</summary>
    [Output]
    public string NextManifest { get; private set; } = "";

    /// <inheritdoc/>
    public void Cancel() => cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose() => cancellation.Dispose();

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            var request = Request();
            var folder = CacheFolder.Length > 0 ? CacheFolder : Path.Combine(request.Root, "obj", "PlatformGuard");
            var path = Path.Combine(folder, request.CacheName);
            if (Current(request, folder, path) is { } run)
            {
                Publish(run, path);
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception error)
        {
            // A gate that breaks down must not look like one that found nothing.
            Log.LogError("PlatformGuard's file checks failed: {0}: {1}", error.GetType().Name, LogText.OneLine(error.Message));
            Log.LogMessage(MessageImportance.Low, "{0}", error.ToString());
        }

        return !Log.HasLoggedErrors;
    }

    private CachedRun? Current(CheckRequest request, string folder, string path)
    {
        var cached = RunCache.Read(path);
        if (OnlyOptions)
        {
            return cached;
        }

        var state = cached?.Key == request.Key ? cached.Inputs.Verify() : InputState.Changed;
        if (state == InputState.Same)
        {
            Log.LogMessage(MessageImportance.Low, "PlatformGuard: nothing changed below {0}; the last findings are shown again.", request.Root);
            return cached;
        }

        // Made first: a new folder changes the time of the one it lies in.
        CacheStore.Prepare(folder);
        var run = state == InputState.FoldersTouched ? CheckRun.Relist(cached!, request, folder, cancellation.Token) : null;
        if (run is null)
        {
            Log.LogMessage(MessageImportance.Low, "PlatformGuard: checking the files below {0}.", request.Root);
            run = CheckRun.Run(request, folder, cancellation.Token);
        }

        RunCache.Write(path, run);
        return run;
    }

    private void Publish(CachedRun run, string path)
    {
        if (!run.IsManifest)
        {
            NextManifest = run.NextManifest;
            return;
        }

        ITaskItem2 service = new TaskItem("service");
        service.SetMetadataValueLiteral("Cache", path);
        service.SetMetadataValueLiteral("Role", run.Role);
        service.SetMetadataValueLiteral("Stage", run.Stage);
        service.SetMetadataValueLiteral("Options", run.Options);
        service.SetMetadataValueLiteral("WaivesSwitches", run.WaivesSwitches ? "true" : "false");
        Service = service;
    }

    private CheckRequest Request()
    {
        var root = Path.GetDirectoryName(ManifestFile)!;
        var request = new CheckRequest
        {
            ManifestFile = ManifestFile,
            IsExplicit = IsExplicit,
            Role = Role,
            Stage = Stage,
            PolicyFile = PolicyFile,
            Today = DateOnly.FromDateTime(DateTime.UtcNow),
            FingerprintKey = Environment.GetEnvironmentVariable("PLATFORMGUARD_FINGERPRINT_KEY") is { Length: > 0 } key ? key : null,
            Exclude = OutputGlob(root) is { } glob ? [glob] : [],
        };
        return request.Keyed(ToolIdentity.Current(Environment.GetEnvironmentVariable("PATH") ?? ""));
    }

    /// <summary>The shared output folder, when it lies in the checked one.</summary>
    private string? OutputGlob(string root)
    {
        if (ArtifactsFolder.Length == 0)
        {
            return null;
        }

        var relative = Path.GetRelativePath(root, Path.TrimEndingDirectorySeparator(ArtifactsFolder)).Replace('\\', '/');
        return relative is "." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? null : "/" + relative + "/**";
    }
}
