using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>The packages that the stages of a Dockerfile install which end up in the image: the last stage, the stages it builds on, and those it copies from.</summary>
internal static class DockerfilePackages
{
    private const int MaxPackages = 5_000;

    public static IReadOnlyList<ListedPackage> Read(string path, string text)
    {
        if (!text.Contains("install", StringComparison.OrdinalIgnoreCase) && !text.Contains(" add ", StringComparison.Ordinal))
        {
            return [];
        }

        var lines = new TextLines(path, text);
        var stages = new List<Stage>();
        foreach (var instruction in new DockerfileInstructions(lines))
        {
            switch (instruction.Keyword)
            {
                case "FROM":
                    stages.Add(ReadFrom(instruction, stages.Count));
                    break;
                case "COPY" or "ADD" when stages.Count > 0:
                    ReadSource(instruction, stages[^1]);
                    break;
                case "RUN" when stages.Count > 0:
                    ReadCommands(instruction, lines, stages[^1]);
                    break;
                default:
                    break;
            }
        }

        return InImage(stages);
    }

    private static List<ListedPackage> InImage(List<Stage> stages)
    {
        var packages = new List<ListedPackage>();
        var wanted = new Queue<Stage>(stages.Count == 0 ? [] : [stages[^1]]);
        var seen = new HashSet<Stage>(wanted);
        while (wanted.TryDequeue(out var stage))
        {
            packages.AddRange(stage.Packages);
            foreach (var name in stage.Uses)
            {
                if (stages.Find(other => other.Answers(name)) is { } used && seen.Add(used))
                {
                    wanted.Enqueue(used);
                }
            }
        }

        packages.Sort(static (left, right) => left.Location.Start.CompareTo(right.Location.Start));
        return packages;
    }

    private static Stage ReadFrom(DockerfileInstruction instruction, int number)
    {
        var words = Words(instruction);
        words.RemoveAll(static word => word.StartsWith("--", StringComparison.Ordinal));
        var stage = new Stage(words is [_, var keyword, var name, ..] && keyword.Equals("as", StringComparison.OrdinalIgnoreCase) ? name : "", number);
        if (words.Count > 0)
        {
            stage.Uses.Add(words[0]);
        }

        return stage;
    }

    private static void ReadSource(DockerfileInstruction instruction, Stage stage)
    {
        foreach (var word in Words(instruction))
        {
            if (word.StartsWith("--from=", StringComparison.Ordinal))
            {
                stage.Uses.Add(word[7..]);
            }
        }
    }

    private static List<string> Words(DockerfileInstruction instruction)
    {
        var words = new List<string>();
        var index = 0;
        while (instruction.NextWord(ref index, out var start, out var end))
        {
            words.Add(instruction.Text[start..end]);
        }

        return words;
    }

    /// <summary>Cuts the shell text of <c>RUN</c> at its operators and looks at each simple command.</summary>
    private static void ReadCommands(DockerfileInstruction instruction, TextLines lines, Stage stage)
    {
        var words = new List<string>();
        var places = new List<(int Start, int End)>();
        var index = 0;
        while (instruction.NextWord(ref index, out var start, out var end))
        {
            var word = instruction.Text[start..end];
            var isList = word.StartsWith("[\"", StringComparison.Ordinal);
            if (isList)
            {
                return;
            }

            var endsCommand = word.EndsWith(';');
            if (word is "&&" or "||" or "|" or ";" or "(" or ")" or "{" or "}" or "&" or "then" or "do" or "else" or "if" or "!")
            {
                Finish();
                continue;
            }

            words.Add(word.TrimEnd(';').Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal));
            places.Add((start, end));
            if (endsCommand)
            {
                Finish();
            }
        }

        Finish();

        void Finish()
        {
            foreach (var package in InstallCommands.Find(words))
            {
                if (stage.Packages.Count < MaxPackages)
                {
                    var (first, last) = places[package.Word];
                    stage.Packages.Add(new ListedPackage(package.Ecosystem, package.Name, package.Version, lines.Range(instruction.Source(first), instruction.Source(last - 1) + 1)) { IsDirect = true });
                }
            }

            words.Clear();
            places.Clear();
        }
    }

    private sealed class Stage(string name, int number)
    {
        public List<ListedPackage> Packages { get; } = [];

        public List<string> Uses { get; } = [];

        public bool Answers(string reference) =>
            (name.Length > 0 && name.Equals(reference, StringComparison.OrdinalIgnoreCase)) || reference == number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
