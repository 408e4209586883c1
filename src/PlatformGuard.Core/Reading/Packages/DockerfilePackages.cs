using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>
/// What the stages of a Dockerfile bring into the image: the packages that they install, and the images that they begin with. The last stage counts, the
/// stages it builds on, and those it copies from.
/// </summary>
internal static partial class DockerfilePackages
{
    private const int MaxPackages = 5_000;

    public static IReadOnlyList<ListedPackage> Read(string path, string text)
    {
        var lines = new TextLines(path, text);
        var stages = new List<Stage>();
        var defaults = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var instruction in new DockerfileInstructions(lines))
        {
            switch (instruction.Keyword)
            {
                case "ARG" when stages.Count == 0:
                    ReadDefaults(instruction, defaults);
                    break;
                case "FROM":
                    stages.Add(ReadFrom(instruction, lines, stages.Count, defaults));
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
            if (stage.Base is { } image && !stages.Exists(other => other.Answers(image.Name)))
            {
                packages.Add(image);
            }

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

    /// <summary><c>ARG NAME=value</c> above the first stage gives what <c>FROM ${NAME}</c> means unless the build says otherwise.</summary>
    private static void ReadDefaults(DockerfileInstruction instruction, Dictionary<string, string> defaults)
    {
        foreach (var word in Words(instruction))
        {
            if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign)
            {
                defaults[word[..sign]] = Filled(word[(sign + 1)..].Trim('"', '\''), defaults);
            }
        }
    }

    private static Stage ReadFrom(DockerfileInstruction instruction, TextLines lines, int number, Dictionary<string, string> defaults)
    {
        var words = Words(instruction);
        var first = words.FindIndex(static word => !word.StartsWith("--", StringComparison.Ordinal));
        if (first < 0)
        {
            return new Stage("", number, null);
        }

        var name = first + 2 < words.Count && words[first + 1].Equals("as", StringComparison.OrdinalIgnoreCase) ? words[first + 2] : "";
        var image = Filled(words[first].Trim('"', '\''), defaults);
        var (start, end) = PlaceOf(instruction, first);
        var place = lines.Range(instruction.Source(start), instruction.Source(end - 1) + 1);
        var digest = image.IndexOf('@', StringComparison.Ordinal);
        var package = new ListedPackage(Ecosystem.Image, digest < 0 ? image : image[..digest], digest < 0 ? null : image[(digest + 1)..], place) { IsDirect = true };
        var stage = new Stage(name, number, image.Contains('$', StringComparison.Ordinal) ? null : package);
        stage.Uses.Add(image);
        return stage;
    }

    /// <summary>Puts in defaults: <c>$NAME</c>, <c>${NAME}</c>, <c>${NAME:-other}</c>. What has none is left as it is.</summary>
    private static string Filled(string text, Dictionary<string, string> defaults) => Variable().Replace(text, match =>
        defaults.TryGetValue(match.Groups["name"].Value, out var value) && value.Length is > 0 and < 1000 ? value : match.Groups["other"].Success ? match.Groups["other"].Value : match.Value);

    [GeneratedRegex(@"\$(\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:?-(?<other>[^{}$]*))?\}|(?<name>[A-Za-z_][A-Za-z0-9_]*))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    private static (int Start, int End) PlaceOf(DockerfileInstruction instruction, int number)
    {
        var index = 0;
        var (start, end) = (0, 0);
        for (var word = 0; word <= number; word++)
        {
            instruction.NextWord(ref index, out start, out end);
        }

        return (start, end);
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

    private sealed class Stage(string name, int number, ListedPackage? image)
    {
        /// <summary>What it begins with: an image, or another stage's name.</summary>
        public ListedPackage? Base => image;

        public List<ListedPackage> Packages { get; } = [];

        public List<string> Uses { get; } = [];

        public bool Answers(string reference) =>
            (name.Length > 0 && name.Equals(reference, StringComparison.OrdinalIgnoreCase)) || reference == number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
