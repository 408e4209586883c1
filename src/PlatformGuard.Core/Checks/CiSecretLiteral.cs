namespace PlatformGuard.Core.Checks;

/// <summary>PG3001: the value of a credential in a CI file.</summary>
public sealed class CiSecretLiteral() : CiCheck("PG3001");
