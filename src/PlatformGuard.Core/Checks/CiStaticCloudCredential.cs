namespace PlatformGuard.Core.Checks;

/// <summary>PG3003: a CI job signs in to a cloud provider with a static credential.</summary>
public sealed class CiStaticCloudCredential() : CiCheck("PG3003");
