using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>Reads what setuptools is told: the call of <c>setup(…)</c> in <c>setup.py</c>, and the sections of <c>setup.cfg</c>.</summary>
internal static class PythonSetupFiles
{
    /// <summary>Deepest chain of names that stand for lists.</summary>
    private const int MaxNames = 8;

    /// <summary>The strings of <c>install_requires</c> and <c>extras_require</c>, written in the call or in a list of the module that it names.</summary>
    public static IReadOnlyList<ListedPackage> ReadScript(string path, string text)
    {
        if (!text.Contains("install_requires", StringComparison.Ordinal) && !text.Contains("extras_require", StringComparison.Ordinal))
        {
            return [];
        }

        var script = new Script(text, new PackageCollector(Ecosystem.Python, path), new TextLines(path, text));
        script.Read();
        return script.Packages.Packages;
    }

    /// <summary><c>install_requires</c> of <c>[options]</c>, and every extra of <c>[options.extras_require]</c>.</summary>
    public static IReadOnlyList<ListedPackage> ReadConfiguration(string path, string text)
    {
        var packages = new PackageCollector(Ecosystem.Python, path);
        var section = "";
        var key = "";
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var content = line.TrimStart();
            if (content.IsEmpty || content[0] is '#' or ';')
            {
                continue;
            }

            var column = line.Length - content.Length + 1;
            if (column == 1 && content[0] == '[')
            {
                var close = content.IndexOf(']');
                section = close < 0 ? "" : content[1..close].Trim().ToString();
                key = "";
                continue;
            }

            // A line that is indented goes on with the value of the key above it.
            if (column == 1)
            {
                var sign = content.IndexOfAny('=', ':');
                key = sign < 0 ? "" : content[..sign].Trim().ToString();
                var value = sign < 0 ? [] : content[(sign + 1)..].TrimStart();
                column += content.Length - value.Length;
                content = value;
            }

            if ((section == "options" && key == "install_requires") || (section == "options.extras_require" && key.Length > 0))
            {
                packages.Add(PythonRequirement.Name(content), PythonRequirement.Version(content), number, column, isDirect: true, section != "options" && PythonFiles.IsForDevelopment(key));
            }
        }

