namespace PlatformGuard.Guidelines.Secrets.Names;

/// <summary>Walks over the words of an identifier: <c>dbPassword</c>, <c>DB_PASSWORD</c>, <c>db-password</c> and <c>DBPassword</c> are two words each.</summary>
internal struct WordSplitter(string text, int start, int end)
{
    private readonly string text = text;
    private readonly int end = end;
    private int next = start;

    public WordSplitter(string text)
        : this(text, 0, text.Length)
    {
    }

    /// <summary>Where the current word begins.</summary>
    public int Start { get; private set; } = start;

    /// <summary>How long the current word is.</summary>
    public int Length { get; private set; } = 0;

    /// <summary>Whether the current word is a number.</summary>
    public readonly bool IsNumber => Length > 0 && Ascii.IsDigit(text[Start]);

    /// <summary>Goes to the next word. False when there is none.</summary>
    public bool MoveNext()
    {
        while (next < end && !IsPart(text[next]))
        {
            next++;
        }

        Start = next;
        if (next >= end)
        {
            Length = 0;
            return false;
        }

        if (Ascii.IsDigit(text[next]))
        {
            while (next < end && Ascii.IsDigit(text[next]))
            {
                next++;
            }
        }
        else
        {
            while (next < end && IsPart(text[next]) && !Ascii.IsDigit(text[next]) && !(next > Start && IsBoundary(next)))
            {
                next++;
            }
        }

        Length = next - Start;
        return true;
    }

    private readonly bool IsBoundary(int at) =>
        Ascii.IsUpper(text[at]) && (!Ascii.IsUpper(text[at - 1]) || (at + 1 < end && Ascii.IsLower(text[at + 1])));

    private static bool IsPart(char c) => Ascii.IsLetterOrDigit(c) || (c > 127 && char.IsLetter(c));
}
