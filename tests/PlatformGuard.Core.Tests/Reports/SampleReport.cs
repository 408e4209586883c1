using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Manifests;
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
