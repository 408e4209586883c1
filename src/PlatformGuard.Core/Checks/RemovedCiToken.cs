namespace PlatformGuard.Core.Checks;

/// <summary>PG3008: a CI file uses a token that GitLab has removed.</summary>
public sealed class RemovedCiToken() : CiCheck("PG3008");
