using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.Rotation;

/// <summary>
/// PG3006: only one generation of a secret is accepted: a single validation key for tokens, a received key compared with one configured
/// value, a signature checked with one configured key, key-ring keys of a former certificate that cannot be read any more.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RotationWithoutOverlap : GuidelineAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public RotationWithoutOverlap()
        : base("PG3006")
    {
    }

    private protected override bool IsRelevant(PlatformContext platform) => base.IsRelevant(platform) && !platform.IsTestProject;

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        var checks = new AccessChecks(platform);
        context.RegisterOperationAction(assignment => AnalyzeAssignment(assignment, platform), OperationKind.SimpleAssignment);
        context.RegisterOperationAction(
            comparison =>
            {
                if (checks.FirstOfBody(comparison.Operation, comparison.CancellationToken) is var (what, evidence))
                {
                    comparison.ReportDiagnostic(Finding(platform, Severity.Error, comparison.Operation.Syntax.GetLocation(), properties: null, what, evidence));
                }
            },
            OperationKind.Binary,
            OperationKind.Invocation);
        RegisterCertificates(context, platform);
    }

    private void AnalyzeAssignment(OperationAnalysisContext context, PlatformContext platform)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation { Property: { ContainingType.Name: "TokenValidationParameters" } property } target
            || !TypeNames.IsWithin(property.ContainingType, "Microsoft.IdentityModel.Tokens"))
        {
            return;
        }

        var evidence = property.Name switch
        {
            "IssuerSigningKey" when !IsNull(assignment.Value) && !SetsAnother(target, "IssuerSigningKeys", "IssuerSigningKeyResolver", "IssuerSigningKeyResolverUsingConfiguration", "SignatureValidator") =>
                "IssuerSigningKey without IssuerSigningKeys or IssuerSigningKeyResolver",
            "IssuerSigningKeys" when IsSingle(assignment.Value) && !SetsAnother(target, "IssuerSigningKey", "IssuerSigningKeyResolver", "IssuerSigningKeyResolverUsingConfiguration", "SignatureValidator") =>
                "IssuerSigningKeys with one key",
            "TokenDecryptionKey" when !IsNull(assignment.Value) && !SetsAnother(target, "TokenDecryptionKeys", "TokenDecryptionKeyResolver") =>
                "TokenDecryptionKey without TokenDecryptionKeys or TokenDecryptionKeyResolver",
            _ => null,
        };
        if (evidence is not null)
        {
            var what = property.Name == "TokenDecryptionKey" ? "the token decryption key" : "the token signing key";
            context.ReportDiagnostic(Finding(platform, Severity.Error, target.Syntax.GetLocation(), properties: null, what, evidence));
        }
    }

    private static bool IsNull(IOperation value) => StringExpressions.WithoutConversions(value).ConstantValue is { HasValue: true, Value: null };

    private static bool IsSingle(IOperation value) => StringExpressions.WithoutConversions(value) switch
    {
        IArrayCreationOperation { Initializer.ElementValues.Length: 1 } => true,
        ICollectionExpressionOperation { Elements: { Length: 1 } elements } => elements[0] is not ISpreadOperation,
        IObjectCreationOperation { Initializer.Initializers.Length: 1, Arguments.IsEmpty: true } => true,
        _ => false,
    };

    // In the same body another property of the parameters is given a value: a list, or somebody who finds the key.
    private static bool SetsAnother(IPropertyReferenceOperation target, params string[] names)
    {
        IOperation body = target;
        while (body.Parent is { } parent and not IAnonymousFunctionOperation)
        {
            body = parent;
        }

        foreach (var operation in body.DescendantsAndSelf())
        {
            if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { ContainingType.Name: "TokenValidationParameters" } property } } other
                && Array.IndexOf(names, property.Name) >= 0 && !IsNull(other.Value))
            {
                return true;
            }
        }

        return false;
    }

    // Data protection makes new keys by itself; but when the certificate that protects them changes, the older ones are lost with it.
    private void RegisterCertificates(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        var protections = new ConcurrentBag<Location>();
        var readsOlder = 0;
        context.RegisterOperationAction(
            operation =>
            {
                var method = ((IInvocationOperation)operation.Operation).TargetMethod;
                if (method.Name == "UnprotectKeysWithAnyCertificate")
                {
                    Interlocked.Exchange(ref readsOlder, 1);
                }
                else if (method is { Name: "ProtectKeysWithCertificate", Parameters: { Length: 2 } parameters } && parameters[1].Type.Name == "X509Certificate2" && TypeNames.IsWithin(method.ContainingType, "Microsoft.AspNetCore.DataProtection"))
                {
                    protections.Add(operation.Operation.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }
                        ? access.Name.GetLocation() : operation.Operation.Syntax.GetLocation());
                }
            },
            OperationKind.Invocation);
        context.RegisterCompilationEndAction(end =>
        {
            if (readsOlder != 0)
            {
                return;
            }

            foreach (var place in protections.OrderBy(static place => place.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static place => place.SourceSpan.Start))
            {
                end.ReportDiagnostic(Finding(platform, Severity.Error, place, properties: null, "the certificate of the key ring", "ProtectKeysWithCertificate without UnprotectKeysWithAnyCertificate"));
            }
        });
    }
}
