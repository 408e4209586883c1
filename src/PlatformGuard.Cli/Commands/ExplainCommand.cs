using System.CommandLine;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Cli.Commands;

/// <summary><c>platformguard explain ID</c>: the rule's page.</summary>
internal static class ExplainCommand
{
    public static Command Create(Streams streams)
    {
        var id = new Argument<string>("ID") { Description = "A rule's id or name, such as PG7001 or external-exposure." };
        var command = new Command("explain", "Prints a rule's page: what it finds, why, and how to fix it.") { id };
        command.SetAction(parsed =>
        {
            var rule = RuleNames.Find(parsed.GetValue(id)!, "");
            streams.WriteLine(EmbeddedText.RulePage(rule).TrimEnd());
            return ExitStatus.Success;
        });
        return command;
    }
}
