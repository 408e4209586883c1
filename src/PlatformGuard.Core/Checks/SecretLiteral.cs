using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Facts.Ci;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.Secrets;

namespace PlatformGuard.Core.Checks;

/// <summary>PG3004: the value of a secret in source, configuration, a Dockerfile, a Kubernetes object or a compose file.</summary>
/// <remarks>CI files are PG3001's. The value itself goes into the fingerprint and nowhere else.</remarks>
public sealed class SecretLiteral() : Check("PG3004")
{
    /// <summary>Words by which a key's own name says that it was made for a test.</summary>
    private static readonly FrozenSet<string> MadeWords = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "test", "fake", "dummy", "mock", "sample", "example");

    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
        var settings = context.Facts<SettingFacts>().All;
        var users = UserNames(settings);
        var pipelines = context.Facts<CiFacts>();
        var places = new SecretPlaces(context.CodeBase.Files);
        var verdicts = InParallel.Choose(settings, context.CodeBase.Options.Jobs, Judge);
        foreach (var judged in verdicts)
        {
            Report(context, judged, places, users);
        }

        var literals = InParallel.Choose(context.CodeBase.Files, context.CodeBase.Options.Jobs, file => file.Literals.Count == 0 || pipelines.IsCiFile(file) ? null : JudgeLiterals(file));
        foreach (var judged in literals.SelectMany(static list => list))
        {
            Report(context, judged, places, users);
        }
    }

    private static Judged? Judge(Setting setting)
    {
        if (setting is not { Origin: not SettingOrigin.Ci, Value: { } value, Reference: null })
        {
            return null;
        }

        var slot = setting.Origin == SettingOrigin.KubernetesSecret ? SecretSlot.SecretStore : SecretSlot.Setting;
        var isForTests = setting.Origin is SettingOrigin.Compose or SettingOrigin.DotEnv && FilePurpose.IsForTests(setting.File);
        var context = new SecretContext(isForTests ? SecretSlot.Test : SlotIn(setting.File, slot), setting.Name, setting.Path);
        return SecretClassifier.JudgeAll(value, context) is { Count: > 0 } verdicts ? new Judged(new Candidate(value, context, setting.Location, setting.Path), verdicts, setting) : null;
    }

    private static List<Judged> JudgeLiterals(SourceFile file)
    {
        var all = new List<Judged>();
        foreach (var literal in file.Literals)
        {
            var slot = literal.Name is null && !literal.IsQuoted ? SecretSlot.Text : literal.IsQuoted ? SecretSlot.SourceLiteral : SecretSlot.Setting;
            var context = new SecretContext(SlotIn(file.Path, slot), literal.Name);
            if (SecretClassifier.JudgeAll(literal.Value, context) is { Count: > 0 } verdicts)
            {
                all.Add(new Judged(new Candidate(literal.Value, context, literal.Location, literal.Name ?? ""), verdicts, null));
            }
        }

        return all;
    }

    private static void Report(CheckContext context, Judged judged, SecretPlaces places, HashSet<(string File, string Parent, string Value)> users)
    {
        var candidate = judged.Candidate;
        foreach (var verdict in judged.Verdicts)
        {
            var secret = candidate.Value.Substring(verdict.Start, verdict.Length);
            var location = places.Find(candidate.Location, candidate.Value, verdict);
            if ((judged.Setting is { } setting && IsSameAsUser(setting, verdict, users)) || !places.Claim(location, secret, isText: candidate.Context.Path is null))
            {
                continue;
            }

            context.Report(location, candidate.LogicalPath, secret, [KindIn(verdict, candidate.Context.Name)], atMost: AtMostIn(location.File, candidate.Context.Name, verdict));
        }
    }

    /// <summary>What only tests use is often made for them: keys nearly always, tokens where no checksum tells that an issuer made them.</summary>
    private static Severity AtMostIn(string file, string? name, SecretVerdict verdict) =>
        verdict.IsKey && (FilePurpose.IsTest(file) || (name is not null && FilePurpose.HasWord(name, MadeWords))) ? Severity.Note
        : FilePurpose.IsTest(file) && !verdict.HasChecksum ? Severity.Warning
        : Severity.Error;

    /// <summary>In what only tests use, and in texts of a user interface, names say nothing.</summary>
    private static SecretSlot SlotIn(string file, SecretSlot slot) =>
        FilePurpose.IsTest(file) ? SecretSlot.Test : FilePurpose.IsTranslation(file) ? SecretSlot.Text : slot;

    /// <summary>The kind, and the name when it can be shown: a name of ordinary form that holds no secret itself.</summary>
    private static string KindIn(SecretVerdict verdict, string? name)
    {
        if (name is null || name.Length is 0 or > 80 || SecretClassifier.Judge(name, new SecretContext(SecretSlot.Text)) is not null)
        {
            return verdict.Kind;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.' or ':' or '/'))
            {
                return verdict.Kind;
            }
        }

        return $"{verdict.Kind} ('{name}')";
    }

    /// <summary>User names by the place they configure: a password that repeats the user's name next to it protects a throw-away service at most.</summary>
    private static HashSet<(string File, string Parent, string Value)> UserNames(IReadOnlyList<Setting> settings)
    {
        var users = new HashSet<(string, string, string)>();
        foreach (var setting in settings)
        {
            if (setting.Value is { Length: > 0 } value && setting.Name.Contains("user", StringComparison.OrdinalIgnoreCase))
            {
                users.Add((setting.File, ParentOf(setting), value));
            }
        }

        return users;
    }

    private static bool IsSameAsUser(Setting setting, SecretVerdict verdict, HashSet<(string File, string Parent, string Value)> users) =>
        verdict.Length == setting.Value!.Length && users.Contains((setting.File, ParentOf(setting), setting.Value));

    private static string ParentOf(Setting setting) =>
        setting.Path.EndsWith(setting.Name, StringComparison.Ordinal) ? setting.Path[..^setting.Name.Length] : setting.Path;

    private readonly record struct Candidate(string Value, SecretContext Context, Location Location, string LogicalPath);

    /// <summary>A candidate that holds secrets.</summary>
    private sealed record Judged(Candidate Candidate, IReadOnlyList<SecretVerdict> Verdicts, Setting? Setting);
}
