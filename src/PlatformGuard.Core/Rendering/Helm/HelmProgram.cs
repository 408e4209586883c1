using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace PlatformGuard.Core.Rendering.Helm;

/// <summary>What a run of helm gave: its output, or why there is none.</summary>
/// <param name="Output">Standard output of a successful run.</param>
/// <param name="Failure">Our own sentence, when the run did not end by itself or could not begin.</param>
/// <param name="Errors">Standard error of a failed run; may hold secrets.</param>
internal sealed record HelmRun(string? Output, string? Failure, string Errors);

/// <summary>The helm of this machine, run on charts that are not trusted: no shell, no network, no plugins, bounded in time and output.</summary>
internal sealed class HelmProgram(string path, CheckOptions options)
{
    private const int MostErrorBytes = 64 * 1024;

    /// <summary>Folders that helm and its libraries read settings, plugins, logins and repositories from.</summary>
    private static readonly string[] HomeVariables =
    [
        "HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME",
        "HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME", "HELM_PLUGINS",
    ];

    /// <summary>Helm on the path; null when there is none. A helm inside of the checked folder is not taken: it is part of what is checked.</summary>
    public static HelmProgram? Find(string rootPath, CheckOptions options)
    {
        var name = OperatingSystem.IsWindows() ? "helm.exe" : "helm";
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(rootPath)) + Path.DirectorySeparatorChar;
        foreach (var folder in (options.ToolPath ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Path.IsPathFullyQualified(folder))
            {
                continue;
            }

            var file = Path.GetFullPath(Path.Combine(folder, name));
            if (File.Exists(file) && !file.StartsWith(root, StringComparison.OrdinalIgnoreCase))
            {
                return new HelmProgram(file, options);
            }
        }

        return null;
    }

    /// <summary>Runs helm in <paramref name="workingFolder"/>.</summary>
    public HelmRun Run(string workingFolder, IReadOnlyList<string> arguments)
    {
        DirectoryInfo? home = null;
        try
        {
            home = Directory.CreateTempSubdirectory("platformguard-helm-");
            using var process = new Process { StartInfo = Start(workingFolder, arguments, home.FullName) };
            process.Start();
            process.StandardInput.Close();
            return Watch(process);
        }
        catch (Exception error) when (error is Win32Exception or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return new HelmRun(null, "helm could not be started", "");
        }
        finally
        {
            Remove(home);
        }
    }

    private ProcessStartInfo Start(string workingFolder, IReadOnlyList<string> arguments, string home)
    {
        var start = new ProcessStartInfo(path)
        {
            WorkingDirectory = workingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var kept in (string[])["PATH", "SystemRoot"])
        {
            if (Environment.GetEnvironmentVariable(kept) is { } value)
            {
                start.Environment[kept] = value;
            }
        }

        foreach (var variable in HomeVariables)
        {
            start.Environment[variable] = home;
        }

        start.Environment["LC_ALL"] = "C";
        start.Environment["KUBECONFIG"] = Path.Combine(home, "none");

        // Rendering needs no network; whatever would still ask for it ends at a closed port.
        foreach (var proxy in (string[])["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"])
        {
            start.Environment[proxy] = "http://127.0.0.1:9";
        }

        return start;
    }

    private HelmRun Watch(Process process)
    {
        using var timeout = new CancellationTokenSource(options.ToolTimeout);
        var output = Task.Run(() => Read(process, process.StandardOutput.BaseStream, options.MaxFileBytes, stopsWhenFull: true));
        var errors = Task.Run(() => Read(process, process.StandardError.BaseStream, MostErrorBytes, stopsWhenFull: false));
        try
        {
            // What helm started could keep the pipes open longer than helm lives.
            Task.WhenAll(output, errors, process.WaitForExitAsync(timeout.Token)).WaitAsync(timeout.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            return new HelmRun(null, string.Create(CultureInfo.InvariantCulture, $"helm takes longer than {options.ToolTimeout.TotalSeconds} seconds"), "");
        }

        if (output.Result is not { } text)
        {
            return new HelmRun(null, string.Create(CultureInfo.InvariantCulture, $"what helm renders is larger than {options.MaxFileBytes} bytes"), "");
        }

        return process.ExitCode == 0 ? new HelmRun(text, null, "") : new HelmRun(null, null, errors.Result ?? "");
    }

    /// <summary>The stream as text; null when it is larger than allowed and reading stops at that.</summary>
    private static string? Read(Process process, Stream stream, int most, bool stopsWhenFull)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (stream.Read(buffer) is > 0 and var count)
            {
                if (content.Length + count <= most)
                {
                    content.Write(buffer, 0, count);
                }
                else if (stopsWhenFull)
                {
                    Kill(process);
                    return null;
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The process was killed; what it wrote until then is all there is.
        }

        return Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length);
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // It has ended in the meantime.
        }
    }

    private static void Remove(DirectoryInfo? folder)
    {
        try
        {
            folder?.Delete(recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A file still in use; the system cleans its temporary folder.
        }
    }
}
