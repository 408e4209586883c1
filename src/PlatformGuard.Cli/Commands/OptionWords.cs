using System.CommandLine;
using System.CommandLine.Parsing;
using System.Linq;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Cli.Commands;

/// <summary>Options that take one of a few words.</summary>
internal static class OptionWords
{
    /// <summary>An option that refuses every other word, with a suggestion.</summary>
    public static Option<string> OneOf(string name, string description, string[] words, string? defaultWord)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', words) };
        if (defaultWord is not null)
        {
            option.DefaultValueFactory = _ => defaultWord;
        }

        option.Validators.Add(result => Validate(result, name, words));
        return option;
    }

    private static void Validate(OptionResult result, string name, string[] words)
    {
        if (result.Tokens.Count > 0 && !words.Contains(result.Tokens[^1].Value))
        {
            result.AddError($"{name}: '{result.Tokens[^1].Value}' is none of {string.Join(", ", words)}{Words.DidYouMean(result.Tokens[^1].Value, words)}");
        }
    }
}
