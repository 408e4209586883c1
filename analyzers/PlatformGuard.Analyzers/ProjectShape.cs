using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace PlatformGuard.Analyzers;

/// <summary>What kind of program a compilation is, as far as its output and its references tell.</summary>
internal sealed class ProjectShape
{
    // A program that reads a command line with one of these, and serves no requests, is a command-line tool.
    private static readonly string[] CommandLineLibraries =
        ["System.CommandLine", "Spectre.Console.Cli", "CommandLine", "McMaster.Extensions.CommandLineUtils", "CommandDotNet", "Cocona", "Cocona.Core", "ConsoleAppFramework", "Mono.Options", "DocoptNet", "CliFx"];

    private readonly Lazy<HashSet<string>> references;
    private readonly Lazy<bool> hasHost;

    /// <summary>Makes the shape of a compilation.</summary>
    public ProjectShape(Compilation compilation)
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
    }

    /// <summary>Whether it is a program, and not a library.</summary>
    public bool IsExecutable { get; }

    /// <summary>Whether it references ASP.NET Core.</summary>
    public bool IsWeb => References("Microsoft.AspNetCore") || References("Microsoft.AspNetCore.Hosting.Abstractions") || References("Microsoft.AspNetCore.Http.Abstractions");

    /// <summary>Whether it references what a service runs in: ASP.NET Core, a generic host, a gRPC server.</summary>
    public bool HasHost => hasHost.Value;

    /// <summary>Whether it is a program for a person or a script: it serves nothing, and its output is its result.</summary>
    public bool IsTool => IsExecutable && (!HasHost || IsOrchestrator || (!IsWeb && Array.Exists(CommandLineLibraries, References)));

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
