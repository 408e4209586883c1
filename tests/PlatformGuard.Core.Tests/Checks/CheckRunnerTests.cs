using System;
using System.Linq;
using System.Threading;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Checks;

public sealed class CheckRunnerTests
{
    private const string Secret = "hunter2-in-the-exception";

    private static readonly CodeBase Empty = TestCodeBase.Of();

    [Fact]
    public void Check_ThatThrows_LosesNeitherOtherChecksNorItsOwnEarlierFindings()
    {
        var outcome = CheckRunner.Run(Empty, [new Throwing(), new Reporting("PG7004")], CancellationToken.None);

        Assert.Equal(["PG7001", "PG7004"], outcome.Findings.Select(finding => finding.Rule.Id));
        var gap = Assert.Single(outcome.NotEvaluated);
        Assert.Equal(("rule PG7001", "internal fault (InvalidOperationException)"), (gap.What, gap.Why));
        Assert.Equal(["PG7001"], gap.Rules.AsEnumerable());
        Assert.Equal(Location.OfFile("service.yaml"), gap.Location);
        var fault = Assert.Single(outcome.Faults);
        Assert.Equal(("rule PG7001", "InvalidOperationException"), (fault.Part, fault.ExceptionType));
        Assert.Contains("Throwing.Run", fault.StackTrace, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, outcome.NotEvaluated + fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhoseFactsThrow_IsAFaultOfEveryRuleThatNeedsThem()
    {
        var outcome = CheckRunner.Run(Empty, [new NeedsBrokenFacts("PG7003"), new NeedsBrokenFacts("PG7004"), new Reporting("PG7007")], CancellationToken.None);

        Assert.Equal(["PG7003", "PG7004"], outcome.Faults.Select(fault => fault.Rules.Single()));
        Assert.Equal("FormatException", outcome.Faults[0].ExceptionType);
        Assert.Equal("PG7007", Assert.Single(outcome.Findings).Rule.Id);
    }

    [Fact]
    public void Cancellation_InsideACheck_IsNoFault()
    {
        using var source = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => CheckRunner.Run(Empty, [new Cancelling(source)], source.Token));
    }

    [Fact]
    public void Gap_ReportedByTwoRules_IsSaidOnceWithBoth()
    {
        var outcome = CheckRunner.Run(Empty, [new Skipping("PG7004"), new Skipping("PG7003")], CancellationToken.None);

        Assert.Equal(["PG7003", "PG7004"], Assert.Single(outcome.NotEvaluated).Rules.AsEnumerable());
    }

    [Fact]
    public void Finding_ReportedTwiceAtOnePlace_CountsOnce()
    {
        var outcome = CheckRunner.Run(Empty, [new Reporting("PG7004"), new Reporting("PG7004")], CancellationToken.None);

        Assert.Single(outcome.Findings);
    }

    [Theory]
    [InlineData(Role.MainApplication, Stage.GenerallyAvailable, "PG7004", 0)]
    [InlineData(Role.Service, Stage.GenerallyAvailable, "PG7004", 1)]
    [InlineData(Role.Service, Stage.Experiment, "PG7011", 0)]
    [InlineData(Role.Service, Stage.Beta, "PG7011", 1)]
    [InlineData(Role.MainApplication, Stage.Experiment, "PG9001", 1)]
    public void Rule_OfAnotherRoleOrOffAtTheStage_DoesNotRun(Role role, Stage stage, string rule, int expected)
    {
        var codeBase = TestCodeBase.With(new ServiceManifest { Role = role, Stage = stage });

        Assert.Equal(expected, CheckRunner.Run(codeBase, [new Reporting(rule)], CancellationToken.None).Findings.Count);
    }

    private sealed class Throwing() : Check("PG7001")
    {
        public override void Run(CheckContext context)
        {
            context.Report(Location.OfFile("a.yaml"), "", null, ["1", "2", "3", "4", "5", "6"]);
            throw new InvalidOperationException(Secret);
        }
    }

    private sealed class Reporting(string rule) : Check(rule)
    {
        public override void Run(CheckContext context) => context.Report(Location.OfFile("a.yaml"), "", null, ["1", "2", "3", "4", "5", "6"]);
    }

    private sealed class Skipping(string rule) : Check(rule)
    {
        public override void Run(CheckContext context) => context.ReportNotEvaluated("chart", "no helm", Location.OfFile("Chart.yaml"));
    }

    private sealed class NeedsBrokenFacts(string rule) : Check(rule)
    {
        public override void Run(CheckContext context) => Assert.NotNull(context.Facts<BrokenFacts>());
    }

    private sealed class Cancelling(CancellationTokenSource source) : Check("PG7001")
    {
        public override void Run(CheckContext context)
        {
            source.Cancel();
            source.Token.ThrowIfCancellationRequested();
        }
    }

    private sealed class BrokenFacts : IFacts<BrokenFacts>
    {
        public static BrokenFacts Gather(CodeBase codeBase) => throw new FormatException(Secret);
    }
}
