using System;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PlatformGuard.Analyzers.Configuration;
using PlatformGuard.Analyzers.Secrets;
using PlatformGuard.Analyzers.Symbols;

namespace PlatformGuard.Analyzers;

/// <summary>
/// What the rules know about one compilation: its settings, and the types they bind to. A type is looked up when it is first asked
/// for, and is null when the compilation does not reference it.
/// </summary>
internal sealed class PlatformContext
{
    private static readonly ConditionalWeakTable<Compilation, PlatformContext> Contexts = new();

    private readonly AnalyzerOptions options;
    private readonly Lazy<bool> isTestProject;
    private readonly Lazy<ProjectConfiguration> projectConfiguration;
    private readonly Lazy<INamedTypeSymbol?> configuration;
    private readonly Lazy<INamedTypeSymbol?> configurationManager;
    private readonly Lazy<INamedTypeSymbol?> dbConnectionStringBuilder;
    private readonly Lazy<INamedTypeSymbol?> exception;
    private readonly Lazy<INamedTypeSymbol?> logger;

    private PlatformContext(Compilation compilation, AnalyzerOptions options)
    {
        this.options = options;
        Settings = AnalyzerSettings.Read(options.AnalyzerConfigOptionsProvider.GlobalOptions);
        Slots = new(this);
        Project = new(compilation, Settings.IsWebProject);
        projectConfiguration = new(() => ProjectConfiguration.Read(options.AdditionalFiles, CancellationToken.None), LazyThreadSafetyMode.PublicationOnly);
        isTestProject = new(() => Settings.IsTestProject || ReferencesTestFramework(compilation));
        configuration = Type(compilation, "Microsoft.Extensions.Configuration.IConfiguration");
        configurationManager = Type(compilation, "System.Configuration.ConfigurationManager");
        dbConnectionStringBuilder = Type(compilation, "System.Data.Common.DbConnectionStringBuilder");
        exception = Type(compilation, "System.Exception");
        logger = Type(compilation, "Microsoft.Extensions.Logging.ILogger");
    }

    /// <summary>The context of a compilation, which all analyzers share: settings and files are read, and symbols decided about, once.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">What the build says about it, and the files that the project passes to analyzers.</param>
    public static PlatformContext Of(Compilation compilation, AnalyzerOptions options)
    {
        var context = Contexts.GetValue(compilation, key => new(key, options));

        // An editor may ask again about the same compilation after its options changed.
        return context.options == options ? context : new(compilation, options);
    }

    /// <summary>Role, stage, own stores.</summary>
    public AnalyzerSettings Settings { get; }

    /// <summary>What kind of program the compilation is.</summary>
    public ProjectShape Project { get; }

    /// <summary>What parameters and properties take that rules look at.</summary>
    public KnownSlots Slots { get; }

    /// <summary>What names say about their values.</summary>
    public NameVerdicts Names { get; } = new();

    /// <summary>Whether the compilation holds tests, by its own word or by the test framework it references.</summary>
    public bool IsTestProject => isTestProject.Value;

    /// <summary>What the project's <c>appsettings*.json</c> say.</summary>
    public ProjectConfiguration ProjectConfiguration => projectConfiguration.Value;

    /// <summary><c>Microsoft.Extensions.Configuration.IConfiguration</c>, the base of root, section and manager.</summary>
    public INamedTypeSymbol? Configuration => configuration.Value;

    /// <summary><c>System.Configuration.ConfigurationManager</c>, which reads <c>app.config</c>.</summary>
    public INamedTypeSymbol? ConfigurationManager => configurationManager.Value;

    /// <summary><c>System.Data.Common.DbConnectionStringBuilder</c>, the base of the builders of all ADO.NET providers.</summary>
    public INamedTypeSymbol? DbConnectionStringBuilder => dbConnectionStringBuilder.Value;

    /// <summary><c>System.Exception</c>.</summary>
    public INamedTypeSymbol? Exception => exception.Value;

    /// <summary><c>Microsoft.Extensions.Logging.ILogger</c>.</summary>
    public INamedTypeSymbol? Logger => logger.Value;

    private static Lazy<INamedTypeSymbol?> Type(Compilation compilation, string metadataName) =>
        new(() =>
        {
            // Two references may both carry the type, which GetTypeByMetadataName answers with null.
            var types = compilation.GetTypesByMetadataName(metadataName);
            return types.IsEmpty ? null : types[0];
        });

    private static bool ReferencesTestFramework(Compilation compilation)
    {
        foreach (var reference in compilation.ReferencedAssemblyNames)
        {
            if (reference.Name is "xunit.core" or "xunit.v3.core" or "nunit.framework" or "MSTest.TestFramework" or "TUnit.Core"
                or "Microsoft.VisualStudio.TestPlatform.TestFramework")
            {
                return true;
            }
        }

        return false;
    }
}
