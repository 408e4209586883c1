using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts;

/// <summary>Every named value that configures a program, whatever format it was written in, in order of file and position.</summary>
public sealed class SettingFacts : IFacts<SettingFacts>
{
    private SettingFacts(IReadOnlyList<Setting> all) => All = all;

    /// <summary>All settings.</summary>
    public IReadOnlyList<Setting> All { get; }

    /// <inheritdoc/>
    public static SettingFacts Gather(CodeBase codeBase) => new([.. codeBase.Files.SelectMany(static file => file.Settings)]);
}
