using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines.State;

namespace PlatformGuard.Analyzers.State;

/// <summary>How sure it is where a path leads.</summary>
internal enum PathCertainty
{
    /// <summary>A declared volume, a device, or a temporary file that another place owns.</summary>
    Scratch,

    /// <summary>The folder for temporary files: scratch space when the file is deleted after use.</summary>
    Temporary,

    /// <summary>Known at run time only.</summary>
    Unknown,

    /// <summary>The container's own disk.</summary>
    Container,
}

/// <summary>Where a path leads, and in words how that is known.</summary>
internal readonly record struct PathVerdict(PathCertainty Certainty, string Why);

/// <summary>Follows a path back to where it begins: a constant, a special folder, the folder for temporary files, or something unknown.</summary>
internal sealed class PathOrigin
{
    private const int DeepestNesting = 24;

    // A value may come from several callers, whose values come from several callers: beyond this the rest is unknown.
    private const int MostSteps = 256;

    private static readonly PathVerdict Unknown = new(PathCertainty.Unknown, "where the path leads is not known at compile time");
    private static readonly PathVerdict Temporary = new(PathCertainty.Temporary, "");

    private static readonly string[] ScratchWords = ["temp", "tmp", "scratch"];

    private readonly IReadOnlyList<DeclaredVolume> volumes;
    private readonly CancellationToken cancellation;
    private int depth;
    private int steps;

    private PathOrigin(IReadOnlyList<DeclaredVolume> volumes, CancellationToken cancellation)
    {
        this.volumes = volumes;
        this.cancellation = cancellation;
    }

    /// <summary>Judges a path, or a <c>FileInfo</c> or <c>DirectoryInfo</c>.</summary>
    public static PathVerdict Of(IOperation path, PlatformContext platform, CancellationToken cancellation) =>
        new PathOrigin(platform.Settings.Volumes, cancellation).Judge(path);

    private PathVerdict Judge(IOperation path)
    {
        path = StringExpressions.WithoutConversions(path);
        if (depth >= DeepestNesting || ++steps > MostSteps)
        {
            return Unknown;
        }

        depth++;
        var verdict = path switch
        {
            { ConstantValue: { HasValue: true, Value: string text } } => JudgeText(text),
            IParenthesizedOperation parenthesized => Judge(parenthesized.Operand),
            IConditionalOperation or ICoalesceOperation or ISwitchExpressionOperation => JudgeAlternatives(path),
            ILocalReferenceOperation local => JudgeSources(local, local.Local.Name),
            IFieldReferenceOperation field => JudgeSources(field, field.Field.Name),
            IPropertyReferenceOperation property => JudgeProperty(property),
            IInvocationOperation call => JudgeCall(call),
            IObjectCreationOperation creation when (Calls.Argument(creation, "fileName") ?? Calls.Argument(creation, "path")) is { } inner => Judge(inner),
            IBinaryOperation or IInterpolatedStringOperation => JudgeComposition(path),
            IAwaitOperation awaited => Judge(awaited.Operation),
            IParameterReferenceOperation parameter => JudgeSources(parameter, parameter.Parameter.Name),
            _ => Unknown,
        };
        depth--;
        return verdict;
    }

    private PathVerdict JudgeText(string text) => LocalPath.Judge(text, volumes) switch
    {
        PathPlace.DeclaredVolume or PathPlace.Device => new(PathCertainty.Scratch, ""),
        PathPlace.Temporary => Temporary,
        _ when text.Trim().Length == 0 => Unknown,
        _ when IsRooted(text) => new(PathCertainty.Container, $"'{Shorten(text)}' is on the container's own disk and on no declared volume"),
        _ => new(PathCertainty.Container, $"'{Shorten(text)}' is relative to the working folder, which is on the container's own disk"),
    };

