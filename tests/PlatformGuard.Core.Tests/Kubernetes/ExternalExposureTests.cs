using System.Linq;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Policies;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Kubernetes;

public sealed class ExternalExposureTests
{
    private const string LoadBalancer = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: LoadBalancer, selector: {app: web}}\n";

    /// <summary>What tests read or compare with is deployed by nobody; a folder of tests may be.</summary>
    [Theory]
    [InlineData("pkg/render/testdata/golden/web.yaml", 0)]
    [InlineData("pkg/render/testdata/overlay/kustomization.yaml", 0)]
    [InlineData("test/fixtures/web.yaml", 0)]
    [InlineData("render/web.golden.yaml", 0)]
    [InlineData("test/e2e/web.yaml", 1)]
    [InlineData("deploy/goldenpath.yaml", 1)]
    [InlineData("deploy/kustomization.yaml", 1)]
    public void Run_DataOfTests_IsNotDeployed(string path, int expected)
    {
        var folder = path[..(path.LastIndexOf('/') + 1)];
        (string, string)[] files = path.EndsWith("kustomization.yaml", System.StringComparison.Ordinal)
            ? [(path, "resources: [web.yaml]\n"), (folder + "web.yaml", LoadBalancer)]
            : [(path, LoadBalancer)];

        Assert.Equal(expected, TestCodeBase.Of(files).Run<ExternalExposure>().Count);
    }

    /// <summary>What the platform's policy knows to be internal.</summary>
    [Theory]
    [InlineData("networking.k8s.io/v1", "Ingress", "{ingressClassName: corp-a}", "")]
    [InlineData("networking.k8s.io/v1", "Ingress", "{ingressClassName: edge}", "Ingress")]
    [InlineData("networking.k8s.io/v1", "Ingress", "{}", "Ingress")]
    [InlineData("gateway.networking.k8s.io/v1", "Gateway", "{gatewayClassName: corp-a}", "")]
    [InlineData("gateway.networking.k8s.io/v1", "HTTPRoute", "{parentRefs: [{name: corp-a}]}", "")]
    [InlineData("gateway.networking.k8s.io/v1", "HTTPRoute", "{parentRefs: [{name: edge}]}", "HTTPRoute")]
    [InlineData("traefik.io/v1alpha1", "IngressRoute", "{entryPoints: [corp-a]}", "")]
    [InlineData("traefik.io/v1alpha1", "IngressRoute", "{entryPoints: [corp-a, web]}", "IngressRoute")]
    [InlineData("v1", "Service", "{type: LoadBalancer, loadBalancerClass: corp-a}", "")]
    [InlineData("v1", "Service", "{type: LoadBalancer}", "Service")]
    [InlineData("v1", "Service", "{type: NodePort}", "Service")]
    public void Run_ClassesOfThePolicy_AreInternal(string version, string kind, string spec, string expected)
    {
        var file = ("deploy/a.yaml", $"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: a}}\nspec: {spec}\n");
        var codeBase = TestCodeBase.Of([file]);
        var findings = new Facts.CodeBase
        {
            Files = codeBase.Files, Manifest = codeBase.Manifest, Stage = codeBase.Stage, Role = codeBase.Role, RootPath = codeBase.RootPath, Options = codeBase.Options,
            Policy = PlatformPolicy.Default with { InternalClasses = ["corp-*"] },
        }.Run<ExternalExposure>();

        Assert.Equal(expected.Length > 0 ? 1 : 0, findings.Count);
        Assert.All(findings, finding => Assert.Contains(expected, finding.Message, System.StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", "{type: LoadBalancer}", "LoadBalancer")]
    [InlineData("{}", "{type: NodePort}", "NodePort")]
    [InlineData("{}", "{externalIPs: [10.0.0.1, 203.0.113.7]}", "externalIPs")]
    [InlineData("{service.beta.kubernetes.io/aws-load-balancer-internal: 'false'}", "{type: LoadBalancer}", "LoadBalancer")]
    [InlineData("{service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing}", "{type: LoadBalancer, loadBalancerClass: service.k8s.aws/nlb}", "LoadBalancer")]
    [InlineData("{networking.gke.io/load-balancer-type: External}", "{type: LoadBalancer}", "LoadBalancer")]
    [InlineData("{}", "{type: LoadBalancer, loadBalancerSourceRanges: [0.0.0.0/0]}", "LoadBalancer")]
    [InlineData("{}", "{type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8, 203.0.113.0/24]}", "LoadBalancer")]
    [InlineData("{}", "{type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/4]}", "LoadBalancer")]
    [InlineData("{metallb.io/address-pool: public}", "{type: LoadBalancer}", "LoadBalancer")]
    [InlineData("{}", "{type: ClusterIP}", "")]
    [InlineData("{}", "{clusterIP: None}", "")]
    [InlineData("{}", "{type: ExternalName, externalName: example.com}", "")]
    [InlineData("{}", "{externalIPs: [10.0.0.1]}", "")]
    [InlineData("{service.beta.kubernetes.io/aws-load-balancer-internal: 'true'}", "{type: LoadBalancer}", "")]
    [InlineData("{service.beta.kubernetes.io/aws-load-balancer-internal: 0.0.0.0/0}", "{type: LoadBalancer}", "")]
    [InlineData("{service.beta.kubernetes.io/aws-load-balancer-scheme: internal}", "{type: LoadBalancer}", "")]
    [InlineData("{}", "{type: LoadBalancer, loadBalancerClass: service.k8s.aws/nlb}", "")]
    [InlineData("{service.beta.kubernetes.io/azure-load-balancer-internal: 'true'}", "{type: LoadBalancer}", "")]
    [InlineData("{networking.gke.io/load-balancer-type: Internal}", "{type: LoadBalancer}", "")]
    [InlineData("{cloud.google.com/load-balancer-type: internal}", "{type: LoadBalancer}", "")]
    [InlineData("{service.beta.kubernetes.io/oci-load-balancer-internal: 'true'}", "{type: LoadBalancer}", "")]
    [InlineData("{service.beta.kubernetes.io/openstack-internal-load-balancer: 'true'}", "{type: LoadBalancer}", "")]
    [InlineData("{service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type: intranet}", "{type: LoadBalancer}", "")]
    [InlineData("{metallb.io/address-pool: internal}", "{type: LoadBalancer}", "")]
    [InlineData("{metallb.io/loadBalancerIPs: 192.168.1.10}", "{type: LoadBalancer}", "")]
    [InlineData("{}", "{type: LoadBalancer, loadBalancerIP: 10.1.2.3}", "")]
    [InlineData("{}", "{type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8, 'fd00::/8']}", "")]
    [InlineData("{}", "{type: LoadBalancer, loadBalancerClass: tailscale}", "")]
    public void Run_Service_Verdict(string annotations, string spec, string expected) => AssertSubject("v1", "Service", annotations, spec, expected);

    [Theory]
    [InlineData("networking.k8s.io/v1", "Ingress", "{}", "{ingressClassName: nginx}", "class 'nginx' is not known to be internal")]
    [InlineData("networking.k8s.io/v1", "Ingress", "{}", "{}", "Ingress")]
    [InlineData("extensions/v1beta1", "Ingress", "{}", "{backend: {serviceName: web}}", "Ingress")]
    [InlineData("networking.k8s.io/v1", "Ingress", "{alb.ingress.kubernetes.io/scheme: internet-facing}", "{ingressClassName: alb}", "Ingress")]
    [InlineData("networking.k8s.io/v1", "Ingress", "{tailscale.com/funnel: 'true'}", "{ingressClassName: tailscale}", "Ingress")]
    [InlineData("traefik.io/v1alpha1", "IngressRoute", "{}", "{entryPoints: [internal, websecure]}", "no entry point")]
    [InlineData("route.openshift.io/v1", "Route", "{}", "{to: {kind: Service, name: web}}", "no label")]
    [InlineData("projectcontour.io/v1", "HTTPProxy", "{}", "{virtualhost: {fqdn: example.com}}", "no class or annotation")]
    [InlineData("gateway.networking.k8s.io/v1", "Gateway", "{}", "{gatewayClassName: gke-l7-global-external-managed}", "Gateway")]
    [InlineData("gateway.networking.k8s.io/v1", "HTTPRoute", "{}", "{parentRefs: [{name: shared}]}", "attached")]
    [InlineData("gateway.networking.k8s.io/v1", "GRPCRoute", "{}", "{parentRefs: [{name: internal}, {name: public, namespace: infra}]}", "attached")]
    [InlineData("networking.istio.io/v1", "Gateway", "{}", "{selector: {istio: ingressgateway}}", "it runs on 'ingressgateway'")]
    [InlineData("networking.istio.io/v1", "VirtualService", "{}", "{gateways: [mesh, infra/public]}", "attached")]
    [InlineData("serving.knative.dev/v1", "Service", "{}", "{template: {spec: {containers: []}}}", "Knative")]
    [InlineData("apps/v1", "Deployment", "{}", "{template: {spec: {containers: [{name: a, ports: [{containerPort: 80, hostPort: 80}]}]}}}", "port 80")]
    [InlineData("v1", "Pod", "{}", "{initContainers: [{name: a, ports: [{hostPort: 80}]}], containers: []}", "port 80")]
    [InlineData("networking.k8s.io/v1", "Ingress", "{}", "{ingressClassName: nginx-internal}", "")]
    [InlineData("networking.k8s.io/v1", "Ingress", "{kubernetes.io/ingress.class: gce-internal}", "{}", "")]
    [InlineData("networking.k8s.io/v1", "Ingress", "{alb.ingress.kubernetes.io/scheme: internal}", "{ingressClassName: alb}", "")]
    [InlineData("networking.k8s.io/v1", "Ingress", "{}", "{ingressClassName: alb}", "")]
    [InlineData("networking.k8s.io/v1", "Ingress", "{appgw.ingress.kubernetes.io/use-private-ip: 'true'}", "{ingressClassName: azure-application-gateway}", "")]
    [InlineData("networking.k8s.io/v1", "Ingress", "{}", "{ingressClassName: tailscale}", "")]
    [InlineData("networking.k8s.io/v1", "IngressClass", "{}", "{controller: k8s.io/ingress-nginx}", "")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", "{}", "{podSelector: {}, ingress: [{}]}", "")]
    [InlineData("traefik.io/v1alpha1", "IngressRoute", "{}", "{entryPoints: [internal]}", "")]
    [InlineData("traefik.io/v1alpha1", "Middleware", "{}", "{}", "")]
    [InlineData("route.openshift.io/v1", "Route", "{kubernetes.io/ingress.class: internal}", "{to: {name: web}}", "")]
    [InlineData("projectcontour.io/v1", "HTTPProxy", "{}", "{routes: []}", "")]
    [InlineData("gateway.networking.k8s.io/v1", "Gateway", "{}", "{gatewayClassName: gke-l7-rilb}", "")]
    [InlineData("gateway.networking.k8s.io/v1", "Gateway", "{}", "{gatewayClassName: istio-waypoint}", "")]
    [InlineData("gateway.networking.k8s.io/v1", "Gateway", "{}", "{gatewayClassName: eg, addresses: [{value: 10.0.0.1}]}", "")]
    [InlineData("gateway.networking.k8s.io/v1", "Gateway", "{}", "{gatewayClassName: eg, infrastructure: {annotations: {networking.gke.io/load-balancer-type: Internal}}}", "")]
    [InlineData("gateway.networking.k8s.io/v1", "HTTPRoute", "{}", "{parentRefs: [{group: '', kind: Service, name: web}]}", "")]
    [InlineData("gateway.networking.k8s.io/v1", "HTTPRoute", "{}", "{parentRefs: [{name: internal-gateway}]}", "")]
    [InlineData("gateway.networking.k8s.io/v1", "HTTPRoute", "{}", "{}", "")]
    [InlineData("networking.istio.io/v1", "Gateway", "{}", "{selector: {istio: ingressgateway-internal}}", "")]
    [InlineData("networking.istio.io/v1", "VirtualService", "{}", "{hosts: [web]}", "")]
    [InlineData("networking.istio.io/v1", "ServiceEntry", "{}", "{hosts: [example.com]}", "")]
    [InlineData("serving.knative.dev/v1", "Service", "{run.googleapis.com/ingress: internal}", "{template: {spec: {containers: []}}}", "")]
    [InlineData("apps/v1", "Deployment", "{}", "{template: {spec: {containers: [{name: a, ports: [{containerPort: 80}]}]}}}", "")]
    [InlineData("apps/v1", "Deployment", "{}", "{template: {spec: {containers: [{name: a, ports: [{hostPort: 80, hostIP: 127.0.0.1}]}]}}}", "")]
    public void Run_Entry_Verdict(string apiVersion, string kind, string annotations, string spec, string expected) => AssertSubject(apiVersion, kind, annotations, spec, expected);

    [Theory]
    [InlineData(false, DeploymentMode.Saas, 1)]
    [InlineData(false, DeploymentMode.SaasForSelfManaged, 1)]
    [InlineData(true, DeploymentMode.Saas, 1)]
    [InlineData(true, DeploymentMode.Instance, 1)]
    [InlineData(true, DeploymentMode.SaasForSelfManaged, 0)]
    public void Run_DeclaredExposure_Verdict(bool isPublic, DeploymentMode mode, int expected) =>
        Assert.Equal(expected, TestCodeBase.With(new ServiceManifest { IsPublic = isPublic, Mode = mode }, ("a.yaml", LoadBalancer)).Run<ExternalExposure>().Count);

    [Theory]
    [InlineData(true, DeploymentMode.Saas, "service.yaml:2:12: error: Manifest 'web' exposes the service to the outside: exposure is public in mode saas, and only saas-for-self-managed may be public")]
    [InlineData(true, DeploymentMode.Instance, "service.yaml:2:12: error: Manifest 'web' exposes the service to the outside: exposure is public in mode instance, and only saas-for-self-managed may be public")]
    [InlineData(true, DeploymentMode.SaasForSelfManaged, "")]
    [InlineData(false, DeploymentMode.Saas, "")]
    public void Run_PublicInManifest_Verdict(bool isPublic, DeploymentMode mode, string expected)
    {
        var manifest = new ServiceManifest { Name = "web", IsPublic = isPublic, Mode = mode, Root = Read("spec:\n exposure: public\n") };

        Assert.Equal(expected, TestCodeBase.With(manifest).Run<ExternalExposure>().Lines());
    }

    [Fact]
    public void Run_IngressServiceAndDeploymentInThreeFiles_RelatedInOrder()
    {
        var manifest = new ServiceManifest { Root = Read("spec:\n exposure: internal\n") };
        var codeBase = TestCodeBase.With(
            manifest,
            ("a.yaml", KubernetesTest.Deployment("containers: []")),
            ("b.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {selector: {app: web}}\n"),
            ("c.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: other}\nspec: {selector: {app: other}}\n"),
            ("d.yaml", "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {rules: [{http: {paths: [{backend: {service: {name: front}}}]}}]}\n"));

        var finding = Assert.Single(codeBase.Run<ExternalExposure>());
        Assert.Equal("d.yaml:2:7: error: Ingress 'web' exposes the service to the outside: no class or annotation makes it internal", new[] { finding }.Lines());
        Assert.Equal(
            ["b.yaml:2:7 leads to Service 'front'", "a.yaml:2:7 Deployment 'web' answers", "service.yaml:2:12 the manifest says that the service is not public"],
            finding.RelatedLocations.Select(related => $"{related.Location} {related.Message}"));
    }

    [Theory]
    [InlineData("gke-l7-rilb", 0)]
    [InlineData("gke-l7-gxlb", 2)]
    public void Run_RouteAndItsGatewayInAnotherFile_GatewayDecides(string className, int expected) =>
        Assert.Equal(expected, TestCodeBase.Of(
            ("a.yaml", $"apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {{name: front}}\nspec: {{gatewayClassName: {className}}}\n"),
            ("b.yaml", "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web}\nspec: {parentRefs: [{name: front}]}\n")).Run<ExternalExposure>().Count);

    [Theory]
    [InlineData("internet-facing", 1)]
    [InlineData("internal", 0)]
    public void Run_IngressClassParametersInAnotherFile_Decide(string scheme, int expected) =>
        Assert.Equal(expected, TestCodeBase.Of(
            ("a.yaml", "apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: front}\nspec: {controller: ingress.k8s.aws/alb, parameters: {name: p}}\n"),
            ("b.yaml", $"apiVersion: elbv2.k8s.aws/v1beta1\nkind: IngressClassParams\nmetadata: {{name: p}}\nspec: {{scheme: {scheme}}}\n"),
            ("c.yaml", "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {ingressClassName: front}\n")).Run<ExternalExposure>().Count);

    [Theory]
    [InlineData("v1", "Service", "{type: \"${TYPE}\"}")]
    [InlineData("networking.k8s.io/v1", "Ingress", "{ingressClassName: \"${CLASS}\"}")]
    [InlineData("v1", "Pod", "{containers: [{name: a, ports: [{hostPort: \"${PORT}\"}]}]}")]
    public void Run_ValueFilledInLater_NotEvaluated(string apiVersion, string kind, string spec)
    {
        var findings = TestCodeBase.Of(("a.yaml", $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: web}}\nspec: {spec}\n")).Run<ExternalExposure>(out var gaps);

        Assert.Empty(findings);
        Assert.Single(gaps);
    }

    private static Node Read(string yaml) => FileReader.Read("service.yaml", System.Text.Encoding.UTF8.GetBytes(yaml), new CheckOptions())!.Documents[0];

    private static void AssertSubject(string apiVersion, string kind, string annotations, string spec, string expected)
    {
        var findings = KubernetesTest.Findings<ExternalExposure>($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: web, annotations: {annotations}}}\nspec: {spec}\n");
        if (expected.Length == 0)
        {
            Assert.Empty(findings);
        }
        else
        {
            Assert.Contains(expected, Assert.Single(findings).Message, System.StringComparison.Ordinal);
        }
    }
}
