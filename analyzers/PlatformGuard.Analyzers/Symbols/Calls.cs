using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Symbols;

/// <summary>The parts of a call or object creation that rules look at.</summary>
internal static class Calls
{
    /// <summary>The method of a call, or the constructor of an object creation; null for anything else.</summary>
    public static IMethodSymbol? MethodOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        _ => null,
    };

    /// <summary>The arguments of a call or object creation.</summary>
    public static ImmutableArray<IArgumentOperation> ArgumentsOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.Arguments,
        IObjectCreationOperation creation => creation.Arguments,
        _ => [],
    };

    /// <summary>The value of the argument for the parameter with this name; null when there is none, or when only its default applies.</summary>
    public static IOperation? Argument(IOperation operation, string parameter)
    {
        foreach (var argument in ArgumentsOf(operation))
        {
            if (argument.Parameter?.Name == parameter && argument.ArgumentKind != ArgumentKind.DefaultValue)
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>What the call is made on: the receiver, or the first argument of an extension method.</summary>
    public static IOperation? ReceiverOf(IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod && !call.Arguments.IsEmpty ? call.Arguments[0].Value : null);

    /// <summary>The name in the call, or the type in the creation: a chain of calls over many lines is not underlined as a whole.</summary>
    public static Location NameOf(IOperation operation) => operation.Syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => member.Name.Identifier.GetLocation(),
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax member } => member.Name.Identifier.GetLocation(),
        InvocationExpressionSyntax { Expression: var name } => name.GetLocation(),
        ObjectCreationExpressionSyntax creation => creation.Type.GetLocation(),
        ImplicitObjectCreationExpressionSyntax creation => creation.NewKeyword.GetLocation(),
        var other => other.GetLocation(),
    };

    /// <summary>How messages name a method: <c>File.WriteAllText</c>, <c>new FileStream</c>, and only the name of an extension method.</summary>
    public static string Show(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { IsExtensionMethod: true } method } => method.Name,
        IInvocationOperation { TargetMethod: var method } => method.ContainingType.Name.Length == 0 ? method.Name : method.ContainingType.Name + "." + method.Name,
        IObjectCreationOperation { Type.Name: var name } => "new " + name,
        _ => operation.Syntax.ToString(),
    };

    /// <summary>The integer or enumeration value of a constant, or null.</summary>
    public static long? Constant(IOperation? operation) =>
        operation is { ConstantValue: { HasValue: true, Value: int or byte or long or short or uint } constant }
            ? System.Convert.ToInt64(constant.Value, System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
