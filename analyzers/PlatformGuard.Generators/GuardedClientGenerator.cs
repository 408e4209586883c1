using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PlatformGuard.Generators.GuardedClients;

namespace PlatformGuard.Generators;

/// <summary>Writes the members of every class with <c>[GuardedClient("flag")]</c>: each asks the flag first and calls the service only when it is on.</summary>
/// <remarks>What it cannot write it leaves out as a whole; the analyzer of PG2008 reads the same plan and says why.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class GuardedClientGenerator : IIncrementalGenerator
{
    /// <summary>Tracking name of the step that reads the classes.</summary>
    internal const string PlanStep = "GuardedClientPlans";

    /// <summary>Tracking name of the step that finds the flag APIs.</summary>
    internal const string FlagApiStep = "FlagApis";

    /// <summary>Tracking name of the step that joins both.</summary>
    internal const string GuardedStep = "GuardedClients";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var plans = context.SyntaxProvider.ForAttributeWithMetadataName(
                PlanReader.AttributeName,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (attributed, cancellation) => PlanReader.Read(
                    (INamedTypeSymbol)attributed.TargetSymbol, attributed.Attributes[0], attributed.SemanticModel.Compilation, report: null, cancellation))
            .Where(static plan => plan is not null)
            .WithTrackingName(PlanStep);

        var annotated = context.SyntaxProvider.ForAttributeWithMetadataName(
                FlagApiReader.GuardAttribute,
                static (node, _) => node is MethodDeclarationSyntax or PropertyDeclarationSyntax,
                static (attributed, _) => FlagApiReader.Annotated(attributed.TargetSymbol))
            .Where(static api => api is not null)
            .Collect();
        var option = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => options.GlobalOptions.TryGetValue(FlagApiReader.Option, out var value) ? value : "");
        var referenced = context.CompilationProvider.Combine(option).Select(static (input, _) => (
            Configured: new EquatableArray<FlagApi>(FlagApiReader.Configured(input.Left, input.Right)),
            Providers: new EquatableArray<FlagApi>(FlagApiReader.Providers(input.Left))));
        var apis = referenced.Combine(annotated)
            .Select(static (input, _) => new FlagApis(input.Left.Configured, FlagApiReader.Sorted(input.Right!), input.Left.Providers))
            .WithTrackingName(FlagApiStep);

        var guarded = plans.Combine(apis)
            .Select(static (input, _) => (Plan: input.Left!, Choice: FlagChooser.Choose(input.Left!, input.Right)))
            .Where(static client => client.Choice is not null)
            .WithTrackingName(GuardedStep);
        context.RegisterSourceOutput(guarded, static (output, client) =>
            output.AddSource(client.Plan.HintName + ".Guarded.g.cs", SourceText.From(ClientWriter.Write(client.Plan, client.Choice!), Encoding.UTF8)));
    }
}
