using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Dependencies;
using PlatformGuard.Core.Policies;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Checks;

/// <summary>PG6004: a service of another language than C# whose dependencies hold neither LabKit nor what is accepted in its place.</summary>
public sealed class CommonLibraryMissing() : Check("PG6004")
{
    // Files that tell of a language for which neither LabKit nor an accepted set exists.
    private static readonly (string File, string Language)[] Others = [("Cargo.toml", "Rust"), ("composer.json", "PHP"), ("mix.exs", "Elixir"), ("Package.swift", "Swift"), ("pubspec.yaml", "Dart")];

    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
        foreach (var program in context.Facts<ServerFacts>().Programs)
        {
            var ecosystem = program.Set.Graph.Ecosystem;
            var names = ServerFacts.PackagesOf(program, context.CodeBase).Select(static node => node.Name).ToList();
            var present = names.Aggregate(CommonPart.None, (parts, name) => parts | CommonLibraries.PartsOf(ecosystem, name));

            // Go's own log/slog and other set-ups need no package.
            present |= program.Setups.Any(static file => file.LogSetup!.WritesJson) ? CommonPart.Logs : CommonPart.None;
            if ((present & CommonPart.All) != CommonPart.All && !IsAccepted(program, names, context.CodeBase.Policy))
            {
                context.Report(program.Place, $"{program.Language}/{program.Folder}", null, [program.Title, CommonLibraries.Missing(present)]);
            }
        }

        ReportOtherLanguages(context);
    }

    /// <summary>Whether a set of the platform policy is wholly there.</summary>
    private static bool IsAccepted(ServerProgram program, List<string> names, PlatformPolicy policy)
    {
        var ecosystem = program.Set.Graph.Ecosystem;
        var present = names.Select(name => PackageName.Normalize(ecosystem, name)).ToHashSet(StringComparer.Ordinal);
        return policy.CommonLibraries.Any(set => IsLanguage(set.Language, program.Language) && !set.Libraries.IsEmpty && set.Libraries.All(library => present.Contains(PackageName.Normalize(ecosystem, library))));
    }

    private static bool IsLanguage(string written, string language) => written.ToLowerInvariant() switch
    {
        "node" or "nodejs" or "javascript" or "typescript" => language == "Node.js",
        "golang" => language == "Go",
        "kotlin" => language == "Java",
        var other => other.Equals(language, StringComparison.OrdinalIgnoreCase),
    };

    private static void ReportOtherLanguages(CheckContext context)
    {
        var images = context.CodeBase.FilesOf(FileKind.Dockerfile).Where(static file => DependencyFacts.IsDeployed(file.Path)).Select(static file => file.Folder).ToHashSet(StringComparer.Ordinal);
        foreach (var file in context.CodeBase.Files.Where(file => images.Contains(file.Folder)))
        {
            if (Array.Find(Others, other => other.File == file.Name) is { Language: { } language })
            {
                context.ReportNotEvaluated($"common library of the {language} program in {file.Path}", $"neither LabKit nor an accepted equivalent is known for {language}", Location.OfFile(file.Path));
            }
        }
    }
}
