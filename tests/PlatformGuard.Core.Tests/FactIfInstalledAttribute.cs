using System;
using System.IO;
using System.Linq;

namespace PlatformGuard.Core.Tests;

/// <summary>A test that needs a program which not every machine has. Where it is missing the test is skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactIfInstalledAttribute : FactAttribute
{
    /// <summary>Needs <paramref name="tool"/> on the path, or at the path that the environment variable <paramref name="variable"/> names.</summary>
    public FactIfInstalledAttribute(string tool, string? variable = null)
    {
        Tool = tool;
        Variable = variable;
        if (InstalledTool.Find(tool, variable) is null)
        {
            Skip = $"{tool} is not installed{(variable is null ? "" : $" and {variable} does not name it")}";
        }
    }

    public string Tool { get; }

    public string? Variable { get; }
}

/// <summary>Programs that tests run when they are there.</summary>
internal static class InstalledTool
{
    /// <summary>Absolute path of the program, or null.</summary>
    public static string? Find(string tool, string? variable = null)
    {
        if (variable is not null && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given)
        {
            return File.Exists(given) ? Path.GetFullPath(given) : null;
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, tool))
            .FirstOrDefault(File.Exists);
    }
}
