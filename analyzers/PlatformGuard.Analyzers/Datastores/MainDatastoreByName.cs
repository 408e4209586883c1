using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines.Datastores;

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
        context.RegisterOperationAction(call => AnalyzeArguments(call, ((IInvocationOperation)call.Operation).Arguments, platform), OperationKind.Invocation);
        context.RegisterOperationAction(creation => AnalyzeArguments(creation, ((IObjectCreationOperation)creation.Operation).Arguments, platform), OperationKind.ObjectCreation);
        if (platform.Configuration is null && platform.ConfigurationManager is null)
        {
            return;
        }

        // Properties are referred to in every line; only these libraries have an indexer that names a setting.
        context.RegisterOperationAction(indexer => AnalyzeArguments(indexer, ((IPropertyReferenceOperation)indexer.Operation).Arguments, platform), OperationKind.PropertyReference);
    }

    private void AnalyzeArguments(OperationAnalysisContext context, ImmutableArray<IArgumentOperation> arguments, PlatformContext platform)
    {
        foreach (var argument in arguments)
        {
            AnalyzeArgument(context, argument, platform);
        }
    }

    private void AnalyzeArgument(OperationAnalysisContext context, IArgumentOperation argument, PlatformContext platform)
    {
        if (NameSlots.Of(argument, platform) is not { } slot)
        {
            return;
        }

        var alternatives = new List<IOperation>();
        ExpressionContext.CollectAlternatives(argument.Value, alternatives);
        foreach (var alternative in alternatives)
        {
            var text = TextFolder.Fold(alternative, followLocals: true, context.CancellationToken);
            if (NameIn(text, slot, argument, context.CancellationToken) is { Length: > 0 } name
                && DatastoreClassifier.JudgeName(name, slot, platform.Settings.Datastores) is { } verdict)
            {
                var location = text.Locate(0, text.Text.Length, alternative.Syntax.GetLocation());
                var properties = ImmutableDictionary<string, string?>.Empty.Add(KindProperty, slot.ToString()).Add(NameProperty, name);
                context.ReportDiagnostic(Finding(platform, verdict.AtMost, location, properties, verdict.Part, verdict.Subject));
            }
        }
    }

    private static string? NameIn(FoldedText text, DatastoreNameKind kind, IArgumentOperation argument, CancellationToken cancellation)
    {
        if (text.HasHoles)
        {
            return null;
        }

        if (NameSlots.IsConnectionString(argument.Parameter))
        {
            return NamedConnection(text.Text);
        }

        if (kind != DatastoreNameKind.ConfigurationKey)
        {
            return text.Text;
        }

        var receiver = argument.Parent switch
        {
            IInvocationOperation call => ConfigurationPath.ReceiverOf(call),
            IPropertyReferenceOperation indexer => indexer.Instance,
            _ => null,
        };
        return ConfigurationPath.PrefixOf(receiver, cancellation) + text.Text;
    }

    // Entity Framework takes the name of a connection in place of its string: UseNpgsql("Name=ConnectionStrings:Main").
    private static string? NamedConnection(string text)
    {
        const string Section = "ConnectionStrings:";
        var trimmed = text.Trim();
        var equals = trimmed.IndexOf('=');
        if (equals < 0 || trimmed.IndexOf(';') >= 0 || !string.Equals(trimmed.Substring(0, equals).TrimEnd(), "name", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var name = trimmed.Substring(equals + 1).TrimStart();
        return name.StartsWith(Section, StringComparison.OrdinalIgnoreCase) ? name.Substring(Section.Length) : name;
    }
}
