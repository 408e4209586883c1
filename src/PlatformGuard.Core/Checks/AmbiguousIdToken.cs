namespace PlatformGuard.Core.Checks;

/// <summary>PG3009: an identity token without audience, or a secret of which it is not certain with which token it is fetched.</summary>
public sealed class AmbiguousIdToken() : CiCheck("PG3009");
