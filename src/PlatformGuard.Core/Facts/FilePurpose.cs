using System;
using System.Collections.Frozen;

namespace PlatformGuard.Core.Facts;

/// <summary>What a file is for, by the folders it lies in and the way its name is written.</summary>
public static class FilePurpose
{
    private static readonly FrozenSet<string> TestFolders = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "test", "tests", "testing", "spec", "specs", "__tests__", "testdata", "test-data", "test_data", "fixtures", "__fixtures__", "e2e", "mocks", "__mocks__", "testresources", "test-resources", "testfixtures", "test-fixtures", "testutil", "testutils", "testhelpers", "integration-tests", "integration_tests", "golden", "goldens");

    /// <summary>Folders of what tests read and compare with.</summary>
    private static readonly FrozenSet<string> TestDataFolders = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "testdata", "test-data", "test_data", "__fixtures__", "testfixtures", "test-fixtures", "testresources", "test-resources", "golden", "goldens", "__snapshots__");

    private static readonly FrozenSet<string> TranslationFolders = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "locale", "locales", "i18n", "l10n", "lang", "langs", "languages", "translation", "translations");

    private static readonly FrozenSet<string> TestWords = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "test", "tests", "ci", "e2e");

    private static readonly string[] TestNames = ["_test.", "_spec.", ".test.", ".spec.", "-test.", "Test.", "Tests."];

    /// <summary>Whether only tests use the file.</summary>
    public static bool IsTest(string path)
    {
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        if (name.StartsWith("test_", StringComparison.Ordinal) || name is "conftest.py")
        {
            return true;
        }

        foreach (var part in TestNames)
        {
            if (name.Contains(part, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return IsBelow(path, TestFolders) || IsTestProject(path);
    }

    /// <summary>Whether the file is what tests read or compare with, such as the expected output of a tool that writes manifests: nobody deploys it.</summary>
    public static bool IsTestData(string path) =>
        IsBelow(path, TestDataFolders) || path.AsSpan(path.LastIndexOf('/') + 1).Contains(".golden.", StringComparison.OrdinalIgnoreCase)
        || (path.IndexOf("/fixtures/", StringComparison.OrdinalIgnoreCase) is > 0 and var fixtures && IsTest(path[..(fixtures + 1)]));

    /// <summary>Whether a compose, environment or other file is only there for tests: by its folders, or by a word of its name (<c>docker-compose.test.yml</c>).</summary>
    public static bool IsForTests(string path)
    {
        if (IsTest(path) || path.StartsWith(".devcontainer/", StringComparison.Ordinal) || path.Contains("/.devcontainer/", StringComparison.Ordinal))
        {
            return true;
        }

        return HasWord(path, TestWords);
    }

    /// <summary>Whether the file's name has one of the words.</summary>
    internal static bool HasWord(string path, FrozenSet<string> words)
    {
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var name = path.AsSpan(path.LastIndexOf('/') + 1);
        foreach (var part in name.SplitAny(['.', '-', '_']))
        {
            if (lookup.Contains(name[part]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the file holds texts of a user interface: <c>password: Passwort</c> is a label there.</summary>
    public static bool IsTranslation(string path) => IsBelow(path, TranslationFolders) || path.EndsWith(".resx", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".po", StringComparison.OrdinalIgnoreCase);

    /// <summary>A .NET test project is a folder such as <c>Acme.Api.Tests</c>.</summary>
    private static bool IsTestProject(string path) =>
        path.Contains(".Tests/", StringComparison.OrdinalIgnoreCase) || path.Contains(".Test/", StringComparison.OrdinalIgnoreCase) || path.Contains("Tests/", StringComparison.Ordinal);

    private static bool IsBelow(string path, FrozenSet<string> folders)
    {
        var lookup = folders.GetAlternateLookup<ReadOnlySpan<char>>();
        var start = 0;
        while (path.IndexOf('/', start) is >= 0 and var slash)
        {
            if (lookup.Contains(path.AsSpan(start, slash - start)))
            {
                return true;
            }

            start = slash + 1;
        }

        return false;
    }
}
