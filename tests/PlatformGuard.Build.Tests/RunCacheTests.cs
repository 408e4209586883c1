using System;
using System.IO;
using System.Linq;
using PlatformGuard.Build.Caching;

namespace PlatformGuard.Build.Tests;

public sealed class RunCacheTests
{
    private static readonly CachedRun Run = new()
    {
        Key = "key",
        IsManifest = true,
        NextManifest = "/above/service.yaml",
        Role = "service",
        Stage = "beta",
        Options = "platformguard.role = service\nplatformguard.severities = PG6001:error\nplatformguard.main_stores = a|b||",
        WaivesSwitches = true,
        Findings = [new CachedFinding("PG7010", LogLevel.Error, "/a/ü.yaml", 3, 70_000, "moves", "https://example.com"), new CachedFinding("", LogLevel.Detail, "/a", 0, 0, "", "")],
        Inputs = new InputSnapshot("/a", 12, "hash", [new FileStamp("b", 3, 4), new FileStamp("c", -1, 0)], [new FileStamp("", 0, 5)]),
    };

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "run.cache");

        RunCache.Write(path, Run with { Key = "older" });
        RunCache.Write(path, Run);
        var read = RunCache.Read(path)!;

        Assert.Equal(Run.Findings.ToArray(), read.Findings.ToArray());
        Assert.Equal(Run.Inputs.Files.ToArray(), read.Inputs.Files.ToArray());
        Assert.Equal(Run.Inputs.Folders.ToArray(), read.Inputs.Folders.ToArray());
        Assert.Equal(Run with { Findings = [], Inputs = read.Inputs }, read with { Findings = [] });
        Assert.Equal((Run.Inputs.Root, Run.Inputs.TakenAt, Run.Inputs.Listing), (read.Inputs.Root, read.Inputs.TakenAt, read.Inputs.Listing));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Read_NoFile_IsNothing() => Assert.Null(RunCache.Read("/nowhere/run.cache"));

    [Fact]
    public void Read_CutOrChangedAnywhere_NeverThrows()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "run.cache");
        RunCache.Write(path, Run);
        var bytes = File.ReadAllBytes(path);

        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Null(RunCache.Read(path));
        }

        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var changed = (byte[])bytes.Clone();
            changed[random.Next(4, changed.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, changed);
            var read = RunCache.Read(path);
            Assert.True(read is null || read.Findings.Length <= bytes.Length);
        }
    }
}
