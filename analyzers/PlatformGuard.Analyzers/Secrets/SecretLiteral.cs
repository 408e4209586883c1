using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.Datastores;
using PlatformGuard.Guidelines.Secrets;

namespace PlatformGuard.Analyzers.Secrets;

/// <summary>
/// PG3004: the value of a secret in source. A token of a known format counts wherever it stands, any other literal when it is given to
/// something that is named as a credential.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecretLiteral : GuidelineAnalyzer
{
    /// <summary>The property of a finding that tells the name the secret is given to, for the code fix.</summary>
    internal const string NameProperty = "Name";

    /// <summary>
    /// The property of a finding, with no value, that says that its literal may be replaced as a whole: it is the secret and nothing
    /// more, or a whole connection string.
    /// </summary>
    internal const string ReplaceableProperty = "Replaceable";

    private const int ShortestSecret = 4;

    private static readonly Func<string, bool> MayHoldForm = SecretAnchors.MayHoldForm;

    /// <summary>Makes the analyzer.</summary>
    public SecretLiteral()
        : base("PG3004")
    {
    }

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        context.RegisterOperationAction(operation => Analyze(operation, platform), StringExpressions.Kinds);
        if (platform.IsTestProject)
        {
            return;
        }

        var reported = new ReportedPlaces();
        context.RegisterOperationAction(call => AnalyzeArguments(call, ((IInvocationOperation)call.Operation).TargetMethod, ((IInvocationOperation)call.Operation).Arguments, platform, reported), OperationKind.Invocation);
        context.RegisterOperationAction(creation => AnalyzeArguments(creation, ((IObjectCreationOperation)creation.Operation).Constructor, ((IObjectCreationOperation)creation.Operation).Arguments, platform, reported), OperationKind.ObjectCreation);
        context.RegisterOperationAction(assignment => AnalyzeAssignment(assignment, platform, reported), OperationKind.SimpleAssignment);
    }

    private void Analyze(OperationAnalysisContext context, PlatformContext platform)
    {
        if ((context.Operation is ILiteralOperation literal && (literal.Type?.SpecialType != SpecialType.System_String || literal.ConstantValue.Value is not string { Length: >= ShortestSecret }))
            || StringExpressions.WholeOf(context.Operation) is not { } operation)
        {
            return;
        }

        // Nine of ten expressions hold words, messages and names: no part has a telling form, and they are given to nothing that has a telling name.
        var hasForm = TextPieces.Any(operation, MayHoldForm);
        var target = platform.IsTestProject && !hasForm ? default : SecretTarget.Of(operation, context.ContainingSymbol, context.CancellationToken);
        if (!hasForm && !target.IsCredential && !platform.Names.Tells(target.ValueName))
        {
            return;
        }

        // Of a plain literal nothing more than this look is needed.
        if (operation is ILiteralOperation { ConstantValue.Value: string plain } && Judge(plain, target, platform) is null)
        {
            return;
        }

        var text = TextFolder.Fold(operation, followLocals: false, context.CancellationToken);
        if (text.Text.Length < ShortestSecret || Judge(text.Text, target, platform) is not { } verdict || text.IsUnknown(verdict.Start, verdict.Length))
        {
            return;
        }

        var location = text.Locate(verdict.Start, verdict.Length, operation.Syntax.GetLocation());
        context.ReportDiagnostic(Finding(platform, Severity.Error, location, Properties(text, verdict, target), verdict.Kind));
    }

    private void AnalyzeArguments(OperationAnalysisContext context, IMethodSymbol? method, ImmutableArray<IArgumentOperation> arguments, PlatformContext platform, ReportedPlaces reported)
    {
        if (!platform.Slots.Has(method, Slots.Credential))
        {
            return;
        }

        foreach (var argument in arguments)
        {
            if (argument.Parameter is { } parameter && (CredentialSlots.IsCredential(argument, context.CancellationToken) || platform.Names.IsCredential(parameter.Name) || CredentialSlots.KeyNameOf(parameter) is not null))
            {
                AnalyzeFollowed(context, argument.Value, SecretTarget.OfArgument(argument, context.CancellationToken), platform, reported);
            }
        }
    }

    private void AnalyzeAssignment(OperationAnalysisContext context, PlatformContext platform, ReportedPlaces reported)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property: { IsIndexer: false } property } && platform.Slots.Has(property, Slots.Credential))
        {
            AnalyzeFollowed(context, assignment.Value, SecretTarget.OfProperty(property), platform, reported);
        }
    }

    // The literal stands elsewhere, under a name that says nothing: only where it is used is it a credential.
    private void AnalyzeFollowed(OperationAnalysisContext context, IOperation value, SecretTarget target, PlatformContext platform, ReportedPlaces reported)
    {
        foreach (var alternative in Alternatives.Of(CredentialSlots.Unwrapped(value), context.CancellationToken))
        {
            var source = CredentialSlots.Unwrapped(alternative);
            var isConstant = source is IFieldReferenceOperation or ILocalReferenceOperation;
            if (source.ConstantValue is not { HasValue: true, Value: string { Length: >= ShortestSecret } text }
                || (!isConstant && value.Syntax.Span.Contains(source.Syntax.Span))
                || Judge(text, target, platform) is not { } verdict
                || Judge(text, OwnTarget(source, context), platform) is not null)
            {
                continue;
            }

            var location = source.Syntax.GetLocation();
            if (reported.Add(location))
            {
                context.ReportDiagnostic(Finding(platform, Severity.Error, location, ImmutableDictionary<string, string?>.Empty, verdict.Kind));
            }
        }
    }

    // By which the literal is judged where it stands.
    private static SecretTarget OwnTarget(IOperation source, OperationAnalysisContext context) => source switch
    {
        IFieldReferenceOperation field => new(field.Field.Name, IsSetting: false, IsCredential: false),
        ILocalReferenceOperation local => new(local.Local.Name, IsSetting: false, IsCredential: false),
        _ => SecretTarget.Of(source, context.ContainingSymbol, context.CancellationToken),
    };

    private static ImmutableDictionary<string, string?> Properties(FoldedText text, SecretVerdict verdict, SecretTarget target)
    {
        var properties = ImmutableDictionary<string, string?>.Empty;
        if (target.Name is not null)
        {
            properties = properties.Add(NameProperty, target.Name);
        }

        var isReplaceable = text.IsOnePart(verdict.Start, verdict.Length)
            || (text.IsOnePart(0, text.Text.Length) && ConnectionString.Parse(text.Text) is { Password: not null });
        return isReplaceable ? properties.Add(ReplaceableProperty, null) : properties;
    }

    // A password that only a test knows protects nothing; a token of a known format is real wherever it stands.
    private static SecretVerdict? Judge(string text, SecretTarget target, PlatformContext platform) =>
        SecretClassifier.Judge(text, platform.IsTestProject ? new(SecretSlot.Text) : ContextOf(target));

    private static SecretContext ContextOf(SecretTarget target)
    {
        if (target.IsCredential)
        {
            return new(SecretSlot.Credential, target.Name);
        }

        if (!target.IsSetting || target.Name is null)
        {
            return new(SecretSlot.SourceLiteral, target.Name);
        }

        return new(SecretSlot.Setting, target.ValueName, target.Name);
    }
}
