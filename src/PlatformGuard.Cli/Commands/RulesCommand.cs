using System.CommandLine;
using System.Linq;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Cli.Commands;

/// <summary><c>platformguard rules</c>: every rule on one line, or every readiness criterion.</summary>
internal static class RulesCommand
{
    public static Command Create(Streams streams)
    {
        var criteria = new Option<bool>("--criteria") { Description = "Lists the readiness criteria instead, and how many a machine answers." };
        var command = new Command("rules", "Lists every rule with its severity at each stage.") { criteria };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(criteria))
            {
                foreach (var line in CriteriaTable.Lines())
                {
                    streams.WriteLine(line.TrimEnd());
                }

                return ExitStatus.Success;
            }

            var width = RuleCatalogue.All.Max(static rule => rule.Name.Length);
            streams.WriteLine($"{"id",-7} {"name".PadRight(width)}  {"req.",-5} {"experiment",-10}  {"beta",-7}  {"ga",-7}  {"risk",-8}  evaluated on");
            foreach (var rule in RuleCatalogue.All)
            {
                streams.WriteLine($"{rule.Id,-7} {rule.Name.PadRight(width)}  {rule.Requirement ?? "-",-5} {Word(rule.Experiment),-10}  {Word(rule.Beta),-7}  {Word(rule.GenerallyAvailable),-7}  {rule.Risk.Word(),-8}  {rule.EvaluatedOn}");
            }

            return ExitStatus.Success;
        });
        return command;
    }

    private static string Word(Severity severity) => severity == Severity.Off ? "-" : severity.ToString().ToLowerInvariant();
}