    // A setting with a fallback: the fallback tells what kind of place is meant, and it is not certain that it applies.
    private PathVerdict JudgeAlternatives(IOperation path)
    {
        var alternatives = new List<IOperation>();
        ExpressionContext.CollectAlternatives(path, alternatives);
        PathVerdict? worst = null;
        foreach (var alternative in alternatives)
        {
            var verdict = Judge(alternative);
            if (verdict.Certainty != PathCertainty.Unknown && (worst is null || verdict.Certainty > worst.Value.Certainty))
            {
                worst = verdict;
            }
        }

        return worst is not { } known ? Unknown : known.Certainty == PathCertainty.Container ? known with { Certainty = PathCertainty.Unknown } : known;
    }

    // Of several callers one that names the container's disk is enough; the others count only when all are known.
    private PathVerdict JudgeSources(IOperation reference, string name)
    {
        PathVerdict? worst = null;
        var isKnown = true;
        foreach (var source in ValueSources.Of(reference, cancellation))
        {
            var verdict = Judge(source);
            isKnown &= verdict.Certainty != PathCertainty.Unknown;
            if (verdict.Certainty != PathCertainty.Unknown && (worst is null || verdict.Certainty > worst.Value.Certainty))
            {
                worst = verdict;
            }
        }

        return worst is { } known && (isKnown || known.Certainty == PathCertainty.Container) ? known : ByName(name);
    }

    private PathVerdict JudgeProperty(IPropertyReferenceOperation property)
    {
        var name = property.Property.Name;
        var owner = property.Property.ContainingType;
        switch (name)
        {
            case "WebRootPath" or "ContentRootPath" when TypeNames.IsOrHas(owner, "Microsoft.Extensions.Hosting.IHostEnvironment") || TypeNames.IsOrHas(owner, "Microsoft.AspNetCore.Hosting.IWebHostEnvironment"):
            case "BaseDirectory" when TypeNames.Is(owner, "System.AppContext") || TypeNames.Is(owner, "System.AppDomain"):
            case "CurrentDirectory" when TypeNames.Is(owner, "System.Environment"):
            case "Location" or "CodeBase" when TypeNames.IsOrHas(owner, "System.Reflection.Assembly"):
                return Below(owner.Name + "." + name);
            case "FullName" or "DirectoryName" or "Directory" or "Parent" when IsFileSystemInfo(owner) && property.Instance is { } info:
                return Judge(info);
            default:
                return JudgeSources(property, name);
        }
    }

    private PathVerdict JudgeCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var owner = method.ContainingType;
        if (TypeNames.Is(owner, "System.IO.Path"))
        {
            return method.Name switch
            {
                "GetTempPath" or "GetTempFileName" => Temporary,
                "Combine" or "Join" => JudgeParts(call),
                "GetFullPath" or "ChangeExtension" or "GetDirectoryName" or "TrimEndingDirectorySeparator" when Calls.Argument(call, "path") is { } path => Judge(path),
                "GetRandomFileName" => new(PathCertainty.Container, "the path is relative to the working folder, which is on the container's own disk"),
                _ => Unknown,
            };
        }

