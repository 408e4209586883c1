using System.Linq;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Kubernetes;

public sealed class InsecurePodTests
{
    private const string SafePod = "automountServiceAccountToken: false\nsecurityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}";
    private const string SafeContainer = "securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}";

    [Theory]
    [InlineData("hostNetwork: true", "hostNetwork is true")]
    [InlineData("hostPID: true", "hostPID is true")]
    [InlineData("hostIPC: yes", "hostIPC is yes")]
    [InlineData("securityContext: {windowsOptions: {hostProcess: true}}", "securityContext.windowsOptions.hostProcess is true")]
    [InlineData("securityContext: {seccompProfile: {type: Unconfined}}", "securityContext.seccompProfile.type is Unconfined")]
    [InlineData("securityContext: {appArmorProfile: {type: Unconfined}}", "securityContext.appArmorProfile.type is Unconfined")]
    [InlineData("securityContext: {seLinuxOptions: {type: spc_t}}", "securityContext.seLinuxOptions.type is spc_t")]
    [InlineData("securityContext: {seLinuxOptions: {user: system_u}}", "securityContext.seLinuxOptions.user is system_u")]
    [InlineData("securityContext: {sysctls: [{name: kernel.msgmax, value: '1'}]}", "securityContext.sysctls sets kernel.msgmax, which is not a safe one")]
    [InlineData("volumes: [{name: v, hostPath: {path: /data}}]", "volume 'v' opens '/data' of the node (hostPath)")]
    [InlineData("volumes: [{name: v, hostPath: {path: /var/run/docker.sock}}]", "volume 'v' is the socket '/var/run/docker.sock' of the node")]
    [InlineData("hostNetwork: false", "")]
    [InlineData("hostPID:", "")]
    [InlineData("securityContext: {windowsOptions: {hostProcess: false}}", "")]
    [InlineData("securityContext: {seccompProfile: {type: Localhost, localhostProfile: x}}", "")]
    [InlineData("securityContext: {seLinuxOptions: {type: container_t, level: s0}}", "")]
    [InlineData("securityContext: {sysctls: [{name: net.ipv4.tcp_syncookies, value: '1'}]}", "")]
    [InlineData("securityContext: {runAsUser: 0}", "")]
    [InlineData("volumes: [{name: v, emptyDir: {}}, {name: n, nfs: {server: x, path: /}}]", "")]
    public void Run_BaselineOfPodAtExperiment_Verdict(string podFields, string expected) =>
        Assert.Equal(expected.Length == 0 ? [] : [$"Deployment 'web': {expected}"], KubernetesTest.Findings<InsecurePod>(KubernetesTest.Container("ports: []", podFields)).Select(finding => finding.Message));

    [Theory]
    [InlineData("securityContext: {privileged: true}", "13:39", "securityContext.privileged is true")]
    [InlineData("securityContext: {capabilities: {add: [CHOWN, SYS_ADMIN]}}", "13:55", "securityContext.capabilities.add holds SYS_ADMIN")]
    [InlineData("securityContext: {capabilities: {add: [ALL]}}", "13:48", "securityContext.capabilities.add holds ALL")]
    [InlineData("securityContext: {procMount: Unmasked}", "13:38", "securityContext.procMount is Unmasked")]
    [InlineData("securityContext: {seccompProfile: {type: Unconfined}}", "13:50", "securityContext.seccompProfile.type is Unconfined")]
    [InlineData("ports: [{containerPort: 80, hostPort: 80}]", "13:47", "hostPort is 80")]
    [InlineData("livenessProbe: {httpGet: {port: 80, host: 10.0.0.1}}", "13:51", "host of livenessProbe is 10.0.0.1")]
    [InlineData("lifecycle: {preStop: {httpGet: {port: 80, host: example.com}}}", "13:57", "host of lifecycle.preStop is example.com")]
    [InlineData("securityContext: {privileged: false}", "", "")]
    [InlineData("securityContext: {capabilities: {add: [CHOWN, NET_BIND_SERVICE]}}", "", "")]
    [InlineData("securityContext: {capabilities: {drop: [SYS_ADMIN]}}", "", "")]
    [InlineData("securityContext: {procMount: Default}", "", "")]
    [InlineData("securityContext: {allowPrivilegeEscalation: true, runAsUser: 0, runAsNonRoot: false}", "", "")]
    [InlineData("ports: [{containerPort: 80, hostPort: 0}]", "", "")]
    [InlineData("livenessProbe: {httpGet: {port: 80, host: ''}}", "", "")]
    public void Run_BaselineOfContainerAtExperiment_Verdict(string fields, string place, string expected) =>
        Assert.Equal(
            expected.Length == 0 ? "" : $"deploy/app.yaml:{place}: warning: Container 'app' of Deployment 'web': {expected}",
            KubernetesTest.Findings<InsecurePod>(KubernetesTest.Container(fields)).Lines());

