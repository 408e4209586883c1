using System.Collections.Generic;
using PlatformGuard.Core.Grading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Manifests;

/// <summary>The words that manifests, options and reports use for our enumerations, in both directions.</summary>
public static class Words
{
    /// <summary><c>experiment</c>, <c>beta</c> or <c>ga</c>.</summary>
    public static string Word(this Stage stage) => stage switch
    {
        Stage.Experiment => "experiment",
        Stage.Beta => "beta",
        _ => "ga",
    };

    /// <summary><c>service</c> or <c>main-application</c>.</summary>
    public static string Word(this Role role) => role == Role.Service ? "service" : "main-application";

    /// <summary><c>saas</c>, <c>saas-for-self-managed</c> or <c>instance</c>.</summary>
    public static string Word(this DeploymentMode mode) => mode switch
    {
        DeploymentMode.Saas => "saas",
        DeploymentMode.SaasForSelfManaged => "saas-for-self-managed",
        _ => "instance",
    };

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</summary>
    public static string Word(this Risk risk) => risk switch
    {
        Risk.Low => "low",
        Risk.Medium => "medium",
        Risk.High => "high",
        _ => "critical",
    };

    /// <summary><c>pass</c>, <c>fail</c>, <c>waived</c>, <c>not-applicable</c> or <c>not-evaluated</c>.</summary>
    public static string Word(this Outcome outcome) => outcome switch
    {
        Outcome.Pass => "pass",
        Outcome.Fail => "fail",
        Outcome.Waived => "waived",
        Outcome.NotApplicable => "not-applicable",
        _ => "not-evaluated",
    };

    /// <summary>The stage of this word, or null.</summary>
    public static Stage? ParseStage(string? word) => word switch
    {
        "experiment" => Stage.Experiment,
        "beta" => Stage.Beta,
        "ga" => Stage.GenerallyAvailable,
        _ => null,
    };

    /// <summary>The severity of this word, or null.</summary>
    public static Severity? ParseSeverity(string? word) => word switch
    {
        "off" => Severity.Off,
        "note" => Severity.Note,
        "warning" => Severity.Warning,
        "error" => Severity.Error,
        _ => null,
    };

    /// <summary>The risk of this word, or null.</summary>
    public static Risk? ParseRisk(string? word) => word switch
    {
        "low" => Risk.Low,
        "medium" => Risk.Medium,
        "high" => Risk.High,
        "critical" => Risk.Critical,
        _ => null,
    };

    /// <summary>The role of this word, or null.</summary>
    public static Role? ParseRole(string? word) => word switch
    {
        "service" => Role.Service,
        "main-application" => Role.MainApplication,
        _ => null,
    };

    /// <summary>The mode of this word, or null.</summary>
    public static DeploymentMode? ParseMode(string? word) => word switch
    {
        "saas" => DeploymentMode.Saas,
        "saas-for-self-managed" => DeploymentMode.SaasForSelfManaged,
        "instance" => DeploymentMode.Instance,
        _ => null,
    };

    /// <summary>The words <c>; did you mean 'x'?</c> when a known word is near, otherwise nothing.</summary>
    public static string DidYouMean(string word, IReadOnlyList<string> known) => KeySuggestions.DidYouMean(word, known);
}
