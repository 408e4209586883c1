namespace PlatformGuard.Guidelines.Datastores;

/// <summary>The parts of which every built-in name, host and database of a main datastore has one: most texts have none, and need not be taken apart.</summary>
internal static class StoreRoots
{
    /// <summary>Whether one occurs, whatever the letter case and the signs between its letters.</summary>
    public static bool OccurIn(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            var found = (text[index] | 0x20) switch
            {
                'c' => IsAt(text, index, "conn") || IsAt(text, index, "consul"),
                'd' => IsAt(text, index, "db") || IsAt(text, index, "database") || IsAt(text, index, "datastore"),
                'g' => IsAt(text, index, "gitlab"),
                'p' => IsAt(text, index, "pg") || IsAt(text, index, "patroni") || IsAt(text, index, "postgres"),
                'r' => IsAt(text, index, "redis") || IsAt(text, index, "resque"),
                's' => IsAt(text, index, "sql"),
                'v' => IsAt(text, index, "valkey"),
                _ => false,
            };
            if (found)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAt(string text, int index, string root)
    {
        var matched = 0;
        for (; index < text.Length && matched < root.Length; index++)
        {
            if ((text[index] | 0x20) == root[matched])
            {
                matched++;
            }
            else if (char.IsLetterOrDigit(text[index]))
            {
                return false;
            }
        }

        return matched == root.Length;
    }
}
