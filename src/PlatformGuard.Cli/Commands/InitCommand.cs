using System;
using System.CommandLine;
using System.IO;
using System.Text;
using System.Threading;
using PlatformGuard.Core;
using PlatformGuard.Core.Drafting;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Cli.Commands;

/// <summary><c>platformguard init [PATH]</c>: drafts the manifest of a repository that has none.</summary>
internal static class InitCommand
{
    public static Command Create(Streams streams, CancellationToken cancellation)
    {
        var path = new Argument<string>("PATH") { Description = "The folder of the service.", DefaultValueFactory = static _ => "." };
        var print = new Option<bool>("--print") { Description = "Prints the draft instead of writing service.yaml." };
        var command = new Command("init", "Drafts a service.yaml from what is found in the folder, and marks every guess.") { path, print };
        command.SetAction(parsed =>
        {
            var root = InputOptions.Folder(parsed.GetValue(path)!);
            var target = Path.Combine(root, ManifestLocator.FileName);
            if (!parsed.GetValue(print) && Path.Exists(target))
            {
                throw new UsageException($"'{target}' exists already; --print shows the draft without writing it");
            }

            var draft = ManifestDraft.Of(root, new CheckOptions(), cancellation);
            if (parsed.GetValue(print))
            {
                streams.Write(Encoding.UTF8.GetBytes(draft));
                return ExitStatus.Success;
            }

            try
            {
                File.WriteAllText(target, draft, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"cannot write '{target}'");
            }

            streams.Error.WriteLine($"platformguard: wrote {target}; look at every line that says 'guess', then run 'platformguard grade'");
            return ExitStatus.Success;
        });
        return command;
    }
}