    [Theory]
    [InlineData("initContainers")]
    [InlineData("containers")]
    [InlineData("ephemeralContainers")]
    public void Run_EveryKindOfContainer_Reported(string field)
    {
        var others = field == "containers" ? "" : "containers: []\n";

        Assert.Single(KubernetesTest.Findings<InsecurePod>(KubernetesTest.Deployment($"{others}{field}: [{{name: a, image: a:1, securityContext: {{privileged: true}}}}]")));
    }

    [Theory]
    [InlineData("unconfined", 1)]
    [InlineData("runtime/default", 0)]
    [InlineData("localhost/mine", 0)]
    public void Run_AppArmorAnnotation_Verdict(string profile, int expected) =>
        Assert.Equal(expected, KubernetesTest.Findings<InsecurePod>(
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: web, annotations: {{container.apparmor.security.beta.kubernetes.io/app: {profile}}}}}\nspec: {{containers: []}}\n").Count);

    [Fact]
    public void Run_NothingSetAtBeta_EachControlOnceAtTheContainer() => Assert.Equal(
        """
        deploy/app.yaml:9:5: error: Deployment 'web': automountServiceAccountToken is not set to false, neither here nor on service account 'default', and nothing declares a need for the Kubernetes API
        deploy/app.yaml:11:15: error: Container 'app' of Deployment 'web': securityContext.allowPrivilegeEscalation is not set to false
        deploy/app.yaml:11:15: error: Container 'app' of Deployment 'web': securityContext.capabilities.drop does not hold ALL
        deploy/app.yaml:11:15: error: Container 'app' of Deployment 'web': securityContext.runAsNonRoot is not set to true, neither here nor on the pod
        deploy/app.yaml:11:15: error: Container 'app' of Deployment 'web': securityContext.seccompProfile is not set, neither here nor on the pod
        """,
        KubernetesTest.Findings<InsecurePod>(KubernetesTest.Container("ports: []"), Stage.Beta).Lines());

    [Fact]
    public void Run_NothingSetAtExperiment_Silent() => Assert.Empty(KubernetesTest.Findings<InsecurePod>(KubernetesTest.Container("ports: []")));

    [Fact]
    public void Run_RestrictedContextAtGa_Silent() =>
        Assert.Empty(KubernetesTest.Findings<InsecurePod>(KubernetesTest.Container(SafeContainer, SafePod), Stage.GenerallyAvailable));

    [Theory]
    [InlineData("securityContext: {allowPrivilegeEscalation: true, capabilities: {drop: [ALL]}}", "securityContext.allowPrivilegeEscalation is true")]
    [InlineData("securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [NET_RAW]}}", "securityContext.capabilities.drop does not hold ALL")]
    [InlineData("securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [CHOWN]}}", "securityContext.capabilities.add holds CHOWN")]
    [InlineData("securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [SYS_TIME]}}", "securityContext.capabilities.add holds SYS_TIME")]
    [InlineData("securityContext: {runAsNonRoot: false, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}", "securityContext.runAsNonRoot is false")]
    [InlineData("securityContext: {runAsUser: 0, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}", "securityContext.runAsUser is 0")]
    [InlineData("securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [NET_BIND_SERVICE]}}", "")]
    [InlineData("securityContext: {runAsUser: 1000, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, seccompProfile: {type: Localhost}}", "")]
    public void Run_RestrictedOfContainerAtBeta_Verdict(string fields, string expected) =>
        Assert.Equal(
            expected.Length == 0 ? [] : [$"Container 'app' of Deployment 'web': {expected}"],
            KubernetesTest.Findings<InsecurePod>(KubernetesTest.Container(fields, SafePod), Stage.Beta).Select(finding => finding.Message));