        return method.Name switch
        {
            "CreateTempSubdirectory" when TypeNames.Is(owner, "System.IO.Directory") => Temporary,
            "CreateDirectory" when TypeNames.Is(owner, "System.IO.Directory") && Calls.Argument(call, "path") is { } path => Judge(path),
            "CreateSubdirectory" when IsFileSystemInfo(owner) && call.Instance is { } folder => Judge(folder),
            "GetFolderPath" when TypeNames.Is(owner, "System.Environment") => Below("a special folder of the operating system"),
            "GetCurrentDirectory" when TypeNames.Is(owner, "System.IO.Directory") => Below("the working folder"),
            "GetEnvironmentVariable" when Calls.Argument(call, "variable") is { ConstantValue: { HasValue: true, Value: "TMPDIR" or "TEMP" or "TMP" } } => Temporary,
            "Format" or "Concat" when StringExpressions.IsComposition(method) => JudgeComposition(call),
            "Replace" or "Trim" or "TrimEnd" or "ToLower" or "ToLowerInvariant" or "ToString" or "Insert" when call.Instance is { } text => Judge(text),
            _ => JudgeSources(call, method.Name),
        };
    }

    // Path.Combine starts again at the last part that is rooted.
    private PathVerdict JudgeParts(IInvocationOperation call)
    {
        var parts = new List<IOperation>();
        foreach (var argument in call.Arguments)
        {
            ExpressionContext.CollectAlternatives(argument.Value, parts);
        }

        if (parts.Count == 0 || call.Arguments[0].Value is IConditionalOperation or ICoalesceOperation or ISwitchExpressionOperation)
        {
            return parts.Count == 0 ? Unknown : Judge(call.Arguments[0].Value);
        }

        var start = call.TargetMethod.Name == "Combine" ? parts.FindLastIndex(static part => Constant(part) is { } text && IsRooted(text)) : 0;
        start = Math.Max(start, 0);
        if (Constant(parts[start]) is null)
        {
            return Judge(parts[start]);
        }

        var prefix = "";
        for (var index = start; index < parts.Count && Constant(parts[index]) is { } text; index++)
        {
            prefix += (prefix.Length > 0 ? "/" : "") + text;
        }

        return JudgeText(prefix);
    }

    // The text up to the first unknown part decides when it names a folder; otherwise the unknown part is where the path begins.
    private PathVerdict JudgeComposition(IOperation path)
    {
        var text = TextFolder.Fold(path, followLocals: false, cancellation).Text;
        var hole = text.IndexOf(FoldedText.Hole, StringComparison.Ordinal);
        return hole switch
        {
            < 0 => JudgeText(text),
            > 0 => text.LastIndexOf('/', hole) >= 0 || !IsRooted(text) ? JudgeText(text.Substring(0, hole)) : Unknown,
            _ => FirstPartOf(path) is { } first && first != path ? Judge(first) : Unknown,
        };
    }

    private static IOperation? FirstPartOf(IOperation path)
    {
        switch (path)
        {
            case IBinaryOperation sum:
                IOperation left = sum;
                while (StringExpressions.WithoutConversions(left) is IBinaryOperation inner)
                {
                    left = inner.LeftOperand;
                }

                return left;
            case IInterpolatedStringOperation { Parts.Length: > 0 } interpolated:
                return (interpolated.Parts[0] as IInterpolationOperation)?.Expression;
            case IInvocationOperation call when CompositionArguments.TryRead(call, out _, out var items) && items.Count > 0:
                return items[0];
            default:
                return null;
        }
    }

    // A name is weak evidence: it only clears what nothing else is known about.
    private static PathVerdict ByName(string name)
    {
        foreach (var word in ScratchWords)
        {
            if (name.IndexOf(word, StringComparison.OrdinalIgnoreCase) is >= 0 and var start
                && (start == 0 || !char.IsLetter(name[start - 1]) || char.IsUpper(name[start]))
                && string.Compare(name, start, "template", 0, 8, StringComparison.OrdinalIgnoreCase) != 0)
            {
                return new(PathCertainty.Scratch, "");
            }
        }

        return Unknown;
    }

    private static PathVerdict Below(string folder) => new(PathCertainty.Container, $"the path is below {folder}, which is on the container's own disk");

    private static string? Constant(IOperation part) => part.ConstantValue is { HasValue: true, Value: string text } ? text : null;

    private static bool IsFileSystemInfo(ITypeSymbol type) => TypeNames.IsOrHas(type, "System.IO.FileSystemInfo");

    private static bool IsRooted(string text) => text.Length > 0 && (text[0] is '/' or '\\' || (text.Length > 2 && text[1] == ':'));

    private static string Shorten(string text)
    {
        var shown = text.Length > 80 ? text.Substring(0, 77) + "..." : text;
        return shown.Replace('\r', ' ').Replace('\n', ' ').Replace('\0', ' ');
    }
}
