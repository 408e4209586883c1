using System.Collections.Generic;

namespace PlatformGuard.Guidelines.FeatureFlags;

/// <summary>The lists of documentation ids in options: <c>T:Acme.IReviewers,M:Acme.Flags.IsOn(System.String,System.Int32)</c>.</summary>
public static class DocumentationIds
{
    /// <summary>The ids of a list, in order, without blanks; a comma inside parentheses or braces belongs to its id.</summary>
    public static IEnumerable<string> Split(string list)
    {
        var depth = 0;
        var start = 0;
        for (var index = 0; index <= list.Length; index++)
        {
            if (index < list.Length)
            {
                depth += list[index] switch
                {
                    '(' or '{' => 1,
                    ')' or '}' => -1,
                    _ => 0,
                };
            }

            if (index == list.Length || (list[index] == ',' && depth <= 0))
            {
                var id = list.Substring(start, index - start).Trim();
                if (id.Length > 0)
                {
                    yield return id;
                }

                start = index + 1;
                depth = 0;
            }
        }
    }
}
