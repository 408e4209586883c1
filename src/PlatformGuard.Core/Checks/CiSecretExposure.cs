namespace PlatformGuard.Core.Checks;

/// <summary>PG3010: a CI job lets a secret out.</summary>
public sealed class CiSecretExposure() : CiCheck("PG3010");
