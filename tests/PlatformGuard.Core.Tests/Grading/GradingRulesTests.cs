using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Grading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Grading;

/// <summary>The contract's section on grading, as tables. A criterion is written <c>stage level risk outcome</c>.</summary>
public sealed class GradingRulesTests
{
    internal static GradedCriterion Graded(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var criterion = new Criterion
        {
            Id = text.Replace(' ', '-'),
            Title = "t",
            Why = "w",
            Remediation = "r",
            RequiredFrom = words[0] switch { "exp" => Stage.Experiment, "beta" => Stage.Beta, "ga" => Stage.GenerallyAvailable, _ => null },
            Level = int.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture),
            Risk = Enum.Parse<Risk>(words[2], ignoreCase: true),
            Answer = new CriterionAnswer(),
        };
        var outcome = words[3] switch { "pass" => Outcome.Pass, "fail" => Outcome.Fail, "waived" => Outcome.Waived, "na" => Outcome.NotApplicable, "unknown" => Outcome.NotEvaluated, _ => throw new ArgumentException(text) };
        return new GradedCriterion(criterion, outcome, [new Evidence("e")]) { IsAnnounced = words.Length > 4 };
    }

    private static List<GradedCriterion> All(string text) => [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Graded)];

    [Theory]
    [InlineData("", Stage.GenerallyAvailable)]
    [InlineData("exp 1 low fail", null)]
    [InlineData("exp 1 low unknown", null)]
    [InlineData("exp 1 low waived", Stage.GenerallyAvailable)]
    [InlineData("exp 1 low na", Stage.GenerallyAvailable)]
    [InlineData("exp 1 low pass, beta 2 low fail", Stage.Experiment)]
    [InlineData("exp 1 low pass, beta 2 low unknown", Stage.Experiment)]
    [InlineData("exp 1 low pass, beta 2 low waived, ga 3 low fail", Stage.Beta)]
    [InlineData("exp 1 low fail, beta 2 low pass, ga 3 low pass", null)]
    [InlineData("exp 1 low pass, beta 2 low pass, ga 3 low na, none 5 low fail", Stage.GenerallyAvailable)]
    [InlineData("exp 1 low fail announced", Stage.GenerallyAvailable)]
    [InlineData("beta 2 low unknown announced, ga 3 low fail", Stage.Beta)]
    public void ReadyFor_IsTheHighestStageWithNothingInTheWay(string criteria, Stage? expected) => Assert.Equal(expected, GradingRules.ReadyFor(All(criteria)));

    [Theory]
    [InlineData("", 0)]
    [InlineData("exp 1 low na", 0)]
    [InlineData("none 5 critical pass", 0)]
    [InlineData("exp 1 low pass", 100)]
    [InlineData("exp 1 low pass, none 5 critical fail", 100)]
    [InlineData("exp 1 low pass, exp 1 low waived", 50)]
    [InlineData("exp 1 low pass, exp 1 low unknown", 50)]
    [InlineData("exp 1 low pass, exp 1 low na", 100)]
    [InlineData("exp 1 critical pass, ga 3 low fail", 80)]
    [InlineData("exp 1 low pass, ga 3 critical fail", 20)]
    [InlineData("exp 1 medium pass, ga 3 high fail", 40)]
    [InlineData("exp 1 low pass, exp 1 low pass, exp 1 low fail", 67)]
    [InlineData("exp 1 low pass, exp 1 low fail, exp 1 low fail", 33)]
    [InlineData("exp 1 low pass, exp 1 critical fail, exp 1 high fail", 13)]
    [InlineData("exp 1 low pass, exp 1 low fail announced", 100)]
    public void Score_IsTheWeightOfPassesRoundedHalfUp(string criteria, int expected) => Assert.Equal(expected, GradingRules.Score(All(criteria)));

    [Theory]
    [InlineData("", 0)]
    [InlineData("exp 1 low pass", 1)]
    [InlineData("exp 1 low na", 0)]
    [InlineData("exp 1 low pass, exp 1 low waived", 0)]
    [InlineData("exp 1 low pass, exp 1 low unknown", 0)]
    [InlineData("exp 1 low pass, exp 1 low na, beta 2 low pass", 2)]
    [InlineData("exp 1 low pass, beta 2 low na, ga 3 low pass", 1)]
    [InlineData("exp 1 low pass, beta 2 low fail, ga 3 low pass", 1)]
    [InlineData("exp 1 low pass, beta 2 low pass, ga 3 low pass, ga 4 low pass, none 5 low pass", 5)]
    [InlineData("exp 1 low pass, beta 2 low pass, ga 3 low pass, ga 4 low pass, none 5 low waived", 4)]
    [InlineData("exp 1 low pass, beta 1 low fail announced", 1)]
    public void Level_IsTheHighestWithoutAGapAndWithAPassInEach(string criteria, int expected) => Assert.Equal(expected, GradingRules.Level(All(criteria)));
}
