using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;

namespace PlatformGuard.Analyzers.Logging;

/// <summary>The methods that take a message template: of Microsoft.Extensions.Logging, Serilog and NLog.</summary>
internal static class LogMethods
{
    private const string SerilogLevels = "Verbose Debug Information Warning Error Fatal Write";

    // The value is the parameter of the template.
    private static readonly ApiTable<string> Table = new ApiTable<string>()
        .Add("Microsoft.Extensions.Logging.LoggerExtensions", "Log LogTrace LogDebug LogInformation LogWarning LogError LogCritical", "message")
        .Add("Microsoft.Extensions.Logging.LoggerExtensions", "BeginScope", "messageFormat")
        .Add("Microsoft.Extensions.Logging.ILogger", "BeginScope", "state")
        .Add("Microsoft.Extensions.Logging.LoggerMessage", "Define DefineScope", "formatString")
        .Add("Serilog.ILogger", SerilogLevels, "messageTemplate")
        .Add("Serilog.Log", SerilogLevels, "messageTemplate")
        .Add("NLog.ILogger", "Trace Debug Info Warn Error Fatal Log", "message")
        .Add("NLog.Logger", "Trace Debug Info Warn Error Fatal Log ConditionalTrace ConditionalDebug", "message");

    private static readonly string[] Assemblies = ["Microsoft.Extensions.Logging.Abstractions", "Serilog", "NLog"];

    /// <summary>Whether a compilation can call one of the methods.</summary>
    public static bool AreIn(PlatformContext platform) => platform.Project.ReferencesAny(Assemblies);

    /// <summary>The template of a call to one of the methods, or null.</summary>
    public static IArgumentOperation? TemplateOf(IInvocationOperation call)
    {
        if (!Table.TryFind(call.TargetMethod, out var parameter))
        {
            return null;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { Name: var name, Type.SpecialType: SpecialType.System_String } && name == parameter && argument.ArgumentKind != ArgumentKind.DefaultValue)
            {
                return argument;
            }
        }

        return null;
    }
}
