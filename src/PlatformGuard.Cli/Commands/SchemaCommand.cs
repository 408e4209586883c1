using System.CommandLine;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Cli.Commands;

/// <summary><c>platformguard schema NAME</c>: a JSON Schema for editors.</summary>
internal static class SchemaCommand
{
    public static Command Create(Streams streams)
    {
        var name = new Argument<string>("NAME") { Description = "Which schema: " + string.Join(", ", EmbeddedText.SchemaNames) + "." };
        var command = new Command("schema", "Prints the JSON Schema of a file format, for editors.") { name };
        command.SetAction(parsed =>
        {
            var asked = parsed.GetValue(name)!;
            streams.WriteLine(EmbeddedText.Schema(asked)?.TrimEnd()
                ?? throw new UsageException($"there is no schema '{asked}'; there is {string.Join(", ", EmbeddedText.SchemaNames)}{Words.DidYouMean(asked, EmbeddedText.SchemaNames)}"));
            return ExitStatus.Success;
        });
        return command;
    }
}
