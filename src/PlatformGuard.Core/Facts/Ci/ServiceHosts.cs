using System;
using System.Collections.Generic;

namespace PlatformGuard.Core.Facts.Ci;

/// <summary>The names under which a container beside a job is reached.</summary>
internal static class ServiceHosts
{
    /// <summary>As GitLab derives them from the image: without tag, slashes as <c>__</c> and as <c>-</c>; and the last part of the name.</summary>
    public static IEnumerable<string> Of(string image)
    {
        var name = image.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? image[..at] : image;
        var colon = name.LastIndexOf(':');
        name = colon > name.LastIndexOf('/') ? name[..colon] : name;
        if (name.Length == 0)
        {
            yield break;
        }

        yield return name.Replace("/", "__", StringComparison.Ordinal);
        yield return name.Replace('/', '-');
        yield return name[(name.LastIndexOf('/') + 1)..];
    }
}
