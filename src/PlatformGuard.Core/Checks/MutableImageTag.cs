namespace PlatformGuard.Core.Checks;

/// <summary>PG7010: an image whose tag can move to other content.</summary>
public sealed class MutableImageTag() : Check("PG7010")
{
    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
    }
}
