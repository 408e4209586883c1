namespace PlatformGuard.Guidelines;

/// <summary>The maturity a team declares for its service.</summary>
public enum Stage
{
    /// <summary>First deployment; validated automatically.</summary>
    Experiment,

    /// <summary>Used by some customers.</summary>
    Beta,

    /// <summary>Generally available.</summary>
    GenerallyAvailable,
}

/// <summary>Where a service runs and whom it serves.</summary>
public enum DeploymentMode
{
    /// <summary>M1: our installation only.</summary>
    Saas,

    /// <summary>M2: our installation, also serving self-managed instances.</summary>
    SaasForSelfManaged,

    /// <summary>M3: every instance runs its own.</summary>
    Instance,
}

/// <summary>What the checked code base is.</summary>
public enum Role
{
    /// <summary>An independently deployed workload.</summary>
    Service,

    /// <summary>The large main application whose requests lead to services.</summary>
    MainApplication,
}

/// <summary>How heavily a rule weighs in the score.</summary>
public enum Risk
{
    /// <summary>Weight 2.5.</summary>
    Low,

    /// <summary>Weight 5.</summary>
    Medium,

    /// <summary>Weight 7.5.</summary>
    High,

    /// <summary>Weight 10.</summary>
    Critical,
}

/// <summary>What a rule examines.</summary>
[System.Flags]
public enum Surfaces
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>C# source, by the analyzers.</summary>
    Code = 1,

    /// <summary>Files of the repository, by the command line and the MSBuild task.</summary>
    Files = 2,

    /// <summary>The build's own properties.</summary>
    Build = 4,
}
