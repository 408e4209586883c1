using System.Linq;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Kubernetes;

public sealed class MissingNetworkPolicyTests
{
    private const string Violation = "app.yaml:2:7: warning: No NetworkPolicy limits the ingress of Deployment 'web' in namespace 'shop'";

    private const string App = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec: {template: {metadata: {labels: {app: web, tier: front}}, spec: {serviceAccountName: runner, containers: [{name: a, image: a:1}]}}}
        """;

    [Theory]
    // Selection.
    [InlineData("{podSelector: {}}", true)]
    [InlineData("{podSelector: {matchLabels: {app: web}}}", true)]
    [InlineData("{podSelector: {matchLabels: {app: other}}}", false)]
    [InlineData("{podSelector: {matchLabels: {app: web, zone: a}}}", false)]
    [InlineData("{podSelector: {matchExpressions: [{key: app, operator: In, values: [x, web]}]}}", true)]
    [InlineData("{podSelector: {matchLabels: {app: web}, matchExpressions: [{key: tier, operator: NotIn, values: [front]}]}}", false)]
    [InlineData("{podSelector: {matchExpressions: [{key: tier, operator: Exists}]}}", true)]
    [InlineData("{podSelector: {matchExpressions: [{key: tier, operator: DoesNotExist}]}}", false)]
    // Direction.
    [InlineData("{podSelector: {}, policyTypes: [Ingress]}", true)]
    [InlineData("{podSelector: {}, policyTypes: [Egress]}", false)]
    [InlineData("{podSelector: {}, policyTypes: [Egress, Ingress]}", true)]
    [InlineData("{podSelector: {}, egress: [{}]}", true)]
    // What is let in.
    [InlineData("{podSelector: {}, ingress: []}", true)]
    [InlineData("{podSelector: {}, ingress: [{}]}", false)]
    [InlineData("{podSelector: {}, ingress: [{from: []}]}", false)]
    [InlineData("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}", false)]
    [InlineData("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: '::/0'}}]}]}", false)]
    [InlineData("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}", true)]
    [InlineData("{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}", false)]
    [InlineData("{podSelector: {}, ingress: [{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: x}}}]}]}", true)]
    [InlineData("{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {a: b}}}]}]}", true)]
    [InlineData("{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}", true)]
    [InlineData("{podSelector: {}, ingress: [{ports: [{port: 8080}]}]}", true)]
    [InlineData("{podSelector: {}, ingress: [{ports: [{protocol: TCP}]}]}", false)]
    [InlineData("{podSelector: {}, ingress: [{ports: [{port: 1, endPort: 65535}]}]}", false)]
    [InlineData("{podSelector: {}, ingress: [{from: [{podSelector: {}}]}, {}]}", false)]
    public void Run_NetworkPolicyInAnotherFile_Verdict(string spec, bool isProtected) =>
        AssertVerdict(isProtected, "networking.k8s.io/v1", "NetworkPolicy", "shop", spec);

    [Theory]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", "{selector: app == 'web'}", true)]
    [InlineData("crd.projectcalico.org/v1", "NetworkPolicy", "{types: [Ingress]}", true)]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", "{selector: all(), types: [Egress]}", false)]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", "{selector: all(), egress: [{action: Allow}]}", false)]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", "{selector: all(), ingress: [{action: Allow}]}", false)]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", "{selector: all(), ingress: [{action: Allow, source: {selector: all()}}]}", true)]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", "{selector: all(), ingress: [{action: Deny}, {action: Allow}]}", true)]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", "{selector: all(), ingress: [{action: Log}, {action: Allow, source: {nets: [0.0.0.0/0]}}]}", false)]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", "{selector: all(), ingress: [{action: Allow, protocol: TCP, destination: {ports: [80]}}]}", true)]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", "{selector: \"app == 'web' && tier in {'back', 'front'} && !has(debug)\"}", true)]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", "{selector: \"app != 'web' || tier not in {'front'}\"}", false)]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", "{selector: \"(app starts with 'we') && app ends with 'b' && app contains 'e'\"}", true)]
    [InlineData("projectcalico.org/v3", "GlobalNetworkPolicy", "{selector: \"projectcalico.org/namespace == 'shop'\"}", true)]
    [InlineData("projectcalico.org/v3", "GlobalNetworkPolicy", "{selector: \"projectcalico.org/namespace == 'bank'\"}", false)]
    [InlineData("projectcalico.org/v3", "GlobalNetworkPolicy", "{namespaceSelector: \"kubernetes.io/metadata.name == 'shop'\"}", true)]
    [InlineData("projectcalico.org/v3", "GlobalNetworkPolicy", "{ingress: [{action: Allow, source: {selector: all()}}]}", false)]
    [InlineData("projectcalico.org/v3", "StagedNetworkPolicy", "{selector: all()}", false)]
    [InlineData("cilium.io/v2", "CiliumNetworkPolicy", "{endpointSelector: {}, ingress: [{}]}", true)]
    [InlineData("cilium.io/v2", "CiliumNetworkPolicy", "{endpointSelector: {}, ingress: []}", false)]
    [InlineData("cilium.io/v2", "CiliumNetworkPolicy", "{endpointSelector: {}, egress: [{}]}", false)]
    [InlineData("cilium.io/v2", "CiliumNetworkPolicy", "{endpointSelector: {matchLabels: {'k8s:app': web}}, ingress: [{fromEndpoints: [{}]}]}", true)]
    [InlineData("cilium.io/v2", "CiliumNetworkPolicy", "{endpointSelector: {matchLabels: {app: other}}, ingress: [{}]}", false)]
    [InlineData("cilium.io/v2", "CiliumNetworkPolicy", "{endpointSelector: {}, ingress: [{fromEntities: [all]}]}", false)]
    [InlineData("cilium.io/v2", "CiliumNetworkPolicy", "{endpointSelector: {}, ingress: [{fromEntities: [all], toPorts: [{ports: [{port: '80'}]}]}]}", true)]
    [InlineData("cilium.io/v2", "CiliumNetworkPolicy", "{endpointSelector: {}, enableDefaultDeny: {ingress: false}, ingress: [{}]}", false)]
    [InlineData("cilium.io/v2", "CiliumClusterwideNetworkPolicy", "{endpointSelector: {}, ingress: [{fromEndpoints: [{}]}]}", false)]
    [InlineData("cilium.io/v2", "CiliumClusterwideNetworkPolicy", "{endpointSelector: {matchLabels: {io.kubernetes.pod.namespace: shop}}, ingressDeny: [{fromEntities: [world]}]}", true)]
    [InlineData("cilium.io/v2", "CiliumClusterwideNetworkPolicy", "{nodeSelector: {}, ingress: [{}]}", false)]
    [InlineData("policy.networking.k8s.io/v1alpha1", "AdminNetworkPolicy", "{subject: {namespaces: {matchLabels: {kubernetes.io/metadata.name: shop}}}, ingress: [{action: Deny}]}", true)]
    [InlineData("policy.networking.k8s.io/v1alpha1", "AdminNetworkPolicy", "{subject: {namespaces: {}}, ingress: [{action: Allow, from: [{namespaces: {matchLabels: {a: b}}}]}]}", false)]
    [InlineData("policy.networking.k8s.io/v1alpha1", "BaselineAdminNetworkPolicy", "{subject: {pods: {namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}}, ingress: [{action: Deny}]}", true)]
    public void Run_OtherPolicyKinds_Verdict(string apiVersion, string kind, string spec, bool isProtected) =>
        AssertVerdict(isProtected, apiVersion, kind, kind.Contains("lobal", System.StringComparison.Ordinal) || kind.Contains("luster", System.StringComparison.Ordinal) || kind.Contains("dmin", System.StringComparison.Ordinal) ? null : "shop", spec);

    [Theory]
    [InlineData("bank", false)]
    [InlineData(null, false)]
    [InlineData("shop", true)]
    public void Run_PolicyNamespace_Verdict(string? space, bool isProtected) =>
        AssertVerdict(isProtected, "networking.k8s.io/v1", "NetworkPolicy", space, "{podSelector: {}}");

    [Theory]
    [InlineData("projectcalico.org/v3", "GlobalNetworkPolicy", "{namespaceSelector: \"team == 'a'\"}")]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", "{selector: \"app ~ 'web'\"}")]
    [InlineData("projectcalico.org/v3", "NetworkPolicy", "{serviceAccountSelector: \"team == 'a'\"}")]
    [InlineData("crd.antrea.io/v1beta1", "ClusterNetworkPolicy", "{appliedTo: []}")]
    public void Run_UndecidablePolicy_NotEvaluated(string apiVersion, string kind, string spec)
    {
        var findings = KubernetesTest.At(Stage.Experiment, ("app.yaml", App), ("policy.yaml", Policy(apiVersion, kind, "shop", spec))).Run<MissingNetworkPolicy>(out var gaps);

        Assert.Empty(findings);
        Assert.Equal("app.yaml:2:7", Assert.Single(gaps).Location.ToString());
    }

    [Theory]
    [InlineData("team: a", true)]
    [InlineData("team: b", false)]
    public void Run_NamespaceInAnotherFile_DecidesItsLabels(string labels, bool isProtected)
    {
        var space = $"apiVersion: v1\nkind: Namespace\nmetadata: {{name: shop, labels: {{{labels}}}}}\n";
        var policy = Policy("projectcalico.org/v3", "GlobalNetworkPolicy", null, "{namespaceSelector: \"team == 'a'\"}");

        Assert.Equal(isProtected ? 0 : 1, KubernetesTest.At(Stage.Experiment, ("app.yaml", App), ("ns.yaml", space), ("policy.yaml", policy)).Run<MissingNetworkPolicy>().Count);
    }

    [Fact]
    public void Run_AllowAllPolicy_NamedAndRelated()
    {
        var finding = Assert.Single(KubernetesTest.At(Stage.Beta, ("app.yaml", App), ("policy.yaml", Policy("networking.k8s.io/v1", "NetworkPolicy", "shop", "{podSelector: {}, ingress: [{}]}"))).Run<MissingNetworkPolicy>());

        Assert.Equal("No NetworkPolicy limits the ingress of Deployment 'web' in namespace 'shop': NetworkPolicy 'p' lets everything in", finding.Message);
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Equal("policy.yaml:2:7", Assert.Single(finding.RelatedLocations).Location.ToString());
    }

    [Fact]
    public void Run_AllowAllBesideLimitingPolicy_Silent() =>
        Assert.Empty(KubernetesTest.At(
            Stage.Experiment,
            ("app.yaml", App),
            ("a.yaml", Policy("networking.k8s.io/v1", "NetworkPolicy", "shop", "{podSelector: {}, ingress: [{}]}")),
            ("b.yaml", Policy("networking.k8s.io/v1", "NetworkPolicy", "shop", "{podSelector: {}}"))).Run<MissingNetworkPolicy>());

    [Theory]
    [InlineData("batch/v1", "CronJob", "{jobTemplate: {spec: {template: {spec: {containers: []}}}}}", 1)]
    [InlineData("v1", "Pod", "{containers: []}", 1)]
    [InlineData("v1", "Service", "{ports: []}", 0)]
    public void Run_KindWithoutPolicy_Verdict(string apiVersion, string kind, string spec, int expected) =>
        Assert.Equal(expected, KubernetesTest.Findings<MissingNetworkPolicy>($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: x}}\nspec: {spec}\n").Count);

    [Fact]
    public void Run_DeeplyNestedSelector_NotEvaluated()
    {
        var policy = Policy("projectcalico.org/v3", "NetworkPolicy", "shop", $"{{selector: \"{new string('(', 100_000)}\"}}");

        Assert.Empty(KubernetesTest.At(Stage.Experiment, ("app.yaml", App), ("policy.yaml", policy)).Run<MissingNetworkPolicy>(out var gaps));
        Assert.Single(gaps);
    }

    [Fact]
    public void Run_ThousandsOfWorkloadsAndPolicies_BoundedAndNothingPassesUnseen()
    {
        const int count = 5_000;
        var objects = Enumerable.Range(0, count).Select(index =>
            $"{{apiVersion: v1, kind: Pod, metadata: {{name: p{index}}}, spec: {{containers: []}}}},\n{{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {{name: n{index}}}, spec: {{podSelector: {{}}, ingress: [{{}}]}}}}");
        var options = new CheckOptions { MaxParseTime = System.TimeSpan.FromMinutes(10) };

        var findings = TestCodeBase.With(new ServiceManifest(), options, ("a.yaml", $"apiVersion: v1\nkind: List\nitems: [{string.Join(",\n", objects)}]\n")).Run<MissingNetworkPolicy>(out var gaps);

        // The work is bounded by counting, not by a clock: what was not compared any more is said.
        Assert.Equal(count, findings.Count + gaps.Count);
        Assert.True(findings.Count < count / 2, $"{findings.Count} workloads were compared with {count} policies each");
    }

    private static string Policy(string apiVersion, string kind, string? space, string spec) =>
        $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: p{(space is null ? "" : $", namespace: {space}")}}}\nspec: {spec}\n";

    private static void AssertVerdict(bool isProtected, string apiVersion, string kind, string? space, string spec)
    {
        var findings = KubernetesTest.At(Stage.Experiment, ("app.yaml", App), ("policy.yaml", Policy(apiVersion, kind, space, spec))).Run<MissingNetworkPolicy>(out var gaps);

        Assert.Empty(gaps);
        Assert.Equal(isProtected ? [] : [Violation], findings.Select(finding => new[] { finding }.Lines().Split(": NetworkPolicy")[0].Split(": GlobalNetworkPolicy")[0].Split(": Cilium")[0]));
    }
}
