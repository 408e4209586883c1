using System.IO;
using System.Runtime.CompilerServices;

namespace PlatformGuard.Core.Tests;

/// <summary>Compares a whole output with a file that people have read and accepted.</summary>
/// <remarks>
/// The accepted text is <c>snapshots/{test class}.{name}.verified.txt</c> beside the test. When the output differs, it is written to <c>….received.txt</c> (not
/// tracked) and the test fails with the first difference. <c>PLATFORMGUARD_UPDATE=1</c> accepts the new output; the change is then read in the diff.
/// </remarks>
internal static class Snapshot
{
    /// <summary>Demands that <paramref name="actual"/> is the accepted text of this name.</summary>
    public static void Match(string actual, string name, [CallerFilePath] string source = "")
    {
        var normalized = actual.ReplaceLineEndings("\n");
        if (!normalized.EndsWith('\n'))
        {
            normalized += "\n";
        }

        var basePath = Locate(source, name);
        var verified = basePath + ".verified.txt";
        var received = basePath + ".received.txt";
        if (RepositoryRoot.Update)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(verified)!);
            File.WriteAllText(verified, normalized);
        }

        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : "";
        if (expected == normalized)
        {
            File.Delete(received);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, normalized);
        Assert.Fail(Difference(expected, normalized, Path.GetFileName(verified)));
    }

    /// <summary>The path of the test's source below <c>tests/</c> holds in every checkout, also when the compiler maps paths.</summary>
    private static string Locate(string source, string name)
    {
        var path = source.Replace('\\', '/');
        var relative = path[(path.LastIndexOf("/tests/", System.StringComparison.Ordinal) + 1)..];
        return RepositoryRoot.At(Path.GetDirectoryName(relative)!, "snapshots", Path.GetFileNameWithoutExtension(relative) + "." + name);
    }

    private static string Difference(string expected, string actual, string file)
    {
        var expectedLines = expected.Split('\n');
        var actualLines = actual.Split('\n');
        var line = 0;
        while (line < expectedLines.Length && line < actualLines.Length && expectedLines[line] == actualLines[line])
        {
            line++;
        }

        return $"""
            The output differs from {file} in line {line + 1}.
            Accepted: {(line < expectedLines.Length ? expectedLines[line] : "(end)")}
            Received: {(line < actualLines.Length ? actualLines[line] : "(end)")}
            The received text is beside it. If it is right, run the test again with PLATFORMGUARD_UPDATE=1.
            """;
    }
}
