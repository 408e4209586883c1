using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;

namespace PlatformGuard.Core.Building;

/// <summary>The first error of a project. Its text is dropped: it may quote the source.</summary>
/// <param name="Project">Absolute path.</param>
/// <param name="Code">Such as <c>CS0246</c>.</param>
/// <param name="File">Absolute path of the file, or of the project.</param>
/// <param name="Line">From 1; 0 when there is none.</param>
internal sealed partial record BuildFailure(string Project, string Code, string File, int Line)
{
    /// <summary>One sentence without final full stop.</summary>
    public string Describe(string root)
    {
        var file = Path.GetRelativePath(root, File).Replace('\\', '/');
        var where = file.StartsWith("../", StringComparison.Ordinal) || File == Project ? "" : Line > 0 ? string.Create(CultureInfo.InvariantCulture, $" in {file}, line {Line}") : " in " + file;
        return $"it does not build: error {Code}{where}; 'dotnet build' tells more";
    }

    /// <summary>Reads MSBuild's output: <c>file(line,column): error CODE: text [project]</c>, the place being optional.</summary>
    public static BuildFailures Read(string output)
    {
        var failures = new BuildFailures();
        foreach (Match match in ErrorLine().Matches(output))
        {
            var project = match.Groups["project"].Value.Split("::")[0];
            var file = match.Groups["file"].Value.Trim();
            _ = int.TryParse(match.Groups["line"].Value, CultureInfo.InvariantCulture, out var line);
            failures.TryAdd(project, new BuildFailure(project, match.Groups["code"].Value, Path.IsPathFullyQualified(file) ? file : project, line));
        }

        return failures;
    }

    /// <summary>The code of the first error, whatever it belongs to; null when there is none.</summary>
    public static string? First(string output) => AnyError().Match(output) is { Success: true } match ? match.Groups["code"].Value : null;

    [GeneratedRegex(@": error (?<code>[A-Za-z]+\d+): ", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex AnyError();

    [GeneratedRegex(@"^(?<file>[^\r\n]*?)(\((?<line>\d+),\d+[^)]*\))?\s*: error (?<code>[A-Za-z]+\d+): [^\r\n]*\[(?<project>[^\[\]\r\n]+)\]\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex ErrorLine();
}

/// <summary>The first failure of each project.</summary>
internal sealed class BuildFailures : IEnumerable<BuildFailure>
{
    private readonly Dictionary<string, BuildFailure> byProject = new(StringComparer.Ordinal);

    public bool TryAdd(string project, BuildFailure failure) => byProject.TryAdd(project, failure);

    public bool TryGetValue(string project, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out BuildFailure? failure) => byProject.TryGetValue(project, out failure);

    public IEnumerator<BuildFailure> GetEnumerator() => byProject.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
