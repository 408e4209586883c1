using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Flow;

/// <summary>Framework types that carry a value without changing it: tasks and nullable values, and the framework's ways to compare.</summary>
/// <remarks>A task tells what its result tells. It never equals a <see cref="bool"/>, so a task that nobody awaits answers nothing.</remarks>
internal static class Wrappers
{
    /// <summary>What a member of a value tells.</summary>
    public static FlowValue Member(FlowValue value, ISymbol member)
    {
        var name = member is IFieldSymbol { CorrespondingTupleField: { } element } ? element.Name : member.Name;
        switch (name)
        {
            case "Result" when IsTask(member.ContainingType):
            case "Value" when IsNullable(member.ContainingType):
                return value.Without(Constants.Null);
            case "HasValue" when IsNullable(member.ContainingType):
                return Logic.Not(Logic.IsNull(value));
            default:
                return value.Member(name);
        }
    }

    /// <summary>What a framework method's result tells, or null for any other method.</summary>
    public static FlowValue? Call(IInvocationOperation call, FlowValue? receiver, FlowValue[] arguments)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType;
        switch (method.Name)
        {
            case "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask" or "Preserve" or "WaitAsync" when receiver is not null && IsAwaitable(type):
                return receiver;
            case "FromResult" when arguments.Length == 1 && IsTask(type):
                return arguments[0];
            case "GetValueOrDefault" when receiver is not null && IsNullable(type) && arguments.Length <= 1:
                return OrDefault(receiver, arguments.Length == 1 ? arguments[0] : Default(call.Type));
            case "Equals":
                return Equality(call, receiver, arguments);
            default:
                return null;
        }
    }

    /// <summary>What a new object tells: a task around a value, or null for any other type.</summary>
    public static FlowValue? Create(IObjectCreationOperation creation, FlowValue[] arguments) =>
        arguments.Length == 1 && creation.Type is INamedTypeSymbol type && (IsTask(type) || IsNullable(type)) && creation.Arguments[0].Parameter?.Type.TypeKind != TypeKind.Class
            ? arguments[0]
            : null;

    /// <summary>What the default of a type tells.</summary>
    public static FlowValue Default(ITypeSymbol? type) => type switch
    {
        null => FlowValue.Unknown,
        { SpecialType: SpecialType.System_Boolean } => FlowValue.False,
        { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => FlowValue.Null,
        _ when Constants.AreTracked(type) => FlowValue.Constant(0L),
        _ => FlowValue.Unknown,
    };

    private static FlowValue OrDefault(FlowValue value, FlowValue whenNull) =>
        FlowValue.Meet(value.Without(Constants.Null), whenNull.With(value.When(Constants.Null)));

    private static FlowValue? Equality(IInvocationOperation call, FlowValue? receiver, FlowValue[] arguments)
    {
        var type = call.TargetMethod.ContainingType;
        if (type.SpecialType is not (SpecialType.System_Object or SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Enum)
            && !Constants.AreTracked(type))
        {
            return null;
        }

        var (one, others) = receiver is null ? (arguments.Length > 1 ? arguments[0] : null, 1) : (receiver, 0);
        if (one is null || arguments.Length <= others || (type.SpecialType == SpecialType.System_Object && !Constants.AreTracked(call.Instance?.Type ?? WithoutConversion(call.Arguments[0].Value)?.Type)))
        {
            return null;
        }

        return arguments.Length > others + 1 && IgnoresCase(call.Arguments[others + 1].Value)
            ? Logic.EqualIgnoringCase(one, arguments[others])
            : Logic.Equal(one, arguments[others]);
    }

    private static bool IgnoresCase(IOperation comparison) =>
        comparison is not IFieldReferenceOperation { Field.Name: "Ordinal" or "CurrentCulture" or "InvariantCulture" };

    private static IOperation? WithoutConversion(IOperation operation) => operation is IConversionOperation conversion ? conversion.Operand : operation;

    private static bool IsAwaitable(INamedTypeSymbol? type) =>
        IsTask(type)
        || (type?.Name is "TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable" or "ConfiguredTaskAwaiter" or "ConfiguredValueTaskAwaiter"
            && IsIn(type, "System.Runtime.CompilerServices"));

    private static bool IsTask(INamedTypeSymbol? type) => type?.Name is "Task" or "ValueTask" && IsIn(type, "System.Threading.Tasks");

    private static bool IsNullable(INamedTypeSymbol? type) => type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static bool IsIn(INamedTypeSymbol type, string space) =>
        string.Equals(type.ContainingNamespace?.ToDisplayString(), space, StringComparison.Ordinal);
}
