using System.Collections.Generic;

namespace PlatformGuard.Analyzers.Logging;

/// <summary>The placeholders of message templates: <c>{Name}</c>, <c>{Name,10:F2}</c>, <c>{$Name}</c>, but not <c>{{</c> and not <c>{@Object}</c>.</summary>
internal static class MessageTemplate
{
    /// <summary>The names in a template, in order.</summary>
    public static List<string> NamesIn(string template)
    {
        var names = new List<string>();
        for (var index = 0; index < template.Length; index++)
        {
            if (template[index] != '{')
            {
                continue;
            }

            if (index + 1 < template.Length && template[index + 1] == '{')
            {
                index++;
                continue;
            }

            var start = index + 1;
            var isObject = start < template.Length && template[start] == '@';
            if (start < template.Length && template[start] is '$' or '@')
            {
                start++;
            }

            var end = start;
            while (end < template.Length && (char.IsLetterOrDigit(template[end]) || template[end] is '_' or '.'))
            {
                end++;
            }

            if (!isObject && end > start && end < template.Length && template[end] is '}' or ',' or ':')
            {
                names.Add(template.Substring(start, end - start));
            }

            index = end - 1;
        }

        return names;
    }
}
