using System.CommandLine;
using System.Linq;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Cli.Commands;

/// <summary><c>platformguard rules</c>: every rule on one line.</summary>
internal static class RulesCommand
{
    public static Command Create(Streams streams)
    {
        var command = new Command("rules", "Lists every rule with its severity at each stage.");
        command.SetAction(_ =>
        {
            var width = RuleCatalogue.All.Max(static rule => rule.Name.Length);
            streams.WriteLine($"{"id",-7} {"name".PadRight(width)}  {"req.",-5} {"experiment",-10}  {"beta",-7}  {"ga",-7}  {"risk",-8}  evaluated on");
            foreach (var rule in RuleCatalogue.All)
            {
                streams.WriteLine($"{rule.Id,-7} {rule.Name.PadRight(width)}  {rule.Requirement ?? "-",-5} {Word(rule.Experiment),-10}  {Word(rule.Beta),-7}  {Word(rule.GenerallyAvailable),-7}  {rule.Risk.Word(),-8}  {Evaluated(rule)}");
            }

            return ExitStatus.Success;
        });
        return command;
    }

    /// <summary>What this release looks at, and what the rule will look at but does not yet.</summary>
    private static string Evaluated(Rule rule)
    {
        var missing = rule.LooksAt & ~rule.Implemented;
        var done = rule.Implemented == Surfaces.None ? "not yet" : Words(rule.Implemented);
        return missing == Surfaces.None || rule.Implemented == Surfaces.None ? done : $"{done} (not yet: {Words(missing)})";
    }

    private static string Words(Surfaces surfaces) =>
        string.Join(", ", ((Surfaces[])[Surfaces.Code, Surfaces.Files, Surfaces.Build]).Where(surface => surfaces.HasFlag(surface)).Select(static surface => surface.ToString().ToLowerInvariant()));

    private static string Word(Severity severity) => severity == Severity.Off ? "-" : severity.ToString().ToLowerInvariant();
}
