namespace PlatformGuard.Core.Documents;

/// <summary>A range of one file. The end is exclusive.</summary>
/// <remarks>A class, because it stands in collections everywhere: those of a value type are compiled anew at every start of the program.</remarks>
/// <param name="File">Path relative to the checked folder, with <c>/</c>.</param>
/// <param name="Start">The first character.</param>
/// <param name="End">The first character after the range.</param>
public sealed record Location(string File, Position Start, Position End)
{
    /// <summary>The beginning of <paramref name="file"/>, for what concerns the file as a whole.</summary>
    public static Location OfFile(string file) => new(file, Position.Start, Position.Start);

    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Start.Line}:{Start.Column}";
}
