using PlatformGuard.Core.Facts.Kubernetes;

namespace PlatformGuard.Core.Checks;

/// <summary>A rule on Kubernetes objects, judged on each set of objects that is applied together.</summary>
/// <remarks>
/// A base that several overlays render is one thing to mend: what is reported at the same place for the same reason in several sets is one finding.
/// It names the overlays when only some of those that hold the object have it.
/// </remarks>
public abstract class KubernetesCheck(string ruleId) : Check(ruleId)
{
    /// <inheritdoc/>
    public sealed override void Run(CheckContext context)
    {
        var facts = context.Facts<KubernetesFacts>();
        var report = new KubernetesReport(context, facts);
        foreach (var set in facts.Sets)
        {
            report.Begin(set);
            Examine(set, report);
        }

        report.Write();
        ExamineManifest(context);
    }

    /// <summary>Examines the objects of one set.</summary>
    private protected abstract void Examine(KubernetesSet set, KubernetesReport report);

    /// <summary>Examines what the service manifest says about the same subject.</summary>
    private protected virtual void ExamineManifest(CheckContext context)
    {
    }
}
