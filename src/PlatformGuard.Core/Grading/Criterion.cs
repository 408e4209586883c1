using System;
using System.Collections.Immutable;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Grading;

/// <summary>One readiness question, as a file of <c>rules/readiness</c> or the platform's policy asks it.</summary>
public sealed record Criterion
{
    /// <summary>Stable id in kebab case.</summary>
    public required string Id { get; init; }

    /// <summary>One line in sentence case: what holds when it passes.</summary>
    public required string Title { get; init; }

    /// <summary>Why it is asked.</summary>
    public required string Why { get; init; }

    /// <summary>What to do when it fails.</summary>
    public required string Remediation { get; init; }

    /// <summary>The requirement of the source document that it answers, or null.</summary>
    public string? Requirement { get; init; }

    /// <summary>The items of the readiness review (<c>E9</c>) and of the maturity model (<c>L3.1</c>) that it answers.</summary>
    public ImmutableArray<string> Items { get; init; } = [];

    /// <summary>The stage from which it is required; null when it is never required and only raises the level.</summary>
    public Stage? RequiredFrom { get; init; }

    /// <summary>The maturity level that needs it, 1 to 5.</summary>
    public int Level { get; init; } = 1;

    /// <summary>Its weight in the score.</summary>
    public Risk Risk { get; init; } = Risk.Medium;

    /// <summary>First day on which it counts; null when it always does. Before, it is announced and blocks nothing.</summary>
    public DateOnly? CountsFrom { get; init; }

    /// <summary>The stage from which it will be required, and the day from which on; null when no change is announced.</summary>
    public (Stage RequiredFrom, DateOnly From)? AnnouncedMove { get; init; }

    /// <summary>The kind of code base that is asked; null for both.</summary>
    public Role? Role { get; init; }

    /// <summary>What the code base must have for the question to make sense. All must hold.</summary>
    public ImmutableArray<Condition> When { get; init; } = [];

    /// <summary>How it is answered. All parts must hold.</summary>
    public required CriterionAnswer Answer { get; init; }

    /// <summary>How much of the answer a machine can vouch for.</summary>
    public AnswerKind Kind => Answer.AttestationDays is not null ? AnswerKind.Attested
        : Answer.Fields.IsEmpty && Answer.Manifest is null ? AnswerKind.Automatic
        : AnswerKind.Declared;
}

/// <summary>Who vouches for an answer.</summary>
public enum AnswerKind
{
    /// <summary>Decided from files, code or a live source.</summary>
    Automatic,

    /// <summary>The manifest says so.</summary>
    Declared,

    /// <summary>A person says so.</summary>
    Attested,
}

/// <summary>The ways to answer a criterion. All that are given must hold.</summary>
public sealed record CriterionAnswer
{
    /// <summary>Rules without an open finding of warning or above.</summary>
    public ImmutableArray<Rule> Rules { get; init; } = [];

    /// <summary>Keys of the manifest that have a value, such as <c>spec.docs.runbook</c>.</summary>
    public ImmutableArray<string> Fields { get; init; } = [];

    /// <summary>Keys of the manifest that name a document: a file of the repository, which must be there and have content, or a link, which is taken as declared.</summary>
    public ImmutableArray<string> Documents { get; init; } = [];

    /// <summary>Globs of which one matches a file.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Patterns of includes, actions, images and programs, of which one is used in the pipeline.</summary>
    public ImmutableArray<string> Pipeline { get; init; } = [];

    /// <summary>A question about the manifest that several of its keys answer together, or null.</summary>
    public ManifestQuestion? Manifest { get; init; }

    /// <summary>Greatest age of an attestation in days, or null.</summary>
    public int? AttestationDays { get; init; }
}

/// <summary>What a criterion can presuppose.</summary>
public enum Condition
{
    /// <summary>Files that carry the header of our generator.</summary>
    GeneratedFiles,

    /// <summary>Objects of Kubernetes, rendered ones included.</summary>
    Kubernetes,

    /// <summary>A pipeline's file.</summary>
    Pipeline,

    /// <summary>A public endpoint.</summary>
    PublicEndpoint,

    /// <summary>Data of class orange or red.</summary>
    SensitiveData,

    /// <summary>Declared stores of its own.</summary>
    Storage,
}

/// <summary>Questions that several keys of the manifest answer together.</summary>
public enum ManifestQuestion
{
    /// <summary>Callers are authenticated, wherever not only our own installation can call.</summary>
    Authenticated,

    /// <summary>Every own store says how it is backed up.</summary>
    Backups,

    /// <summary>Every indicator has a latency objective.</summary>
    EverySliLatency,

    /// <summary>Every secret has its path in the vault.</summary>
    SecretsInVault,

    /// <summary>An indicator has an availability objective.</summary>
    SliAvailability,

    /// <summary>An indicator has a latency objective.</summary>
    SliLatency,
}
