namespace PlatformGuard.Generators.GuardedClients;

/// <summary>Writes the extension method that puts the guarded client in front of the registered one.</summary>
internal static class RegistrationWriter
{
    private const string Di = "global::Microsoft.Extensions.DependencyInjection.";

    public static void Write(CodeWriter code, ClientPlan plan, FlagChoice choice, RegistrationPlan registration, string generated)
    {
        var access = registration.Visibility == Visibility.Public && choice.Api is not { Visibility: Visibility.Internal } ? "public" : "internal";
        code.Line($"/// <summary>Registers <c>{plan.Name}</c>.</summary>");
        code.Line(generated);
        code.Open($"{access} static class {registration.ClassName}");
        code.Line("/// <summary>Puts the guarded client in front of the client that is registered: whoever asks for the interface or for the class gets the guarded one.</summary>");
        code.Line("/// <exception cref=\"global::System.InvalidOperationException\">No client is registered yet.</exception>");
        code.Open($"{access} static {Di}IServiceCollection {registration.Method}{registration.TypeParameters}(this {Di}IServiceCollection services){registration.Constraints}");
        code.Open("foreach (var registered in services)");
        code.Open($"if (registered.ServiceType == typeof({plan.Type}))");
        code.Line("return services;");
        code.Close();
        code.Close();
        code.Line();
        code.Open("for (var index = services.Count - 1; index >= 0; index--)");
        code.Line("var registered = services[index];");
        code.Open($"if (registered.IsKeyedService || registered.ServiceType != typeof({plan.Client}))");
        code.Line("continue;");
        code.Close();
        code.Line();
        code.Line("// The client itself stays under a key that nobody else has, so that the container still owns it.");
        code.Line("var key = new object();");
        code.Line("services[index] = registered switch");
        code.Open();
        code.Line($"{{ ImplementationInstance: {{ }} instance }} => new {Di}ServiceDescriptor(registered.ServiceType, key, instance),");
        code.Line($"{{ ImplementationFactory: {{ }} factory }} => new {Di}ServiceDescriptor(registered.ServiceType, key, (provider, _) => factory(provider), registered.Lifetime),");
        code.Line($"_ => new {Di}ServiceDescriptor(registered.ServiceType, key, registered.ImplementationType!, registered.Lifetime),");
        code.Close(";");
        code.Line($"services.Add(new {Di}ServiceDescriptor(typeof({plan.Type}), provider => {Creation(plan, choice)}, registered.Lifetime));");
        code.Line($"services.Add(new {Di}ServiceDescriptor(typeof({plan.Client}), provider => {Di}ServiceProviderServiceExtensions.GetRequiredService<{plan.Type}>(provider), registered.Lifetime));");
        code.Line("return services;");
        code.Close();
        code.Line();
        code.Line($"throw new global::System.InvalidOperationException({TypeText.Literal($"Register {plan.Client.Replace("global::", "")} before its guarded client.")});");
        code.Close();
        code.Close();
    }

    private static string Creation(ClientPlan plan, FlagChoice choice)
    {
        var inner = $"{Di}ServiceProviderKeyedServiceExtensions.GetRequiredKeyedService<{plan.Client}>(provider, key)";
        if (plan.Inner is not null)
        {
            return $"{Di}ActivatorUtilities.CreateInstance<{plan.Type}>(provider, {inner})";
        }

        var flags = choice is { Kept: null, Api: { IsStatic: false } api } ? $", {Di}ServiceProviderServiceExtensions.GetRequiredService<{api.Type}>(provider)" : "";
        return $"new {plan.Type}({inner}{flags})";
    }
}