        return packages.Packages;
    }

    private sealed class Script(string text, PackageCollector packages, TextLines lines)
    {
        private readonly List<PythonToken> tokens = PythonTokens.Read(text);
        private readonly Dictionary<string, List<int>> lists = new(StringComparer.Ordinal);

        public PackageCollector Packages => packages;

        public void Read()
        {
            for (var at = 0; at + 2 < tokens.Count; at++)
            {
                // NAME = […] and NAME += […] at the top of the module, with or without a type.
                if (tokens[at] is { Kind: PythonTokenKind.Name, Depth: 0 } && ValueOfAssignment(at) is { } value && IsAnySign(value, "[("))
                {
                    var name = Word(at);
                    if (!lists.TryGetValue(name, out var values))
                    {
                        lists.Add(name, values = []);
                    }

                    values.Add(value);
                }
            }

            for (var at = 0; at + 1 < tokens.Count; at++)
            {
                if (tokens[at].Kind == PythonTokenKind.Name && Word(at) == "setup" && IsAnySign(at + 1, "(") && !(at > 0 && tokens[at - 1].Kind == PythonTokenKind.Name && Word(at - 1) is "def" or "class"))
                {
                    ReadCall(at + 1);
                }
            }
        }

        private void ReadCall(int open)
        {
            var inside = tokens[open].Depth + 1;
            for (var at = open + 1; at + 2 < tokens.Count && tokens[at].Depth >= inside; at++)
            {
                if (tokens[at].Depth == inside && tokens[at].Kind == PythonTokenKind.Name && IsAnySign(at + 1, "=") && IsAnySign(at - 1, "(,"))
                {
                    switch (Word(at))
                    {
                        case "install_requires":
                            ReadList(at + 2, EndOfArgument(at + 2), isDevelopment: false, names: 0);
                            break;
                        case "extras_require" when IsAnySign(at + 2, "{"):
                            ReadExtras(at + 2);
                            break;
                        default:
                            break;
                    }
                }
            }
        }

        private void ReadExtras(int open)
        {
            var inside = tokens[open].Depth + 1;
            for (var at = open + 1; at + 2 < tokens.Count && tokens[at].Depth >= inside; at++)
            {
                if (tokens[at].Depth == inside && tokens[at].Kind == PythonTokenKind.Text && IsAnySign(at + 1, ":"))
                {
                    ReadList(at + 2, EndOfArgument(at + 2), PythonFiles.IsForDevelopment(Word(at)), names: 0);
                }
            }
        }

        /// <summary>Reads the strings of an expression: lists, sums of lists, names of lists. What a call gives is not known.</summary>
        private void ReadList(int start, int end, bool isDevelopment, int names)
        {
            for (var at = start; at < end; at++)
            {
                var token = tokens[at];
                if (IsAnySign(at, "([") && at > start && IsValue(at - 1))
                {
                    // The arguments of a call and an index are no requirements.
                    while (at + 1 < tokens.Count && tokens[at + 1].Depth > token.Depth)
                    {
                        at++;
                    }
                }
                else if (token.Kind == PythonTokenKind.Text && token.Depth > tokens[start].Depth && !IsText(at - 1))
                {
                    var requirement = text.AsSpan(token.Start, token.End - token.Start).TrimStart();
                    var name = PythonRequirement.Name(requirement);
                    var begin = token.End - requirement.Length;
                    packages.Add(name, PythonRequirement.Version(requirement), lines.Range(begin, begin + name.Length), isDirect: true, isDevelopment);
                }
                else if (token.Kind == PythonTokenKind.Name && names < MaxNames && lists.Remove(Word(at), out var values))
                {
                    // Taken out: what it holds is listed once, and a list that holds itself ends.
                    foreach (var value in values)
                    {
                        ReadList(value, EndOfSum(value), isDevelopment, names + 1);
                    }
                }
            }
        }

        /// <summary>Where the comma behind an argument, or the bracket around it, stands.</summary>
        private int EndOfArgument(int start)
        {
            var depth = tokens[start].Depth;
            var end = start;
            while (end < tokens.Count && tokens[end].Depth >= depth && !(tokens[end].Depth == depth && IsAnySign(end, ",")))
            {
                end++;
            }

            return end;
        }

        /// <summary>Behind a list at the top of the module, and what is added to it. Nothing else tells where a statement ends.</summary>
        private int EndOfSum(int start)
        {
            var at = start;
            while (at < tokens.Count)
            {
                at++;
                while (at < tokens.Count && tokens[at].Depth > 0)
                {
                    at++;
                }

                at += IsAnySign(at, ")]") ? 1 : 0;
                if (!IsAnySign(at, "+") || IsAnySign(at + 1, "="))
                {
                    break;
                }

                at++;
            }

            return Math.Min(at, tokens.Count);
        }

        /// <summary>Whether what stands here can be called or indexed.</summary>
        private bool IsValue(int at) => IsAnySign(at, ")]") || (tokens[at].Kind == PythonTokenKind.Name && Word(at) is not ("if" or "else" or "or" or "and" or "in" or "not" or "lambda"));

        private int? ValueOfAssignment(int at)
        {
            if (IsAnySign(at + 1, "="))
            {
                return IsAnySign(at + 2, "=") ? null : at + 2;
            }

            if (IsAnySign(at + 1, "+") && IsAnySign(at + 2, "="))
            {
                return at + 3;
            }

            if (!IsAnySign(at + 1, ":"))
            {
                return null;
            }

            // NAME: list[str] = […], on one line.
            for (var next = at + 2; next < Math.Min(tokens.Count, at + 8); next++)
            {
                if (tokens[next].Depth == 0 && IsAnySign(next, "="))
                {
                    return next + 1;
                }
            }

            return null;
        }

        private string Word(int at) => text[tokens[at].Start..tokens[at].End];

        private bool IsText(int at) => at >= 0 && tokens[at].Kind == PythonTokenKind.Text;

        private bool IsAnySign(int at, string signs) => at >= 0 && at < tokens.Count && tokens[at].Kind == PythonTokenKind.Sign && signs.Contains(text[tokens[at].Start], StringComparison.Ordinal);
    }
}
