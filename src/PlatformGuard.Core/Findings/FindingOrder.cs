using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Findings;

/// <summary>The one order in which findings are reported. Total, so that equal input gives equal bytes.</summary>
public static class FindingOrder
{
    /// <summary>By file, line, column, rule; then by end, message and logical path.</summary>
    public static int Compare(Finding left, Finding right)
    {
        var order = Compare(left.Location, right.Location);
        order = order != 0 ? order : string.CompareOrdinal(left.Rule.Id, right.Rule.Id);
        order = order != 0 ? order : left.Location.End.CompareTo(right.Location.End);
        order = order != 0 ? order : string.CompareOrdinal(left.Message, right.Message);
        order = order != 0 ? order : string.CompareOrdinal(left.LogicalPath, right.LogicalPath);
        return order != 0 ? order : string.CompareOrdinal(left.FingerprintValue, right.FingerprintValue);
    }

    /// <summary>By file, line, column; then by what and why.</summary>
    public static int Compare(NotEvaluated left, NotEvaluated right)
    {
        var order = Compare(left.Location, right.Location);
        order = order != 0 ? order : string.CompareOrdinal(left.What, right.What);
        order = order != 0 ? order : string.CompareOrdinal(left.Why, right.Why);
        return order != 0 ? order : string.CompareOrdinal(string.Join(',', left.Rules), string.Join(',', right.Rules));
    }

    private static int Compare(in Location left, in Location right)
    {
        var order = string.CompareOrdinal(left.File, right.File);
        return order != 0 ? order : left.Start.CompareTo(right.Start);
    }
}
