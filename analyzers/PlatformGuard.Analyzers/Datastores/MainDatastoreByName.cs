using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.Datastores;

/// <summary>PG1002: a connection name, configuration key or environment variable that stands for a main datastore.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MainDatastoreByName : GuidelineAnalyzer
{
    /// <summary>The property of a finding that says what kind of name it is, for the code fix.</summary>
    internal const string KindProperty = "Kind";

    /// <summary>The property of a finding that holds the whole name, for the code fix.</summary>
    internal const string NameProperty = "Name";

    /// <summary>Makes the analyzer.</summary>
    public MainDatastoreByName()
        : base("PG1002")
    {
    }

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        var reported = new ReportedPlaces();
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (platform.Slots.Has(call.TargetMethod, Slots.SettingName))
                {
                    AnalyzeArguments(operation, call.Arguments, platform, reported);
                }
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(
            operation =>
            {
                var creation = (IObjectCreationOperation)operation.Operation;
                if (platform.Slots.Has(creation.Constructor, Slots.SettingName))
                {
                    AnalyzeArguments(operation, creation.Arguments, platform, reported);
                }
            },
            OperationKind.ObjectCreation);
        if (platform.Configuration is null && platform.ConfigurationManager is null)
        {
            return;
        }

        // Properties are referred to in every line; only these libraries have an indexer that names a setting.
        context.RegisterOperationAction(
            operation =>
            {
                var reference = (IPropertyReferenceOperation)operation.Operation;
                if (!reference.Arguments.IsEmpty && platform.Slots.Has(reference.Property, Slots.SettingName))
                {
                    AnalyzeArguments(operation, reference.Arguments, platform, reported);
                }
            },
            OperationKind.PropertyReference);
    }

    private void AnalyzeArguments(OperationAnalysisContext context, ImmutableArray<IArgumentOperation> arguments, PlatformContext platform, ReportedPlaces reported)
    {
        foreach (var argument in arguments)
        {
            AnalyzeArgument(context, argument, platform, reported);
        }
    }

    private void AnalyzeArgument(OperationAnalysisContext context, IArgumentOperation argument, PlatformContext platform, ReportedPlaces reported)
    {
        foreach (var name in SettingNames.In(argument, platform, context.CancellationToken))
        {
            if (name.Judge(platform, out _) is { RuleId: "PG1002", Verdict: var verdict } && reported.Add(name.Location))
            {
                var properties = ImmutableDictionary<string, string?>.Empty.Add(KindProperty, name.Kind.ToString()).Add(NameProperty, name.Name);
                context.ReportDiagnostic(Finding(platform, verdict.AtMost, name.Location, properties, verdict.Part, verdict.Subject));
            }
        }
    }
}
