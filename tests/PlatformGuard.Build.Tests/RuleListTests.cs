namespace PlatformGuard.Build.Tests;

public sealed class RuleListTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("CS1591;1701;PGX001;PG00011;PG123", "")]
    [InlineData("pg7010, PG1001;;PG1001\n  CS1591 ", "PG1001;PG7010")]
    public void Ids_OfAllAnalyzers_KeepOursOnceInOrder(string ids, string ours) => Assert.Equal(ours, RuleList.Of(ids));
}
