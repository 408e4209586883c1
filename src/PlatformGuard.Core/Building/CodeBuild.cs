using System;

namespace PlatformGuard.Core.Building;

/// <summary>How the .NET projects of a code base are built so that our analyzers look at them.</summary>
/// <param name="AnalyzerFolder">The folder with the analyzers' assemblies, absolute.</param>
/// <param name="Timeout">Longest time that all projects together may take.</param>
public sealed record CodeBuild(string AnalyzerFolder, TimeSpan Timeout);
