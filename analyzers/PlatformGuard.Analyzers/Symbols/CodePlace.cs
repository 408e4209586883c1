using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.Symbols;

/// <summary>Where code stands: in a migration, in the start of the program, or where it runs on a developer's machine only.</summary>
internal static class CodePlace
{
    private static readonly string[] MigrationTypes =
    [
        "Microsoft.EntityFrameworkCore.Migrations.Migration", "Microsoft.EntityFrameworkCore.Infrastructure.ModelSnapshot", "Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory",
        "System.Data.Entity.Migrations.DbMigration", "System.Data.Entity.Infrastructure.IDbContextFactory", "FluentMigrator.MigrationBase", "FluentMigrator.IMigration",
    ];

    private static readonly string[] SetUpTypes =
    [
        "Microsoft.Extensions.DependencyInjection.IServiceCollection", "Microsoft.AspNetCore.Builder.IApplicationBuilder", "Microsoft.AspNetCore.Builder.WebApplicationBuilder",
        "Microsoft.Extensions.Hosting.IHostBuilder", "Microsoft.Extensions.Hosting.IHostApplicationBuilder", "Microsoft.Extensions.Hosting.IHost",
        "Microsoft.AspNetCore.Hosting.IWebHostBuilder", "Microsoft.AspNetCore.Routing.IEndpointRouteBuilder", "Microsoft.Extensions.Logging.ILoggingBuilder",
    ];

    /// <summary>Whether the code is a database migration, or what the migration tool calls at design time: no part of the running service.</summary>
    public static bool IsMigration(ISymbol symbol)
    {
        for (var type = symbol as INamedTypeSymbol ?? symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            foreach (var name in MigrationTypes)
            {
                if (TypeNames.IsOrHas(type, name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether the code runs once, when the program starts: its entry point, a static constructor, or a method that sets up services or the pipeline.</summary>
    public static bool IsStart(ISymbol symbol)
    {
        if (symbol.ContainingType?.Name is "Program" or "Startup" or "ServiceCollectionExtensions" or "ModuleInitializer")
        {
            return true;
        }

        if (symbol is not IMethodSymbol method)
        {
            return false;
        }

        if (method.MethodKind == MethodKind.StaticConstructor || method.Name is "ConfigureServices" or "Configure" or "Main" or "<Main>$")
        {
            return true;
        }

        foreach (var parameter in method.Parameters)
        {
            if (IsSetUpType(parameter.Type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a type is one that services, the pipeline or the host are set up with.</summary>
    public static bool IsSetUpType(ITypeSymbol? type)
    {
        foreach (var name in SetUpTypes)
        {
            if (TypeNames.IsOrHas(type, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the type's work is caused by no request: a hosted service, or a scheduled job.</summary>
    public static bool IsBackgroundWork(ITypeSymbol? type) =>
        TypeNames.IsOrHas(type, "Microsoft.Extensions.Hosting.IHostedService") || TypeNames.IsOrHas(type, "Quartz.IJob");

    /// <summary>Whether the operation runs in the development environment only: it stands in the branch of a condition that asks for it.</summary>
    public static bool IsDevelopmentOnly(IOperation operation, CancellationToken cancellation)
    {
        for (IOperation child = operation, parent = operation.Parent!; parent is not null; child = parent, parent = parent.Parent!)
        {
            if (parent is IConditionalOperation conditional && child != conditional.Condition
                && AsksForDevelopment(conditional.Condition, expected: child == conditional.WhenTrue, cancellation))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AsksForDevelopment(IOperation condition, bool expected, CancellationToken cancellation)
    {
        switch (StringExpressions.WithoutConversions(condition))
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return AsksForDevelopment(not.Operand, !expected, cancellation);
            case IParenthesizedOperation parenthesized:
                return AsksForDevelopment(parenthesized.Operand, expected, cancellation);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both:
                // a && b true, or a || b false, says something of both; otherwise both must say it.
                return both.OperatorKind == BinaryOperatorKind.ConditionalAnd == expected
                    ? AsksForDevelopment(both.LeftOperand, expected, cancellation) || AsksForDevelopment(both.RightOperand, expected, cancellation)
                    : AsksForDevelopment(both.LeftOperand, expected, cancellation) && AsksForDevelopment(both.RightOperand, expected, cancellation);
            case ILocalReferenceOperation local when WrittenOnce.InitializerOf(local.Local, local, cancellation) is { } initializer and not ILocalReferenceOperation:
                return AsksForDevelopment(initializer, expected, cancellation);
            case IInvocationOperation call:
                return expected && IsDevelopmentQuestion(call);
            default:
                return false;
        }
    }

    private static bool IsDevelopmentQuestion(IInvocationOperation call) =>
        call.TargetMethod.Name switch
        {
            "IsDevelopment" => true,
            "IsEnvironment" => Calls.Argument(call, "environmentName") is { ConstantValue: { HasValue: true, Value: "Development" or "Local" or "Test" or "Testing" } },
            _ => false,
        };
}
