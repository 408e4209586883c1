using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Ci;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Checks;

/// <summary>PG9001: a file that should be checked and could not be read or parsed.</summary>
public sealed class UnreadableInput() : Check("PG9001")
{
    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
        foreach (var file in context.CodeBase.Files)
        {
            // The manifest's own problems are PG8001, the policy's PG8007: one value, one id.
            if (file.Problem is not { } problem || file.Kind is FileKind.ServiceManifest or FileKind.PlatformPolicy)
            {
                continue;
            }

            var isCi = context.Facts<CiFacts>().IsCiFile(file);
            if (isCi || FileReader.MustBeReadable(file.Kind))
            {
                // What a CI file hides may be a credential, so there it is an error.
                var severity = isCi ? Severity.Error : context.Severity;
                context.Report(problem.Location, "", problem.Reason, [file.Path, problem.Reason], severity: severity);
            }
            else
            {
                context.ReportNotEvaluated(file.Path, problem.Reason, problem.Location);
            }
        }
    }
}
