namespace PlatformGuard.Core.Checks;

/// <summary>PG3002: a CI job uses a credential that is stored in the CI settings.</summary>
public sealed class CiStoredCredential() : CiCheck("PG3002");
