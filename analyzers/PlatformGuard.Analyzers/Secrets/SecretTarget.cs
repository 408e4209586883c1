using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.Secrets;

/// <summary>What a string expression is given to: a variable, field, property, parameter or key, and whether that is a credential by definition.</summary>
/// <param name="Name">The name, or null when the value is given to nothing that has one.</param>
/// <param name="IsSetting">Whether the name is the key of a setting, a header or a dictionary, and not a name in the code.</param>
/// <param name="IsCredential">Whether an API defines the place as a credential.</param>
internal readonly record struct SecretTarget(string? Name, bool IsSetting, bool IsCredential)
{
    private static SecretTarget None => default;

    /// <summary>The name by which the value is judged: of a setting the last part of its key.</summary>
    public string? ValueName => IsSetting && Name is not null ? Name.Substring(Name.LastIndexOf(':') + 1) : Name;

    /// <summary>What the whole string expression <paramref name="whole"/> is given to.</summary>
    /// <param name="whole">The expression.</param>
    /// <param name="member">The member it stands in.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static SecretTarget Of(IOperation whole, ISymbol member, CancellationToken cancellation)
    {
        var value = whole;
        for (var parent = whole.Parent; parent is not null; value = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case IConversionOperation or IParenthesizedOperation or ICoalesceOperation or ISwitchExpressionOperation:
                case IConditionalOperation conditional when value != conditional.Condition:
                case ISwitchExpressionArmOperation arm when value == arm.Value:
                case IInvocationOperation call when value == call.Instance && CredentialSlots.KeepsInstance(call.TargetMethod):
                    continue;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    return Named(declarator.Symbol.Name);
                case IFieldInitializerOperation field:
                    return field.InitializedFields.IsEmpty ? None : Named(field.InitializedFields[0].Name);
                case IPropertyInitializerOperation property:
                    return property.InitializedProperties.IsEmpty ? None : OfProperty(property.InitializedProperties[0]);
                case IParameterInitializerOperation initializer:
                    return Named(initializer.Parameter.Name);
                case IAssignmentOperation assignment:
                    return value == assignment.Value ? OfAssigned(assignment.Target, cancellation) : None;
                case IArgumentOperation argument:
                    if (CredentialSlots.KeepsArgument(argument) && argument.Parent is { } conversion)
                    {
                        parent = conversion;
                        continue;
                    }

                    return OfArgument(argument, cancellation);
                case IReturnOperation:
                    return OfReturned(parent, member);
                default:
                    return None;
            }
        }

        return None;
    }

    private static SecretTarget Named(string name) => new(name, IsSetting: false, IsCredential: false);

    /// <summary>What is given to a property.</summary>
    public static SecretTarget OfProperty(IPropertySymbol property) =>
        new(CredentialSlots.KeyNameOf(property) ?? property.Name, IsSetting: false, CredentialSlots.IsCredential(property));

    private static SecretTarget OfAssigned(IOperation target, CancellationToken cancellation) => target switch
    {
        ILocalReferenceOperation local => Named(local.Local.Name),
        IParameterReferenceOperation parameter => Named(parameter.Parameter.Name),
        IFieldReferenceOperation field => Named(field.Field.Name),
        IPropertyReferenceOperation { Property.IsIndexer: true, Arguments.Length: 1 } indexer => OfKey(indexer.Arguments[0].Value, cancellation),
        IPropertyReferenceOperation property => OfProperty(property.Property),
        _ => None,
    };

    /// <summary>What is given to a parameter.</summary>
    public static SecretTarget OfArgument(IArgumentOperation argument, CancellationToken cancellation)
    {
        if (argument.Parameter is not { } parameter)
        {
            return None;
        }

        if (CredentialSlots.IsCredential(argument, cancellation))
        {
            return new(CredentialSlots.KeyNameOf(parameter) ?? parameter.Name, IsSetting: false, IsCredential: true);
        }

        if (CredentialSlots.KeyNameOf(parameter) is { } keyName)
        {
            return Named(keyName);
        }

        return parameter.Name switch
        {
            // The name of something; what is given to it, if anything, is another argument.
            "key" or "name" or "variable" or "variableName" or "paramName" or "message" or "messageTemplate" or "sectionName" or "propertyName" => None,
            "value" or "defaultValue" or "values" => NamingArgument(argument) is { } naming ? OfKey(naming, cancellation) : None,
            _ => Named(parameter.Name),
        };
    }

    // Add("password", "…"), SetEnvironmentVariable("DB_PASSWORD", "…"), GetValue("Jwt:Key", "…")
    private static IOperation? NamingArgument(IArgumentOperation value)
    {
        var arguments = value.Parent switch
        {
            IInvocationOperation call => call.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => [],
        };
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Name is "key" or "name" or "variable")
            {
                return argument.Value;
            }
        }

        return null;
    }

    private static SecretTarget OfKey(IOperation key, CancellationToken cancellation)
    {
        var text = TextFolder.Fold(key, followLocals: false, cancellation);
        return text.HasHoles || text.Text.Length == 0 ? None : new(text.Text, IsSetting: true, IsCredential: false);
    }

    private static SecretTarget OfReturned(IOperation returned, ISymbol member)
    {
        for (var parent = returned.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IAnonymousFunctionOperation:
                    return None;
                case ILocalFunctionOperation function:
                    return Named(WithoutVerb(function.Symbol.Name));
            }
        }

        return member switch
        {
            IMethodSymbol { AssociatedSymbol: { } owner } => Named(owner.Name),
            IMethodSymbol { MethodKind: MethodKind.Ordinary } method => Named(WithoutVerb(method.Name)),
            _ => None,
        };
    }

    private static string WithoutVerb(string name) =>
        name.StartsWith("Get", StringComparison.Ordinal) && name.Length > 3 && char.IsUpper(name[3]) ? name.Substring(3) : name;
}
