using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Ci;

/// <summary>The CI system that runs a job.</summary>
public enum CiSystem
{
    /// <summary>GitLab CI.</summary>
    GitLab,

    /// <summary>GitHub Actions.</summary>
    GitHub,
}

/// <summary>One job as the CI system sees it, after includes, inheritance and references were resolved. Every value keeps the place where it was written.</summary>
public sealed record CiJob
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The system that runs it.</summary>
    public required CiSystem System { get; init; }

    /// <summary>Where its name was written.</summary>
    public required Location Place { get; init; }

    /// <summary>A template that never runs by itself (<c>.name</c>).</summary>
    public bool IsTemplate { get; init; }

    /// <summary>False when it extends something that could not be read: what it has beyond what is written here is not known.</summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>The variables that reach it, its own first.</summary>
    public IReadOnlyList<CiVariable> Variables { get; init; } = [];

    /// <summary>What it runs, in order.</summary>
    public IReadOnlyList<CiStep> Steps { get; init; } = [];

    /// <summary>The shell texts of all steps, in the order in which they run.</summary>
    public IEnumerable<ScalarText> Scripts => Steps.Where(static step => step.Kind == CiStepKind.Script).SelectMany(static step => step.Texts);

    /// <summary><c>id_tokens:</c> by name.</summary>
    public IReadOnlyList<MappingEntry> IdTokens { get; init; } = [];

    /// <summary><c>secrets:</c> by name.</summary>
    public IReadOnlyList<MappingEntry> Secrets { get; init; } = [];

    /// <summary>The containers that run beside it.</summary>
    public IReadOnlyList<CiService> Services { get; init; } = [];

    /// <summary>Paths that it keeps as artifacts.</summary>
    public IReadOnlyList<ScalarNode> ArtifactPaths { get; init; } = [];

    /// <summary>Its dotenv reports.</summary>
    public IReadOnlyList<ScalarNode> DotenvReports { get; init; } = [];

    /// <summary>Names of the jobs whose artifacts it gets.</summary>
    public IReadOnlyList<string> Suppliers { get; init; } = [];

    /// <summary>Whether it gets artifacts of another pipeline or project, whose dotenv reports are not known.</summary>
    public bool HasForeignArtifacts { get; init; }

    /// <summary>Values outside of scripts and variables in which the system fills in variables: image, services, trigger.</summary>
    public IReadOnlyList<ScalarNode> OtherValues { get; init; } = [];

    /// <summary>Values with a name of their own that are no environment variables: passwords of registries, entries of a matrix.</summary>
    public IReadOnlyList<CiVariable> NamedValues { get; init; } = [];

    /// <summary>Names that a caller hands over: secrets of a reusable workflow, inputs of an action.</summary>
    public IReadOnlySet<string> HandedOver { get; init; } = new HashSet<string>();
}

/// <summary>A variable of a CI file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="NameLocation">Where the name was written.</param>
/// <param name="Path">Its logical path, such as <c>build/variables/X</c>.</param>
public sealed record CiVariable(string Name, ScalarNode Value, Location NameLocation, string Path);

/// <summary>A container that runs beside a job and ends with it.</summary>
/// <param name="Image">Its image, or empty.</param>
/// <param name="Hosts">The names it answers to.</param>
/// <param name="Variables">Variables of its own.</param>
public sealed record CiService(string Image, IReadOnlyList<string> Hosts, IReadOnlyList<CiVariable> Variables);

/// <summary>What a step is.</summary>
public enum CiStepKind
{
    /// <summary>Shell text; all texts of the step are one script.</summary>
    Script,

    /// <summary>Text for an interpreter that is no shell: only its form is judged.</summary>
    OtherScript,

    /// <summary>A published action or step.</summary>
    Action,
}

/// <summary>One step of a job.</summary>
public sealed record CiStep
{
    /// <summary>What it is.</summary>
    public required CiStepKind Kind { get; init; }

    /// <summary>Where it stands in the job, such as <c>script</c> or <c>steps/2</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Its texts.</summary>
    public IReadOnlyList<ScalarText> Texts { get; init; } = [];

    /// <summary>Whether it begins with a new shell, to which nothing of the steps before is known.</summary>
    public bool IsNewShell { get; init; }

    /// <summary>Variables of its own.</summary>
    public IReadOnlyList<CiVariable> Variables { get; init; } = [];

    /// <summary>The action, such as <c>docker/login-action@v3</c>, or null.</summary>
    public ScalarNode? Uses { get; init; }

    /// <summary>The action's inputs.</summary>
    public IReadOnlyList<MappingEntry> Inputs { get; init; } = [];

    /// <summary>For a step of a composite action: what its caller gave for each input.</summary>
    public IReadOnlyDictionary<string, string> GivenInputs { get; init; } = new Dictionary<string, string>();
}

/// <summary>A pipeline or workflow.</summary>
public sealed record CiPipeline
{
    /// <summary>Most jobs that are looked at.</summary>
    internal const int MaxJobs = 3_000;

    /// <summary>Most variables of the pipeline as a whole that are looked at.</summary>
    internal const int MaxVariables = 2_000;

    /// <summary>The system that runs it.</summary>
    public required CiSystem System { get; init; }

    /// <summary>The file it begins with.</summary>
    public required string Path { get; init; }

    /// <summary>Its jobs in order of the text, templates included.</summary>
    public IReadOnlyList<CiJob> Jobs { get; init; } = [];

    /// <summary>Variables of the pipeline as a whole.</summary>
    public IReadOnlyList<CiVariable> Variables { get; init; } = [];

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<CiGap> Gaps { get; init; } = [];

    /// <summary>Whether something was included that could not be read, trusted or not: it may define more than is known.</summary>
    public bool IsPartial { get; init; }

    /// <summary>A GitLab pipeline as a whole after includes, inheritance and references were resolved; null for other systems.</summary>
    public MappingNode? Root { get; init; }

    /// <summary>What it takes from elsewhere: includes of other projects, templates, components; workflows of other repositories.</summary>
    public IReadOnlyList<CiForeignPart> ForeignParts { get; init; } = [];
}

/// <summary>A part of a pipeline that stands elsewhere.</summary>
/// <param name="Name">As written, such as <c>Jobs/SAST.gitlab-ci.yml</c> or <c>group/project:/deploy.yml</c>.</param>
/// <param name="IsKnown">Whether all that it does is known all the same: our own component, or what <c>--merged-ci</c> resolves.</param>
/// <param name="Location">Where it is asked for.</param>
public sealed record CiForeignPart(string Name, bool IsKnown, Location Location);

/// <summary>Something of a pipeline that could not be read.</summary>
/// <param name="What">Such as <c>include: project platform/ci, file /deploy.yml</c>.</param>
/// <param name="Why">The reason.</param>
/// <param name="Location">Where it is asked for.</param>
public sealed record CiGap(string What, string Why, Location Location);
