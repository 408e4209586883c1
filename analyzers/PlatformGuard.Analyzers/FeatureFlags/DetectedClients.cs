using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>Finds client types without configuration: gRPC clients and Refit interfaces that are part of the solution.</summary>
internal sealed class DetectedClients
{
    private readonly Compilation compilation;
    private readonly INamedTypeSymbol? clientBase;
    private readonly INamedTypeSymbol? refitMethod;

    /// <summary>Makes the finder for a compilation.</summary>
    public DetectedClients(Compilation compilation)
    {
        this.compilation = compilation;
        clientBase = First("Grpc.Core.ClientBase`1");
        refitMethod = First("Refit.HttpMethodAttribute");
    }

    /// <summary>Whether the solution can have such a client: its code, or a project that the compilation references, names the library.</summary>
    public bool MayExist(CancellationToken cancellation) =>
        MayExist(clientBase, "ClientBase", cancellation) || MayExist(refitMethod, "Refit", cancellation);

    /// <summary>The client that a type is, or null.</summary>
    public ClientType? Find(INamedTypeSymbol type)
    {
        var isClient = type.TypeKind == TypeKind.Class ? IsGrpc(type) : IsRefit(type);
        return isClient && IsOfSolution(type.ContainingAssembly) ? new(type, Flag: null, OnlyMethods: true, IsDetected: true) : null;
    }

    private bool IsGrpc(INamedTypeSymbol type)
    {
        for (var parent = clientBase is null ? null : type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(parent.OriginalDefinition, clientBase))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsRefit(INamedTypeSymbol type) =>
        refitMethod is not null && type.GetMembers().OfType<IMethodSymbol>().Any(method => method.GetAttributes().Any(attribute =>
        {
            for (var parent = attribute.AttributeClass; parent is not null; parent = parent.BaseType)
            {
                if (SymbolEqualityComparer.Default.Equals(parent, refitMethod))
                {
                    return true;
                }
            }

            return false;
        }));

    private bool MayExist(INamedTypeSymbol? library, string word, CancellationToken cancellation) =>
        library is not null
        && (SourceWords.Occur(compilation, cancellation, word)
            || SymbolEqualityComparer.Default.Equals(library.ContainingAssembly, compilation.Assembly)
            || compilation.SourceModule.ReferencedAssemblySymbols.Any(assembly => IsOfSolution(assembly)
                && (compilation.GetMetadataReference(assembly) is CompilationReference project
                    ? SourceWords.Occur(project.Compilation, cancellation, word)
                    : assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == library.ContainingAssembly.Name)))));

    // A project's own output is referenced from its obj or bin folder, a package's assembly is not.
    private bool IsOfSolution(IAssemblySymbol assembly)
    {
        if (SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly))
        {
            return true;
        }

        return compilation.GetMetadataReference(assembly) switch
        {
            CompilationReference => true,
            PortableExecutableReference { FilePath: { } path } => path.Split('/', '\\').Any(static part =>
                string.Equals(part, "obj", StringComparison.OrdinalIgnoreCase) || string.Equals(part, "bin", StringComparison.OrdinalIgnoreCase)),
            _ => false,
        };
    }

    private INamedTypeSymbol? First(string metadataName)
    {
        var found = compilation.GetTypesByMetadataName(metadataName);
        return found.IsEmpty ? null : found[0];
    }
}
