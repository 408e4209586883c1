using System;
using System.Collections.Frozen;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts;

/// <summary>Tells configuration from the other things that are written in YAML and JSON.</summary>
internal static class OtherDocuments
{
    /// <summary>A longer list at the root is data.</summary>
    private const int MaxRootItems = 100;

    private static readonly FrozenSet<string> ToolFiles = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "package.json", "composer.json", "bower.json", "tsconfig.json", "jsconfig.json", "global.json", "nx.json", "lerna.json", "angular.json", "renovate.json", "deno.json", "project.assets.json",
        ".eslintrc.json", ".prettierrc.json", ".babelrc.json", "mkdocs.yml", ".pre-commit-config.yaml", "pubspec.yaml", "dependabot.yml", "codecov.yml", ".markdownlint.json", ".rubocop.yml");

    private static readonly FrozenSet<string> TranslationFolders = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "i18n", "l10n", "locale", "locales", "lang", "langs", "translations");

    // Roots of API descriptions, notebooks, maps and bills of materials.
    private static readonly string[] ForeignRoots = ["openapi", "swagger", "asyncapi", "nbformat", "bomFormat", "spdxVersion", "$defs"];

    public static bool AreConfiguration(SourceFile file, Node document)
    {
        if (ToolFiles.Contains(file.Name) || file.Name.EndsWith(".schema.json", StringComparison.OrdinalIgnoreCase) || file.Name.EndsWith(".deps.json", StringComparison.OrdinalIgnoreCase) || IsTranslation(file.Path))
        {
            return false;
        }

        if (document is SequenceNode { Values.Count: > MaxRootItems })
        {
            return false;
        }

        if (document["$schema"]?.Text is { } schema && schema.Contains("json-schema.org", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var root in ForeignRoots)
        {
            if (document[root] is not null)
            {
                return false;
            }
        }

        return document["type"]?.Text != "FeatureCollection";
    }

    private static bool IsTranslation(string path)
    {
        var start = 0;
        while (path.IndexOf('/', start) is >= 0 and var slash)
        {
            if (TranslationFolders.Contains(path[start..slash]))
            {
                return true;
            }

            start = slash + 1;
        }

        return false;
    }
}
