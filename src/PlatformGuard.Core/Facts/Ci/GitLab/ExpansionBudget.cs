namespace PlatformGuard.Core.Facts.Ci.GitLab;

/// <summary>Bounds what a pipeline may grow to: merges of merges and references of references multiply.</summary>
internal sealed class ExpansionBudget(int limit)
{
    private int spent;

    /// <summary>Whether the limit was met: the pipeline is not known as a whole.</summary>
    public bool IsExhausted => spent >= limit;

    /// <summary>Counts values. False when there are too many.</summary>
    public bool Spend(int count = 1)
    {
        spent = count < limit - spent ? spent + count : limit;
        return !IsExhausted;
    }
}
