using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using System.Xml.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;
using PlatformGuard.Core.Reports;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Robustness;

/// <summary>Whatever a file holds: no exception, no hang, findings with places in their file, reports that can be read.</summary>
public sealed class RobustnessTests
{
    private const int Seed = 20261123;

    /// <summary>Far more than the whole takes; a hang ends here instead of never.</summary>
    private static readonly TimeSpan Generous = TimeSpan.FromMinutes(10);

    private static readonly CheckOptions Options = new() { Jobs = 1, MaxParseTime = TimeSpan.FromMinutes(1) };

    [Fact]
    public void Corpus_HasEveryKindOfFile()
    {
        var kinds = Corpus.Files.Select(file => FileReader.Read(file.Path, file.Content, Options)?.Kind).ToHashSet();

        Assert.All(Enum.GetValues<FileKind>().Except([FileKind.Ignored]), kind => Assert.True(kinds.Contains(kind) || kind is FileKind.Json or FileKind.Yaml, kind.ToString()));
        Assert.True(Corpus.Files.Count > 100);
    }

    [Fact]
    public void Inputs_CutOffAnywhere_AreChecked() =>
        CheckAll(Corpus.Files.SelectMany(file => Mutation.Truncations(file.Content, 8).Select(content => (file.Path, content))));

    [Fact]
    public void Inputs_ChangedAtRandom_AreChecked()
    {
        var random = new Random(Seed);
        CheckAll(Corpus.Files.SelectMany(file => Enumerable.Range(0, 10).Select(_ => (file.Path, Mutation.Random(file.Content, Corpus.Files[random.Next(Corpus.Files.Count)].Content, random)))).ToList());
    }

    [Fact]
    public void Inputs_UnderTheNameOfAnother_AreChecked()
    {
        string[] names = [.. Corpus.Files.Select(file => file.Path).DistinctBy(path => (FileClassifier.Classify(path), Path.GetExtension(path)))];
        var random = new Random(Seed);
        CheckAll(Corpus.Files.SelectMany(file => Enumerable.Range(0, 2).Select(_ => (names[random.Next(names.Length)], file.Content))).ToList());
    }

    /// <summary>Cross-file rules see a code base in which several files are broken at once.</summary>
    [Fact]
    public void CodeBases_WithSeveralBrokenFiles_AreChecked()
    {
        var random = new Random(Seed);
        var samples = Corpus.Files.Where(file => !file.Path.StartsWith("PG", StringComparison.Ordinal)).ToList();
        var codeBases = Enumerable.Range(0, 30).Select(_ => samples.Select(file => random.Next(4) == 0 ? (file.Path, Content: Mutation.Random(file.Content, samples[random.Next(samples.Count)].Content, random)) : file).ToList()).ToList();
        using var cancellation = new CancellationTokenSource(Generous);
        Parallel.ForEach(codeBases, new ParallelOptions { CancellationToken = cancellation.Token }, files => Check(files, cancellation.Token));
    }

    private static void CheckAll(IEnumerable<(string Path, byte[] Content)> inputs)
    {
        var failures = new ConcurrentBag<string>();
        using var cancellation = new CancellationTokenSource(Generous);
        var count = 0;
        Parallel.ForEach(inputs, new ParallelOptions { CancellationToken = cancellation.Token }, input =>
        {
            Interlocked.Increment(ref count);
            try
            {
                Check([input], cancellation.Token);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // Base64 keeps every byte of the input, so that it can be made a test of its own.
                failures.Add($"{input.Path} (seed {Seed}): {error.GetType().Name}: {error.Message}\n{error.StackTrace?.Split('\n').FirstOrDefault()}\n{Convert.ToBase64String(input.Content)}");
            }
        });

        Assert.True(failures.IsEmpty, $"{failures.Count} of {count} inputs failed, such as\n{string.Join("\n\n", failures.Order(StringComparer.Ordinal).Take(5))}");
        Assert.True(count > 400, $"only {count} inputs");
    }

    private static void Check(IReadOnlyList<(string Path, byte[] Content)> inputs, CancellationToken cancellation)
    {
        var files = inputs.Select(input => FileReader.Read(input.Path, input.Content, Options)).OfType<SourceFile>().OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        foreach (var file in files)
        {
            var lines = inputs.First(input => input.Path == file.Path).Content.Count(value => value is (byte)'\n' or (byte)'\r') + 2;
            Assert.InRange(file.Problem?.Location.Start.Line ?? 1, 1, lines);
        }

        foreach (var stage in (Stage[])[Stage.Experiment, Stage.GenerallyAvailable])
        {
            var manifest = files.FirstOrDefault(file => file is { Kind: FileKind.ServiceManifest, Documents.Count: > 0 });
            var codeBase = new CodeBase
            {
                Files = files,
                Manifest = manifest is null ? new ServiceManifest() : ManifestReader.Read(manifest),
                Stage = stage,
                Role = Role.Service,
                RootPath = "/nowhere/at/all",
                Options = Options,
            };
            AssertSound(Checker.Check(codeBase, [.. files.Select(file => file.Path)], [], cancellation), withReports: stage == Stage.Experiment);
        }
    }

    private static void AssertSound(CheckResult result, bool withReports)
    {
        Assert.True(result.Faults.IsEmpty, string.Join('\n', result.Faults.Select(fault => fault.Part + " " + fault.ExceptionType + " " + fault.StackTrace)));
        Assert.Equal(result.Findings.Length, result.Findings.Select(finding => finding.Fingerprint).Distinct().Count());
        foreach (var finding in result.Findings)
        {
            Assert.True(finding.Location.Start >= Position.Start && finding.Location.Start <= finding.Location.End, $"{finding.Rule.Id} {finding.Location} to {finding.Location.End}");
            Assert.InRange(finding.Message.Length, 1, 2000);
        }

        foreach (var format in withReports ? ReportFormat.All : [])
        {
            using var output = new MemoryStream();
            format.Write(new Report { Result = result, Verbose = true }, output);
            output.Position = 0;
            switch (format.Name)
            {
                case "json" or "sarif" or "codequality":
                    using (JsonDocument.Parse(output))
                    {
                        break;
                    }

                case "junit" or "badge":
                    Assert.NotNull(XDocument.Load(output).Root);
                    break;
                default:
                    Assert.DoesNotContain(Encoding.UTF8.GetString(output.ToArray()), static character => char.IsControl(character) && character != '\n');
                    break;
            }
        }
    }
}
