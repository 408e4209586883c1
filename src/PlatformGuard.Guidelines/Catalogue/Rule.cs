using System.Collections.Generic;

namespace PlatformGuard.Guidelines;

/// <summary>One rule as its page <c>rules/PGnnnn.md</c> declares it.</summary>
/// <param name="Id">Stable identifier, <c>PG</c> and four digits.</param>
/// <param name="Name">Stable name in kebab case.</param>
/// <param name="Title">One line in sentence case.</param>
/// <param name="Requirement">Id of the source document's requirement, or null when none.</param>
/// <param name="LooksAt">What the rule examines.</param>
/// <param name="Implemented">The part of <paramref name="LooksAt"/> that this release evaluates.</param>
/// <param name="Experiment">Severity at stage experiment.</param>
/// <param name="Beta">Severity at stage beta.</param>
/// <param name="GenerallyAvailable">Severity at stage ga.</param>
/// <param name="Risk">Weight in the score.</param>
/// <param name="Message">Composite format of the message.</param>
/// <param name="Remediation">What to change, one paragraph.</param>
public sealed record Rule(
    string Id,
    string Name,
    string Title,
    string? Requirement,
    Surfaces LooksAt,
    Surfaces Implemented,
    Severity Experiment,
    Severity Beta,
    Severity GenerallyAvailable,
    Risk Risk,
    string Message,
    string Remediation)
{
    private readonly string? helpUri;

    /// <summary>Address of the rule's page; empty when a rule of another tool has none.</summary>
    public string HelpUri
    {
        get => helpUri ?? RuleCatalogue.HelpBase + Id + ".md";
        init => helpUri = value;
    }

    /// <summary>What this release evaluates, and what the rule is meant to look at but does not yet: <c>files (not yet: code)</c>.</summary>
    public string EvaluatedOn
    {
        get
        {
            var missing = LooksAt & ~Implemented;
            var done = Implemented == Surfaces.None ? "not yet" : Words(Implemented);
            return missing == Surfaces.None || Implemented == Surfaces.None ? done : $"{done} (not yet: {Words(missing)})";
        }
    }

    /// <summary>The severity that findings of this rule have at <paramref name="stage"/>.</summary>
    public Severity SeverityAt(Stage stage) => stage switch
    {
        Stage.Experiment => Experiment,
        Stage.Beta => Beta,
        _ => GenerallyAvailable,
    };

    /// <summary>Whether the rule is evaluated for a code base of <paramref name="role"/> (contract, section 2).</summary>
    public bool AppliesTo(Role role) => role switch
    {
        Role.MainApplication => Id[2] is '2' or '3' or '5' or '8' or '9',
        _ => Id[2] is not ('2' or '5'),
    };

    private static string Words(Surfaces surfaces)
    {
        var words = new List<string>();
        foreach (var surface in (Surfaces[])[Surfaces.Code, Surfaces.Files, Surfaces.Build])
        {
            if ((surfaces & surface) != Surfaces.None)
            {
                words.Add(surface.ToString().ToLowerInvariant());
            }
        }

        return string.Join(", ", words);
    }
}
