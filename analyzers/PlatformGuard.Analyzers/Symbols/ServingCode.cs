using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PlatformGuard.Analyzers.Symbols;

/// <summary>
/// Tells a program that answers requests or runs on as a service from one that only carries the libraries for it, as a command-line tool
/// does that shares a project with a service.
/// </summary>
internal static class ServingCode
{
    // Running a host, or telling it what to serve. A program that only builds a host, for its configuration and services, serves nothing.
    private static readonly ApiTable<string> Table = new ApiTable<string>()
        .Add("Microsoft.Extensions.Hosting.*", "Run RunAsync Start StartAsync RunConsoleAsync WaitForShutdown WaitForShutdownAsync UseWindowsService UseSystemd AddWindowsService AddSystemd", "host")
        .Add("Microsoft.AspNetCore.*", "Run RunAsync Start StartAsync StartWith WaitForShutdown WaitForShutdownAsync UseStartup UseKestrel UseEndpoints", "host")
        .Add("Microsoft.AspNetCore.*", "MapGet MapPost MapPut MapDelete MapPatch MapMethods MapFallback MapGroup MapControllers MapControllerRoute MapDefaultControllerRoute MapRazorPages MapRazorComponents MapHub MapGrpcService MapHealthChecks", "endpoint")
        .Add("Microsoft.Extensions.DependencyInjection.*", "AddHostedService", "background work")
        .Add("Grpc.Core.Server", "Start", "server");

    private static readonly string[] Types =
    [
        "Microsoft.AspNetCore.Mvc.ControllerBase", "Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "Microsoft.AspNetCore.SignalR.Hub", "Microsoft.AspNetCore.Hosting.IStartup",
        "Microsoft.Extensions.Hosting.IHostedService",
    ];

    /// <summary>Whether a type or a call in the compilation's own source shows that it serves.</summary>
    public static bool IsIn(Compilation compilation, CancellationToken cancellation) =>
        HasType(compilation.Assembly.GlobalNamespace, cancellation) || HasCall(compilation, cancellation);

    private static bool HasType(INamespaceOrTypeSymbol container, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var member in container is INamespaceSymbol space ? space.GetMembers() : ((INamedTypeSymbol)container).GetTypeMembers())
        {
            if (HasType(member, cancellation) || (member is INamedTypeSymbol type && Serves(type)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Serves(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class)
        {
            return false;
        }

        foreach (var name in Types)
        {
            if (TypeNames.IsOrHas(type, name))
            {
                return true;
            }
        }

        return IsGrpcService(type.BaseType);
    }

    // The generated base of a gRPC service says how it is bound.
    private static bool IsGrpcService(INamedTypeSymbol? parent)
    {
        foreach (var attribute in parent?.GetAttributes() ?? [])
        {
            if (attribute.AttributeClass?.Name == "BindServiceMethodAttribute")
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasCall(Compilation compilation, CancellationToken cancellation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            SemanticModel? model = null;
            foreach (var call in CallsIn(tree.GetRoot(cancellation)))
            {
#pragma warning disable RS1030 // What a program is must be known before a callback is registered. Only calls with telling names are bound.
                model ??= compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
                if (Table.TryFind(model.GetSymbolInfo(call, cancellation).Symbol as IMethodSymbol, out _))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static IEnumerable<InvocationExpressionSyntax> CallsIn(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } call && Table.HasName(name))
            {
                yield return call;
            }
        }
    }
}
