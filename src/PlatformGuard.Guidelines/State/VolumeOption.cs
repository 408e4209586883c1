using System.Collections.Generic;
using System.Text;
using PlatformGuard.Guidelines.Options;

namespace PlatformGuard.Guidelines.State;

/// <summary>What a mounted volume is for.</summary>
public enum VolumePurpose
{
    /// <summary>Model files that are read, and that another job puts there.</summary>
    Models,

    /// <summary>Space that may vanish at any time.</summary>
    Scratch,
}

/// <summary>A volume that the service's manifest declares.</summary>
/// <param name="MountPath">The absolute path where containers see it.</param>
/// <param name="Purpose">What it is for.</param>
public sealed record DeclaredVolume(string MountPath, VolumePurpose Purpose);

/// <summary>The value of the analyzer option <c>platformguard.volumes</c>, which carries the manifest's <c>spec.volumes</c> into the compiler.</summary>
/// <remarks>A volume is <c>purpose|path</c>, volumes are separated by commas, and every other sign is percent-encoded UTF-8.</remarks>
public static class VolumeOption
{
    /// <summary>Name of the option.</summary>
    public const string Key = "platformguard.volumes";

    /// <summary>Writes volumes as the option's value: one line, ASCII only.</summary>
    public static string Encode(IEnumerable<DeclaredVolume> volumes)
    {
        var text = new StringBuilder();
        foreach (var volume in volumes)
        {
            text.Append(text.Length > 0 ? "," : "").Append(volume.Purpose == VolumePurpose.Models ? "models|" : "scratch|");
            OptionText.AppendEscaped(text, volume.MountPath);
        }

        return text.ToString();
    }

    /// <summary>Reads the option's value. An empty value means no volume.</summary>
    /// <returns>Whether <paramref name="value"/> has the form that <see cref="Encode"/> writes; otherwise there are no volumes at all.</returns>
    public static bool TryDecode(string value, out IReadOnlyList<DeclaredVolume> volumes)
    {
        volumes = [];
        if (value.Trim().Length == 0)
        {
            return true;
        }

        var read = new List<DeclaredVolume>();
        foreach (var entry in value.Split(','))
        {
            var fields = entry.Trim().Split('|');

            // Someone who writes the option by hand writes slashes as they are.
            if (fields.Length != 2 || fields[0] is not ("models" or "scratch") || !OptionText.TryUnescape(fields[1].Replace("/", "%2F"), out var path) || path.Length == 0)
            {
                return false;
            }

            read.Add(new DeclaredVolume(path, fields[0] == "models" ? VolumePurpose.Models : VolumePurpose.Scratch));
        }

        volumes = read;
        return true;
    }
}
