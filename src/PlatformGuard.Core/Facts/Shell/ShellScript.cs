using System.Collections.Generic;

namespace PlatformGuard.Core.Facts.Shell;

/// <summary>A shell text after parsing. Offsets count UTF-16 units from the beginning of the text.</summary>
/// <param name="Commands">All simple commands in the order of the text; those of a substitution stand before the command that uses them.</param>
/// <param name="Functions">Names of the functions it defines.</param>
/// <param name="IsComplete">False when a limit was met and the rest of the text was not looked at.</param>
public sealed record ShellScript(IReadOnlyList<ShellCommand> Commands, IReadOnlySet<string> Functions, bool IsComplete);

/// <summary>One simple command: assignments, words and redirections. The words of <c>for</c> and <c>case</c> are a command of that name.</summary>
public sealed class ShellCommand
{
    private readonly List<ShellAssignment> assignments = [];
    private readonly List<ShellWord> words = [];
    private readonly List<ShellRedirection> redirections = [];

    /// <summary>Where it begins.</summary>
    public int Start { get; internal set; }

    /// <summary>Behind its last word.</summary>
    public int End { get; internal set; }

    /// <summary><c>NAME=value</c> in front of the command, or standing alone.</summary>
    public IReadOnlyList<ShellAssignment> Assignments => assignments;

    /// <summary>The command's name and its arguments.</summary>
    public IReadOnlyList<ShellWord> Words => words;

    /// <summary>Its redirections, here-documents included.</summary>
    public IReadOnlyList<ShellRedirection> Redirections => redirections;

    /// <summary>The command that reads what this one prints, or null.</summary>
    public ShellCommand? PipedInto { get; internal set; }

    /// <summary>The commands that write what this one reads.</summary>
    public IReadOnlyList<ShellCommand> PipedFrom { get; internal set; } = [];

    /// <summary>The redirection of the group, loop or condition around it that takes what it prints, or null.</summary>
    public ShellRedirection? GroupOutput { get; internal set; }

    /// <summary>Whether it stands in <c>$(…)</c>, backquotes or <c>&lt;(…)</c>: what it prints goes to another command.</summary>
    public bool IsCaptured => Depth > 0;

    internal int Depth { get; set; }

    /// <summary>What <see cref="CommandLine.Of"/> made of it. Threads that ask at once make equal ones.</summary>
    internal CommandLine? Line { get; set; }

    internal void Add(ShellAssignment assignment) => assignments.Add(assignment);

    internal void Add(ShellWord word) => words.Add(word);

    internal void Add(ShellRedirection redirection) => redirections.Add(redirection);
}

/// <summary><c>NAME=value</c> as the shell reads it.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">What it gets.</param>
/// <param name="Start">Where the name begins.</param>
public sealed record ShellAssignment(string Name, ShellWord Value, int Start);

/// <summary>A redirection.</summary>
/// <param name="Operator">Such as <c>&gt;</c>, <c>&gt;&gt;</c>, <c>2&gt;</c>, <c>&lt;</c>, <c>&lt;&lt;&lt;</c> or <c>&lt;&lt;</c>.</param>
/// <param name="Target">The file; the text for <c>&lt;&lt;&lt;</c>; the body for a here-document.</param>
public sealed record ShellRedirection(string Operator, ShellWord Target)
{
    /// <summary>Whether it takes what the command prints.</summary>
    public bool TakesOutput => Operator is ">" or ">>" or ">|" or "1>" or "1>>" or "&>" or "&>>";

    /// <summary>Whether its target is text for the command to read, not a file.</summary>
    public bool IsText => Operator is "<<" or "<<<";
}

/// <summary>What a part of a word is.</summary>
public enum ShellPartKind
{
    /// <summary>Text as it stands.</summary>
    Literal,

    /// <summary><c>$NAME</c>, <c>${NAME}</c>, <c>${NAME:-word}</c>, <c>$env:NAME</c>, <c>%NAME%</c>.</summary>
    Variable,

    /// <summary><c>$(…)</c>, backquotes, <c>&lt;(…)</c>.</summary>
    Substitution,

    /// <summary><c>${{ … }}</c>, filled in by the CI system before the shell reads it.</summary>
    Expression,
}

/// <summary>A part of a word.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text after removing quotes, the variable's name, or the expression; empty for a substitution.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Behind its last character.</param>
public sealed record ShellPart(ShellPartKind Kind, string Text, int Start, int End)
{
    /// <summary>The commands of a substitution.</summary>
    public IReadOnlyList<ShellCommand> Commands { get; init; } = [];

    /// <summary>Behind a variable's name: <c>:-</c>, <c>#</c> (its length) and the like; <c>&lt;</c> for a substitution that gives a file; or empty.</summary>
    public string Operator { get; init; } = "";

    /// <summary>The word behind a variable's operator, such as its default, or null.</summary>
    public ShellWord? Operand { get; init; }

    /// <summary>Whether only the presence or length of the variable is asked for.</summary>
    public bool HidesValue => Operator is "#" or ":+" or "+";
}
