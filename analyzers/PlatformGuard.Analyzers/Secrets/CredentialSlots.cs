using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.Secrets;

/// <summary>The parameters and properties of known APIs that are credentials by definition, and the calls that only change a credential's form.</summary>
internal static class CredentialSlots
{
    /// <summary>Whether the argument is a credential by definition of the API.</summary>
    public static bool IsCredential(IArgumentOperation argument, CancellationToken cancellation)
    {
        if (argument.Parameter is not { ContainingType: { } type } parameter)
        {
            return false;
        }

        return IsCredential(parameter, type) && (parameter.Name != "parameter" || IsSecretScheme(argument, cancellation));
    }

    /// <summary>Whether the name or the API says that what the parameter takes may be a credential.</summary>
    public static bool MayBe(IParameterSymbol parameter, PlatformContext platform) =>
        parameter.ContainingType is { } type && (IsCredential(parameter, type) || platform.Names.IsCredential(parameter.Name) || KeyNameOf(parameter) is not null);

    /// <summary>Whether the name or the API says that what the property takes may be a credential.</summary>
    public static bool MayBe(IPropertySymbol property, PlatformContext platform) =>
        !property.IsIndexer && (IsCredential(property) || platform.Names.IsCredential(property.Name) || KeyNameOf(property) is not null);

    private static bool IsCredential(IParameterSymbol parameter, INamedTypeSymbol type) =>
        parameter.Name switch
        {
            "password" => type is
            {
                Name: "NetworkCredential" or "SqlCredential" or "UsernamePasswordCredential" or "PasswordAuthenticationMethod" or "ClientSecretCredential" or "X509Certificate2" or "X509CertificateLoader"
                    or "Rfc2898DeriveBytes" or "SftpClient" or "SshClient" or "MailService" or "IMailService",
            },
            "clientSecret" => type.Name is "ClientSecretCredential" or "ConfidentialClientApplicationBuilder" or "ClientCredential",
            "key" => type.Name is "AzureKeyCredential" or "ApiKeyCredential" or "SymmetricSecurityKey",
            "apiKey" => type.Name is "StripeClient" or "OpenAIClient" or "AnthropicClient" or "SendGridClient",
            "accountKey" => type.Name == "StorageSharedKeyCredential",
            "awsSecretAccessKey" or "secretKey" => type.Name is "BasicAWSCredentials" or "SessionAWSCredentials",
            "parameter" => type.Name == "AuthenticationHeaderValue",
            _ => false,
        };

    /// <summary>Whether the property is a credential by definition of the API.</summary>
    public static bool IsCredential(IPropertySymbol property) =>
        property.Name is "Password" or "SentinelPassword"
        && property.ContainingType is { } type
        && (type.Name.EndsWith("ConnectionStringBuilder", System.StringComparison.Ordinal) || type.Name == "NetworkCredential" || TypeNames.IsWithin(type, "StackExchange.Redis"));

    /// <summary>What the key of a cryptographic class is called, which names it <c>key</c> and no more; null for any other.</summary>
    public static string? KeyNameOf(ISymbol slot) => slot switch
    {
        { Name: "key", ContainingType: { Name: "SymmetricSecurityKey" } } => "signingKey",
        { Name: "key", ContainingType: { } type } when type.Name.StartsWith("HMAC", System.StringComparison.Ordinal) && TypeNames.IsWithin(type, "System.Security.Cryptography") => "hmacKey",
        { Name: "key" or "Key" or "rgbKey", ContainingType: { } type } when TypeNames.IsWithin(type, "System.Security.Cryptography") => "encryptionKey",
        _ => null,
    };

    /// <summary>Whether a method gives its instance on in another form: <c>ToCharArray</c>, <c>Trim</c> and the like.</summary>
    public static bool KeepsInstance(IMethodSymbol method) =>
        method.ContainingType?.SpecialType == SpecialType.System_String
        && method.Name is "ToCharArray" or "Trim" or "ToString" or "Normalize" or "AsSpan" or "Clone";

    /// <summary>Whether the argument is only converted: <c>Encoding.UTF8.GetBytes("…")</c>, <c>new SymmetricSecurityKey(…)</c>.</summary>
    public static bool KeepsArgument(IArgumentOperation argument) => argument.Parameter is { Ordinal: 0, ContainingSymbol: IMethodSymbol method }
        && method switch
        {
            { Name: "GetBytes", ContainingType.Name: "Encoding" } => true,
            { Name: "FromBase64String" or "FromHexString" or "ToBase64String", ContainingType.Name: "Convert" } => true,
            { MethodKind: MethodKind.Constructor, ContainingType.Name: "Uri" } => true,
            { Name: "AsSpan" or "AsMemory", ContainingType.Name: "MemoryExtensions" } => true,
            _ => false,
        };

    /// <summary>The value under mere changes of its form: <c>Encoding.UTF8.GetBytes(key)</c>, <c>key.ToCharArray()</c>.</summary>
    public static IOperation Unwrapped(IOperation value)
    {
        while (true)
        {
            value = StringExpressions.WithoutConversions(value);
            if (value is IInvocationOperation { Instance: { } instance } call && KeepsInstance(call.TargetMethod))
            {
                value = instance;
            }
            else if (value is IInvocationOperation { Arguments.IsEmpty: false } conversion && KeepsArgument(conversion.Arguments[0]))
            {
                value = conversion.Arguments[0].Value;
            }
            else
            {
                return value;
            }
        }
    }

    // new AuthenticationHeaderValue("Bearer", "…"). Other schemes carry parameters, not a secret.
    private static bool IsSecretScheme(IArgumentOperation argument, CancellationToken cancellation)
    {
        if (argument.Parent is not IObjectCreationOperation { Arguments: { Length: 2 } arguments })
        {
            return false;
        }

        foreach (var other in arguments)
        {
            if (other.Parameter?.Name == "scheme")
            {
                var scheme = TextFolder.Fold(other.Value, followLocals: false, cancellation);
                return scheme.Text.ToLowerInvariant() is "bearer" or "basic" or "token" or "apikey";
            }
        }

        return false;
    }
}
