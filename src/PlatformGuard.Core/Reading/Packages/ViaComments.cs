using System;
using System.Collections.Generic;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>
/// The comments with which pip-compile and uv say what brought a requirement in: <c># via -r requirements.in</c> for what was asked for, <c># via locust</c>, or a
/// list of such names on lines of their own.
/// </summary>
internal sealed class ViaComments
{
    private readonly Dictionary<string, List<string>> requires = new(StringComparer.Ordinal);
    private readonly HashSet<string> direct = new(StringComparer.Ordinal);
    private readonly bool isWritten;

    /// <summary>Reads all comments of a requirements file.</summary>
    public ViaComments(ReadOnlySpan<char> text)
    {
        isWritten = text.Contains("# via", StringComparison.Ordinal);
        if (!isWritten)
        {
            return;
        }

        var current = "";
        var isInList = false;
        foreach (var line in text.EnumerateLines())
        {
            var content = line.TrimStart();
            var mark = content.IndexOf("# via", StringComparison.Ordinal);
            if (PythonRequirement.Name(content) is { IsEmpty: false } name)
            {
                current = PackageName.Normalize(Ecosystem.Python, name.ToString());
                isInList = false;
            }

            if (mark >= 0)
            {
                Add(current, content[(mark + 5)..].Trim());
                isInList = true;
            }
            else if (isInList && content.StartsWith("#", StringComparison.Ordinal))
            {
                Add(current, content[1..].Trim());
            }
        }
    }

    /// <summary>Whether the requirement was asked for; null when the file does not tell.</summary>
    public bool? IsDirect(ReadOnlySpan<char> name) => isWritten ? direct.Contains(PackageName.Normalize(Ecosystem.Python, name.ToString())) : null;

    /// <summary>What a requirement needs itself, as far as the file tells.</summary>
    public IReadOnlyList<string> RequiredBy(ReadOnlySpan<char> name) => isWritten && requires.TryGetValue(PackageName.Normalize(Ecosystem.Python, name.ToString()), out var names) ? names : [];

    private void Add(string package, ReadOnlySpan<char> reasons)
    {
        foreach (var range in reasons.Split(','))
        {
            var reason = reasons[range].Trim();
            if (reason.IsEmpty || package.Length == 0)
            {
                continue;
            }

            if (reason[0] == '-' || reason.Contains('(') || reason.EndsWith(".in", StringComparison.Ordinal) || reason.EndsWith(".toml", StringComparison.Ordinal))
            {
                // "-r requirements.in", "acme (pyproject.toml)"; "-c constraints.txt" limits a version only.
                if (!reason.StartsWith("-c", StringComparison.Ordinal))
                {
                    direct.Add(package);
                }

                continue;
            }

            var by = PackageName.Normalize(Ecosystem.Python, reason.ToString());
            if (!requires.TryGetValue(by, out var names))
            {
                requires[by] = names = [];
            }

            names.Add(package);
        }
    }
}
