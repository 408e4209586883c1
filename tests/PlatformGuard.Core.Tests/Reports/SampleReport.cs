using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Policies;
using PlatformGuard.Core.Reports;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Reports;

/// <summary>A hand-made report with one of everything that formats treat differently.</summary>
internal static class SampleReport
{
    /// <summary>Waived, suppressed, related places, gaps, every severity, and names of files that hurt.</summary>
    public static Report Of(string prefix = "services/reviewers/", Severity? failOn = Severity.Error) => new()
    {
        Result = Result,
        RepositoryPrefix = prefix,
        FailOn = failOn,
    };

    public static Report Clean { get; } = new()
    {
        Result = Result with { Findings = [], NotEvaluated = [], Inputs = ["service.yaml"] },
    };

    /// <summary>With a grade: every outcome, evidence of every kind, next steps, exceptions and secrets.</summary>
    public static Report Graded { get; } = Of() with
    {
        Today = new DateOnly(2026, 11, 1),
        Earlier = new EarlierService(new Dictionary<string, EarlierFinding>(), 71, 2),
        Source = SourceHost.Of(static name => name switch { "CI_PROJECT_URL" => "https://gitlab.example.com/group/project", "CI_COMMIT_SHA" => "abc123", _ => null }),
        Result = Result with
        {
            Manifest = Result.Manifest with
            {
                Secrets = [new DeclaredSecret("MODEL_KEY", false, "kv/reviewers/{environment}/model", true, "90d", true, At("service.yaml", 30, 7, 40)), new DeclaredSecret("SESSION", true, null, false, null, false, At("service.yaml", 31, 7, 40))],
            },
            Policy = PlatformPolicy.Default with { Path = "../platformguard.yaml", Ignored = [new IgnoredSetting("severities.PG7003.beta", At("../platformguard.yaml", 4, 11, 18), "it asks for less than the built-in default; a policy found in the repository can only be stricter")] },
            Readiness = new Readiness
            {
                DeclaredStage = Stage.Beta,
                ReadyFor = Stage.Experiment,
                Score = 74,
                Level = 3,
                Criteria =
                [
                    Criterion("no-secrets-in-ci", "The pipeline holds no credential", "R300", Stage.Experiment, Risk.Critical, Outcome.Pass, new Evidence("PG3001 and PG3002 find nothing in 3 files")),
                    Criterion("no-external-entry", "Nothing exposes the service to the Internet", "T1", Stage.Experiment, Risk.Critical, Outcome.Fail, [.. Enumerable.Range(1, 5).Select(static index => new Evidence($"Ingress 'entry-{index}' exposes the service <b>", At("deploy/a b#c.yaml", index, 3, 9)))]),
                    Criterion("network-policy", "A NetworkPolicy limits who can call the service", "R340", Stage.Experiment, Risk.High, Outcome.Waived, new Evidence("waived until 2027-03-01", At("service.yaml", 40, 5, 60))),
                    Criterion("code-rules", "The code passes the code rules", "G5", Stage.Beta, Risk.High, Outcome.NotEvaluated, new Evidence("the project was not built; --build builds it")),
                    Criterion("own-store-backup", "Every own store has a backup", "R400", Stage.Beta, Risk.Medium, Outcome.NotApplicable, new Evidence("the service declares no store")),
                    Criterion("runbook", "There is a runbook", null, Stage.GenerallyAvailable, Risk.Low, Outcome.Pass, new Evidence("docs/runbook.md", Location.OfFile("docs/runbook.md"), "https://example.com/runbook")) with { Criterion = new Criterion { Id = "runbook", Title = "There is a runbook", Why = "It matters", Remediation = "Change it, and say why", RequiredFrom = Stage.GenerallyAvailable, Risk = Risk.Low, Level = 2, Answer = new CriterionAnswer(), AnnouncedMove = (Stage.Beta, new DateOnly(2027, 1, 31)) } },
                    Criterion("game-day", "Failures were rehearsed", null, null, Risk.Low, Outcome.Fail, new Evidence("no attestation")),
                ],
                NextSteps =
                [
                    new NextStep(Stage.Beta, ["code-rules"], "Grade with --build, or reference the package PlatformGuard in app.csproj.", [new Evidence("the project was not built", Location.OfFile("app.csproj")) { Remedy = "Grade with --build." }]),
                    new NextStep(Stage.Beta, ["no-external-entry"], "Remove the Ingress, or declare exposure: public with a security review, which takes longer.", [.. Enumerable.Range(1, 5).Select(static index => new Evidence($"Ingress 'entry-{index}' exposes the service <b>", At("deploy/a b#c.yaml", index, 3, 9)))]),
                    new NextStep(Stage.Beta, ["on-call"], "Set spec.availability.onCall to team or sre, with links for rotation and escalation.", [new Evidence("'spec.availability.onCall' is not set", Location.OfFile("service.yaml")) { IsAbsence = true }]),
                ],
                Exceptions =
                [
                    new ExceptionAccount("PG7003", true, "cluster-wide policy", "group::code-review", "group::infrastructure", "2027-03-01", 120, true, At("service.yaml", 40, 5, 60)),
                    new ExceptionAccount("PG7008", false, null, null, null, "2026-10-01", -31, false, At("deploy/waived.yaml", 8, 1, 50)),
                ],
            },
        },
    };

