using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.State;

/// <summary>PG4005: data-protection keys that one replica keeps for itself, or that nobody keeps.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LocalKeyRing : GuidelineAnalyzer
{
    private const string SetUp = "set-up";
    private const string Use = "use";
    private const string Repository = "repository";
    private const string Registration = "registration";
    private const string Hidden = "hidden";
    private const string Forms = "the anti-forgery tokens of its forms";

    // Each of these encrypts something for a later request.
    private static readonly ApiTable<string> Users = new ApiTable<string>()
        .Add("Microsoft.Extensions.DependencyInjection.CookieExtensions", "AddCookie", "authentication cookies")
        .Add("Microsoft.Extensions.DependencyInjection.*", "AddIdentity AddDefaultIdentity AddIdentityCookies AddIdentityApiEndpoints AddBearerToken", "authentication cookies and tokens")
        .Add("Microsoft.Extensions.DependencyInjection.*", "AddOpenIdConnect AddOAuth AddGoogle AddMicrosoftAccount AddFacebook AddTwitter", "the state of a sign-in")
        .Add("Microsoft.Extensions.DependencyInjection.*", "AddSession", "session cookies")
        .Add("Microsoft.Extensions.DependencyInjection.*", "AddAntiforgery", "anti-forgery tokens")
        .Add("Microsoft.Extensions.DependencyInjection.*", "AddControllersWithViews AddRazorPages AddMvc AddRazorComponents AddServerSideBlazor", Forms)
        .Add("Microsoft.AspNetCore.DataProtection.IDataProtectionProvider", "CreateProtector", "protected data")
        .Add("Microsoft.AspNetCore.DataProtection.DataProtectionCommonExtensions", "CreateProtector", "protected data");

    private static readonly string[] Speaking = ["DataProtection", "KeyRing", "Default", "Infrastructure", "Common", "Platform", "Identity", "Auth"];

    /// <summary>Makes the analyzer.</summary>
    public LocalKeyRing()
        : base("PG4005")
    {
    }

    private protected override bool IsRelevant(PlatformContext platform) =>
        base.IsRelevant(platform) && !platform.IsTestProject && platform.Project.IsWeb && !platform.Project.IsTool && !platform.Project.IsOrchestrator;

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        var setUp = new SharedSetUp();
        var own = context.Compilation.Assembly;
        var topics = new SymbolFacts<IMethodSymbol, string>(method => TopicOf(method, own));
        context.RegisterOperationAction(call => Analyze(call, platform, setUp, topics), OperationKind.Invocation);
        context.RegisterOperationAction(assignment => AnalyzeAssignment((ISimpleAssignmentOperation)assignment.Operation, setUp), OperationKind.SimpleAssignment);
        context.RegisterCompilationEndAction(end => Report(end, platform, setUp));
    }

    private void Analyze(OperationAnalysisContext context, PlatformContext platform, SharedSetUp setUp, SymbolFacts<IMethodSymbol, string> topics)
    {
        var call = (IInvocationOperation)context.Operation;
        var topic = topics.Of(call.TargetMethod);
        if (topic.Length == 0 || CodePlace.IsMigration(context.ContainingSymbol))
        {
            return;
        }

        if (topic == Repository)
        {
            setUp.Add(Repository, call);
            AnalyzeRepository(context, call, platform);
        }
        else if (topic == Hidden ? SharedSetUp.IsOnSetUp(call) : topic == Registration && IsOwnRepository(call.TargetMethod))
        {
            setUp.Add(Repository, call);
        }
        else if (topic == SetUp || (topic == Use && !CodePlace.IsDevelopmentOnly(call, context.CancellationToken)))
        {
            setUp.Add(topic, call);
        }
    }

    private static string TopicOf(IMethodSymbol method, IAssemblySymbol own) =>
        method.Name.StartsWith("PersistKeysTo", StringComparison.Ordinal) || method.Name == "UseEphemeralDataProtectionProvider" ? Repository
        : method.Name == "AddDataProtection" && TypeNames.IsWithin(method, "Microsoft") ? SetUp
        : Users.TryFind(method, out _) ? Use
        : SharedSetUp.MayHideSetUp(method, Speaking, own) ? Hidden
        : method.IsGenericMethod && CodePlace.IsSetUpType(method.Parameters.IsEmpty ? null : method.Parameters[0].Type) ? Registration
        : "";

    private void AnalyzeRepository(OperationAnalysisContext context, IInvocationOperation call, PlatformContext platform)
    {
        var verdict = call.TargetMethod.Name switch
        {
            "PersistKeysToFileSystem" when Calls.Argument(call, "directory") is { } folder => PathOrigin.Of(folder, platform, context.CancellationToken) switch
            {
                { Certainty: PathCertainty.Container, Why: var why } => ("on the local disk: " + why, Severity.Error),
                { Certainty: PathCertainty.Temporary } => ("in the folder for temporary files, which each replica has for itself", Severity.Error),
                { Certainty: PathCertainty.Unknown } => ("in a folder that is not known at compile time: declare the volume in spec.volumes and name its path here", Severity.Warning),
                _ => (null, Severity.Off),
            },
            "PersistKeysToRegistry" => ("in the registry of one machine", Severity.Error),
            "UseEphemeralDataProtectionProvider" => ("in memory only, and are lost with the process", Severity.Error),
            _ => ((string?)null, Severity.Off),
        };
        if (verdict.Item1 is { } where && !CodePlace.IsDevelopmentOnly(call, context.CancellationToken))
        {
            context.ReportDiagnostic(Finding(platform, verdict.Item2, Calls.NameOf(call), properties: null, where));
        }
    }

    // options.XmlRepository = …, in the options of key management.
    private static void AnalyzeAssignment(ISimpleAssignmentOperation assignment, SharedSetUp setUp)
    {
        if (assignment.Target is IPropertyReferenceOperation { Property.Name: "XmlRepository" })
        {
            setUp.Add(Repository, assignment);
        }
    }

    private static bool IsOwnRepository(IMethodSymbol method) =>
        method.TypeArguments.Length > 0
        && (TypeNames.Is(method.TypeArguments[0], "Microsoft.AspNetCore.DataProtection.Repositories.IXmlRepository")
            || TypeNames.Is(method.TypeArguments[0], "Microsoft.AspNetCore.DataProtection.IDataProtectionProvider"));

    private void Report(CompilationAnalysisContext context, PlatformContext platform, SharedSetUp setUp)
    {
        if (setUp.Has(Repository))
        {
            return;
        }

        var isSetUp = false;
        foreach (var call in setUp.Of(SetUp))
        {
            isSetUp = true;
            context.ReportDiagnostic(Finding(platform, Severity.Error, Calls.NameOf(call), properties: null, "in the user profile or in memory of one replica, because no PersistKeysTo… follows AddDataProtection"));
        }

        // In a library the program that uses it may set up the keys.
        if (isSetUp || !platform.Project.IsExecutable)
        {
            return;
        }

        // Pages need keys when they have a form, which is not seen here; everything else needs them for certain.
        var uses = setUp.Of(Use).Select(static call => (Call: call, What: Users.TryFind(call, out var what) ? what : "")).OrderBy(static use => use.What == Forms);
        foreach (var (call, what) in uses.Take(1))
        {
            context.ReportDiagnostic(Finding(
                platform,
                what == Forms ? Severity.Warning : Severity.Error,
                Calls.NameOf(call),
                properties: null,
                $"in the user profile or in memory of one replica, because {Calls.Show(call)} needs them for {what} and no AddDataProtection().PersistKeysTo… is set up"));
        }
    }
}
