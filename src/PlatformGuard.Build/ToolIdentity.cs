using System.Globalization;
using System.IO;
using System.Text;

namespace PlatformGuard.Build;

/// <summary>Tells one build of the checks from another, and what they find on this machine, without loading them.</summary>
internal static class ToolIdentity
{
    private static readonly string[] Assemblies = ["PlatformGuard.Build.dll", "PlatformGuard.Core.dll", "PlatformGuard.Guidelines.dll", "YamlDotNet.dll"];

    /// <summary>Changes whenever an assembly beside this one does, or an external renderer appears or changes.</summary>
    public static string Current(string searchPath)
    {
        var identity = new StringBuilder();
        var folder = Path.GetDirectoryName(typeof(ToolIdentity).Assembly.Location)!;
        foreach (var assembly in Assemblies)
        {
            Append(identity, new FileInfo(Path.Combine(folder, assembly)));
        }

        // Charts are rendered with helm when it is there.
        foreach (var entry in searchPath.Split(Path.PathSeparator))
        {
            var helm = new FileInfo(Path.Combine(entry, System.OperatingSystem.IsWindows() ? "helm.exe" : "helm"));
            if (entry.Length > 0 && helm.Exists)
            {
                Append(identity, helm);
                break;
            }
        }

        return identity.ToString();
    }

    private static void Append(StringBuilder identity, FileInfo file) =>
        identity.Append(CultureInfo.InvariantCulture, $"{file.FullName}|{(file.Exists ? file.Length : -1)}|{file.LastWriteTimeUtc.Ticks}\n");
}