    private static GradedCriterion Criterion(string id, string title, string? requirement, Stage? from, Risk risk, Outcome outcome, params Evidence[] evidence) =>
        new(new Criterion { Id = id, Title = title, Why = "It matters", Remediation = "Change it, and say why", Requirement = requirement, RequiredFrom = from, Risk = risk, Level = 2, Answer = new CriterionAnswer() }, outcome, [.. evidence]);

    private static CheckResult Result => new()
    {
        Manifest = new ServiceManifest { Path = "service.yaml", Name = "suggested-reviewers", Owner = "group::code-review" },
        Stage = Stage.Beta,
        Role = Role.Service,
        Findings =
        [
            Finding("PG8002", Severity.Error, Location.OfFile("../service.yaml"), "The manifest lies above the checked folder"),
            Finding("PG3001", Severity.Error, At(".gitlab-ci.yml", 7, 5, 40), "Variable 'TOKEN' holds a literal \"credential\" <b>&amp;</b> `x`") with
            {
                RelatedLocations = [new RelatedLocation(At(".gitlab-ci.yml", 3, 1, 9), "the job that reads it"), new RelatedLocation(At("ci/größe 1.yml", 2, 1, 4), "included here")],
            },
            Finding("PG7001", Severity.Error, At("deploy/a b#c%d?.yaml", 12, 3, 20), "An Ingress named 'évil\u202Etxt' exposes the service"),
            Finding("PG7010", Severity.Warning, new Location("deploy/日本語 😀.yaml", new Position(4, 12), new Position(6, 1)), "Image 'app:latest' can move"),
            Finding("PG7004", Severity.Note, At("deploy/line\nbreak\t\e[31mred\u0085.yaml", 1, 1, 2), "Name with \e[2J control\r\ncharacters\u2028and a tab\t."),
            Finding("PG7003", Severity.Error, At("deploy/waived.yaml", 2, 1, 8), "No NetworkPolicy") with
            {
                Waiver = new AcceptedBy("cluster-wide policy\nsee ticket", "2027-03-01", At("service.yaml", 40, 5, 60), "group::code-review", "group::infrastructure"),
            },
            Finding("PG7008", Severity.Error, At("deploy/waived.yaml", 9, 1, 8), "Container 'app' runs as root") with
            {
                Suppression = new AcceptedBy("vendor image", null, At("deploy/waived.yaml", 8, 1, 50)),
            },
        ],
        NotEvaluated =
        [
            new NotEvaluated("chart deploy/chart", "helm is not installed", Location.OfFile("deploy/chart/Chart.yaml"), ["PG7001", "PG7010"]),
            new NotEvaluated("include: project \e]0;title\a", "the file is elsewhere", At(".gitlab-ci.yml", 1, 1, 8), ["PG3001"]),
        ],
        Inputs = [".gitlab-ci.yml", "deploy/waived.yaml", "service.yaml"],
    };

    public static Finding Finding(string rule, Severity severity, Location location, string message) => new()
    {
        Rule = RuleCatalogue.Get(rule),
        Severity = severity,
        Message = message,
        Remediation = "Change it, and say why",
        Location = location,
        LogicalPath = "a/b",
        Fingerprint = $"{rule}-{location.Start.Line}",
    };

    private static Location At(string file, int line, int column, int end) => new(file, new Position(line, column), new Position(line, end));
}
