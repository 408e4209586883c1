using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Checks;

/// <summary>PG7005: the service has a single environment, so every change meets production first.</summary>
public sealed class SingleEnvironment() : ManifestCheck("PG7005")
{
    /// <inheritdoc/>
    private protected override void Examine(CheckContext context, MappingNode root)
    {
        var names = (root.At("spec", "environments")?.Entries ?? []).Select(static entry => entry.Key.Value).ToArray();
        if (names.Length < 2)
        {
            var what = names.Length == 0 ? "names no environment" : $"names only the environment '{names[0]}'";
            ReportAt(context, root, ["spec", "environments"], names.FirstOrDefault(), NameOf(context), what);
        }
    }
}
