using System;
using System.Diagnostics;
using System.Text;
using System.Threading.Tasks;

namespace PlatformGuard.Core.Tests;

/// <summary>The real git, without this machine's own configuration.</summary>
internal static class Git
{
    public static string Run(string folder, params string[] arguments)
    {
        using var git = Start(folder, arguments, hasInput: false);
        return Finish(git, arguments);
    }

    /// <summary>Runs git with a text on its standard input.</summary>
    public static string RunWithInput(string folder, string input, params string[] arguments)
    {
        using var git = Start(folder, arguments, hasInput: true);
        var writing = Task.Run(() =>
        {
            git.StandardInput.Write(input);
            git.StandardInput.Close();
        });
        var output = Finish(git, arguments);
        writing.Wait();
        return output;
    }

    private static Process Start(string folder, string[] arguments, bool hasInput)
    {
        var start = new ProcessStartInfo("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "core.quotePath=false", "-c", "protocol.file.allow=always", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = hasInput,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardInputEncoding = hasInput ? new UTF8Encoding(false) : null,
            Environment = { ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["GIT_CONFIG_SYSTEM"] = "/dev/null" },
        };
        return Process.Start(start)!;
    }

    private static string Finish(Process git, string[] arguments)
    {
        var error = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error.Result}");
    }
}
