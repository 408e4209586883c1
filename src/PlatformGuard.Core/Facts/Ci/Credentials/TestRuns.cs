using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Facts.Shell;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>
/// Steps that only run tests against what the job itself starts. A password among their variables is the test user's, which the program under test was
/// given in the same job: whether it opens anything else is not certain.
/// </summary>
internal static class TestRuns
{
    private static readonly HashSet<string> Runners = new(StringComparer.Ordinal)
    {
        "playwright", "cypress", "pytest", "newman", "jest", "vitest", "mocha", "robot", "behave", "tox", "nox", "ctest", "protractor", "wdio", "testcafe", "phpunit", "rspec", "codeceptjs", "gotestsum", "karma",
    };

    private static readonly HashSet<string> Builders = new(StringComparer.Ordinal) { "npm", "yarn", "pnpm", "bun", "dotnet", "go", "cargo", "mvn", "mvnw", "gradle", "gradlew", "make", "rake", "mix", "composer" };

    /// <summary>Whether every command of the step runs tests, and no variable leads to another machine.</summary>
    public static bool IsAlone(CiJob job, CiStep step, CiFacts facts)
    {
        if (step.Kind != CiStepKind.Script || step.Variables.Concat(job.Variables).Any(static variable => LeadsAway(variable.Value.Value)))
        {
            return false;
        }

        var lines = step.Texts.SelectMany(text => facts.Script(text).Commands).Select(CommandLine.Of).ToList();
        return lines.Count > 0 && lines.TrueForAll(IsTest);
    }

    private static bool IsTest(CommandLine line)
    {
        if (Runners.Contains(line.Program))
        {
            return !line.Arguments.Any(static argument => LeadsAway(argument.Text));
        }

        var words = line.Arguments.Select(static argument => argument.Text).Where(static text => !text.StartsWith('-') && text != "run").ToList();
        return Builders.Contains(line.Program) && words is [var target, ..] && IsTestTarget(target) && !words.Exists(LeadsAway);
    }

    private static bool IsTestTarget(string target) =>
        target.Split(':', '-', '_', '.').Any(static part => part is "test" or "tests" or "e2e" or "spec");

    /// <summary>An address of another machine, or one that only the settings know.</summary>
    private static bool LeadsAway(string text)
    {
        var at = text.IndexOf("://", StringComparison.Ordinal);
        return at >= 0 && !(text.AsSpan(at + 3) is var host
            && (host.StartsWith("localhost", StringComparison.OrdinalIgnoreCase) || host.StartsWith("127.0.0.1", StringComparison.Ordinal) || host.StartsWith("0.0.0.0", StringComparison.Ordinal) || host.StartsWith("[::1]", StringComparison.Ordinal)));
    }
}
