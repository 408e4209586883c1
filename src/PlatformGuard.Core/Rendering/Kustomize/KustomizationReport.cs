using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>What one kustomization could not do. Anything said here makes the outcome incomplete.</summary>
internal sealed class KustomizationReport(KustomizationFile kustomization, RenderingGaps gaps)
{
    /// <summary>Whether nothing was said so far, about it or what it includes.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Something that is not rendered.</summary>
    /// <param name="what">The field, with its index; null for the kustomization as a whole.</param>
    /// <param name="why">The reason. Never quotes a value: addresses may hold credentials.</param>
    /// <param name="location">Where it is written.</param>
    public void Add(string? what, string why, Location location)
    {
        IsComplete = false;
        gaps.Add(what is null ? kustomization.Label : $"{kustomization.Label}: {what}", why, location);
    }

    /// <summary>Something that fits no object. Where objects are missing already this follows from it and says nothing new.</summary>
    public void AddUnmatched(string what, string why, Location location)
    {
        if (IsComplete)
        {
            Add(what, why + ", so the build would fail", location);
        }
    }

    /// <summary>Takes over that an included kustomization is incomplete.</summary>
    public void Include(bool isComplete) => IsComplete &= isComplete;
}
