using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace PlatformGuard.Guidelines;

/// <summary>Every rule, in order of id. The table itself is generated from the front matter of <c>rules/PGnnnn.md</c>.</summary>
public static partial class RuleCatalogue
{
    /// <summary>Where the pages are read online; a page's address is this and its file name.</summary>
    public const string HelpBase = "https://github.com/platformguard/platformguard/blob/main/rules/";

    // Lazy, because the order of initialisers between the two parts of this class is not defined.
    private static readonly Lazy<Dictionary<string, Rule>> ById = new(Index);

    /// <summary>All rules in order of id.</summary>
    public static IReadOnlyList<Rule> All => Rules;

    /// <summary>The rule with this id.</summary>
    /// <exception cref="ArgumentException">There is no such rule.</exception>
    public static Rule Get(string id) =>
        TryGet(id, out var rule) ? rule : throw new ArgumentException("There is no rule " + id + ".", nameof(id));

    /// <summary>Finds a rule by id (any letter case) or by name.</summary>
    public static bool TryGet(string idOrName, [NotNullWhen(true)] out Rule? rule) => ById.Value.TryGetValue(idOrName, out rule);

    private static Dictionary<string, Rule> Index()
    {
        var index = new Dictionary<string, Rule>(StringComparer.OrdinalIgnoreCase);
        foreach (var rule in Rules)
        {
            index.Add(rule.Id, rule);
            index.Add(rule.Name, rule);
        }

        return index;
    }
}
