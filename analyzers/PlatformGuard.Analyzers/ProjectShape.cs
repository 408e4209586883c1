using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Symbols;

namespace PlatformGuard.Analyzers;

/// <summary>What kind of program a compilation is, as far as its output and its references tell.</summary>
internal sealed class ProjectShape
{
    // A program that reads a command line with one of these, and answers no requests, is a command-line tool even where it runs a generic host.
    private static readonly string[] CommandLineLibraries =
        ["System.CommandLine", "Spectre.Console.Cli", "CommandLine", "McMaster.Extensions.CommandLineUtils", "CommandDotNet", "Cocona", "Cocona.Core", "ConsoleAppFramework", "Mono.Options", "DocoptNet", "CliFx"];

    private readonly Lazy<HashSet<string>> references;
    private readonly Lazy<bool> hasHost;
    private readonly Lazy<bool> isTool;

    /// <summary>Makes the shape of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="isWebProject">Whether the project says that it is one, by its SDK.</param>
    public ProjectShape(Compilation compilation, bool isWebProject)
    {
        IsExecutable = compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;
        references = new(() =>
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var reference in compilation.ReferencedAssemblyNames)
            {
                names.Add(reference.Name);
            }

            return names;
        });
        hasHost = new(() => IsWeb || References("Microsoft.Extensions.Hosting") || References("Microsoft.Extensions.Hosting.Abstractions") || References("Grpc.Core"));
        isTool = new(() => IsExecutable && (!HasHost || IsOrchestrator || (!isWebProject && ((!IsWeb && Array.Exists(CommandLineLibraries, References)) || !ServingCode.IsIn(compilation, CancellationToken.None)))));
    }

    /// <summary>Whether it is a program, and not a library.</summary>
    public bool IsExecutable { get; }

    /// <summary>Whether it references ASP.NET Core.</summary>
    public bool IsWeb => References("Microsoft.AspNetCore") || References("Microsoft.AspNetCore.Hosting.Abstractions") || References("Microsoft.AspNetCore.Http.Abstractions");

    /// <summary>Whether it references what a service runs in: ASP.NET Core, a generic host, a gRPC server.</summary>
    public bool HasHost => hasHost.Value;

    /// <summary>
    /// Whether it is a program for a person or a script: it serves nothing, and its output is its result. What it references does not tell, because
    /// references come along with those of the projects that it shares code with.
    /// </summary>
    public bool IsTool => isTool.Value;

    /// <summary>Whether it only describes and starts the parts of an application on a developer's machine (Aspire).</summary>
    public bool IsOrchestrator => References("Aspire.Hosting");

    /// <summary>Whether its code runs inside a service: it has a host, and is no tool.</summary>
    public bool IsServiceCode => HasHost && !IsTool && !IsOrchestrator;

    /// <summary>Whether it references an assembly of this name.</summary>
    public bool References(string assembly) => references.Value.Contains(assembly);

    /// <summary>Whether it references one of the assemblies.</summary>
    public bool ReferencesAny(IEnumerable<string> assemblies)
    {
        foreach (var assembly in assemblies)
        {
            if (References(assembly))
            {
                return true;
            }
        }

        return false;
    }
}
