using System.Text;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Manifests;

/// <summary>Manifests for tests, and the way they are read in a run.</summary>
internal static class ManifestTexts
{
    public const string Smallest =
        """
        apiVersion: platformguard/v1
        kind: Service
        metadata: {name: suggested-reviewers, owner: group::code-review}
        spec:
          stage: experiment
          image: registry.example.com/suggested-reviewers:1.4.2
        """;

    /// <summary>Every key there is.</summary>
    public const string Full =
        """
        apiVersion: platformguard/v1
        kind: Service
        metadata: {name: suggested-reviewers, description: Suggests reviewers., owner: "group::code-review", product: code-review}
        spec:
          stage: beta
          mode: saas-for-self-managed
          image: registry.example.com/suggested-reviewers@sha256:0000000000000000000000000000000000000000000000000000000000000000
          protocol: http
          port: 8080
          availability: {objective: 99.5%, onCall: team, rotation: https://oncall.example.com/r, escalation: https://handbook.example.com/e}
          resources: {cpu: 500m, memory: 512Mi, limits: {cpu: 1, memory: 1Gi}}
          scaling: {min: 1, max: 4, concurrency: 80}
          nodes: {accelerator: nvidia-t4, count: 1}
          traffic: {peakRps: 0.5}
          auth: oidc
          kubernetesApi: true
          volumes: [{name: models, mountPath: /models, purpose: models}, {name: scratch, mountPath: /tmp}]
          environments:
            staging: {scaling: {min: 1, max: 1}, resources: {cpu: "0.25"}}
            production: {}
            review:
          exposure: public
          securityReview: https://issues.example.com/security/reviews/412
          probes: {startup: {path: /started}, liveness: {path: /live}, readiness: {path: /ready}}
          rollout: {strategy: gradual, steps: [5, 25, 50, 100]}
          dependencies: [{name: internal-api, url: https://internal-api.example.com, kind: http}]
          storage:
            - {kind: postgresql, name: reviews, hosts: [reviews-db.internal], database: reviews, configuration: ["ConnectionStrings:Reviews"], claim: reviews-data, holdsTokens: true, backup: nightly}
            - {kind: redis, name: cache}
          secrets: [{name: MODEL_KEY, as: file, vault: "{environment}/reviewers/model-key", lifetime: long, rotation: {every: 90d, overlap: true}}, {name: S, lifetime: short}]
          featureFlags: [{name: suggested_reviewers, type: beta, introduced: 2026-10-01, default: true}]
          observability:
            logs: json
            metrics: {port: 8082, path: /metrics}
            slis: [{name: requests, source: platform, availability: 99.5%, latency: {objective: 95%, threshold: 1.5s}}]
            alerts: {team: code-review, severity: s4}
            dashboards: [https://dashboards.example.com/d/1]
          docs: {runbook: docs/runbook.md, developerGuide: https://docs.example.com/dev, architecture: docs/architecture.md}
          data: {classification: green}
          attestations: [{criterion: risks-reviewed, statement: Reviewed., link: https://issues.example.com/1, by: code-review, on: 2026-11-01}]
          exclude: [tests/fixtures/**]
          waivers: [{id: PG7003, path: deploy/batch/**, fingerprint: 0123456789abcdef0123456789ABCDEF, reason: known, owner: group::a, approvedBy: infrastructure, until: 2027-03-01}]
        """;

    public const string MainApplication =
        """
        apiVersion: platformguard/v1
        kind: MainApplication
        metadata: {name: storefront, owner: group::storefront}
        spec:
          stage: ga
          featureFlags: [{name: suggested_reviewers, type: beta, introduced: 2026-10-01, default: false}]
          services: [{name: suggested-reviewers, urls: [http://suggested-reviewers], flag: suggested_reviewers, client: "T:Acme.Reviewers"}]
          waivers: []
          exclude: [docs/]
        """;

    public static ServiceManifest Read(string text, string path = "service.yaml") =>
        ManifestReader.Read(FileReader.Read(path, FileKind.ServiceManifest, Encoding.UTF8.GetBytes(text), new CheckOptions())!);

    /// <summary>The problems as lines of <c>line:column message</c>.</summary>
    public static string Problems(string text) =>
        string.Join('\n', System.Linq.Enumerable.Select(Read(text).Problems, problem => $"{problem.Location.Start.Line}:{problem.Location.Start.Column} {problem.Message}"));

    /// <summary>The smallest manifest with these lines at the end of its spec.</summary>
    public static string WithSpec(string lines) => Smallest + "\n" + string.Join('\n', System.Linq.Enumerable.Select(lines.Split('\n'), line => "  " + line)) + "\n";
}
