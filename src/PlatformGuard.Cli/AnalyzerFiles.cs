using System;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Cli;

/// <summary>The analyzers that this program carries along, as files that a compiler can load.</summary>
internal static class AnalyzerFiles
{
    private const string Prefix = "analyzers/";

    private static readonly Lazy<string> Written = new(Write);

    /// <summary>A folder with the assemblies; it goes when the program ends.</summary>
    public static string Folder() => Written.Value;

    private static string Write()
    {
        var assembly = typeof(AnalyzerFiles).Assembly;
        var folder = Directory.CreateTempSubdirectory($"platformguard-analyzers-{Report.ToolVersion}-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete(folder);
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var content = assembly.GetManifestResourceStream(name)!;
            using var file = File.Create(Path.Combine(folder, name[Prefix.Length..]));
            content.CopyTo(file);
        }

        return folder;
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A compiler that still runs holds a file; the system clears its temporary folder.
        }
    }
}