    [Theory]
    [InlineData("securityContext: {runAsNonRoot: false, seccompProfile: {type: RuntimeDefault}}", "securityContext.runAsNonRoot is false")]
    [InlineData("securityContext: {runAsNonRoot: true, runAsUser: 0, seccompProfile: {type: RuntimeDefault}}", "securityContext.runAsUser is 0")]
    [InlineData("securityContext: {runAsNonRoot: true, seccompProfile: {type: Unconfined}}", "securityContext.seccompProfile.type is Unconfined")]
    [InlineData("hostUsers: false\nsecurityContext: {runAsNonRoot: false, runAsUser: 0, seccompProfile: {type: RuntimeDefault}}", "")]
    [InlineData("volumes: [{name: v, nfs: {server: x, path: /}}]\n" + "securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}", "volume 'v' is of type nfs")]
    [InlineData("volumes: [{name: v}, {name: w, image: {reference: a:1}}, {csi: {driver: d}, name: x}]\n" + "securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}", "")]
    public void Run_RestrictedOfPodAtBeta_Verdict(string podFields, string expected) =>
        Assert.Equal(
            expected.Length == 0 ? [] : [$"Deployment 'web': {expected}"],
            KubernetesTest.Findings<InsecurePod>(KubernetesTest.Container(SafeContainer, "automountServiceAccountToken: false\n" + podFields), Stage.Beta).Select(finding => finding.Message));

    [Fact]
    public void Run_SettingsOnContainersOnly_Silent() => Assert.Empty(KubernetesTest.Findings<InsecurePod>(
        KubernetesTest.Container(
            "securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}", "automountServiceAccountToken: false"),
        Stage.Beta));

    [Fact]
    public void Run_WindowsPod_LinuxControlsAreNotAsked() =>
        Assert.Empty(KubernetesTest.Findings<InsecurePod>(KubernetesTest.Container("ports: []", "os: {name: windows}\nautomountServiceAccountToken: false\nsecurityContext: {runAsNonRoot: true}"), Stage.Beta));

    [Theory]
    [InlineData("automountServiceAccountToken: true", "", "", 1)]
    [InlineData("serviceAccountName: runner", "", "", 1)]
    [InlineData("serviceAccountName: runner", "automountServiceAccountToken: true", "", 1)]
    [InlineData("serviceAccountName: other", "automountServiceAccountToken: false", "", 1)]
    [InlineData("serviceAccountName: runner\nautomountServiceAccountToken: true", "automountServiceAccountToken: false", "", 1)]
    [InlineData("serviceAccountName: runner", "", "{kind: ServiceAccount, name: other, namespace: shop}", 1)]
    [InlineData("serviceAccountName: runner", "automountServiceAccountToken: false", "", 0)]
    [InlineData("serviceAccountName: runner\nautomountServiceAccountToken: false", "automountServiceAccountToken: true", "", 0)]
    [InlineData("serviceAccountName: runner", "", "{kind: ServiceAccount, name: runner}", 0)]
    public void Run_ApiTokenAtBeta_AccountAndBindingInOtherFilesDecide(string podFields, string account, string subject, int expected)
    {
        var codeBase = KubernetesTest.At(
            Stage.Beta,
            ("a.yaml", KubernetesTest.Container(SafeContainer, podFields + "\nsecurityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}")),
            ("b.yaml", $"apiVersion: v1\nkind: ServiceAccount\nmetadata: {{name: runner}}\n{account}\n"),
            ("c.yaml", $"apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {{name: b}}\nsubjects: [{subject}]\nroleRef: {{kind: Role, name: r}}\n"));

        Assert.Equal(expected, codeBase.Run<InsecurePod>().Count);
    }

    [Fact]
    public void Run_ManifestDeclaresKubernetesApi_TokenIsSilent()
    {
        var manifest = new ServiceManifest { Stage = Stage.Beta, NeedsKubernetesApi = true };

        Assert.Empty(TestCodeBase.With(manifest, ("a.yaml", KubernetesTest.Container(SafeContainer, "securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}"))).Run<InsecurePod>());
    }

    [Theory]
    [InlineData("securityContext: {privileged: \"${PRIVILEGED}\", allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}", SafePod)]
    [InlineData("securityContext: \"${CONTEXT}\"", SafePod)]
    [InlineData(SafeContainer, "automountServiceAccountToken: false\nsecurityContext: \"${CONTEXT}\"")]
    public void Run_ValueFilledInLater_NotEvaluated(string fields, string podFields)
    {
        var findings = KubernetesTest.At(Stage.Beta, ("a.yaml", KubernetesTest.Container(fields, podFields))).Run<InsecurePod>(out var gaps);

        Assert.Empty(findings);
        Assert.Single(gaps);
    }
}
