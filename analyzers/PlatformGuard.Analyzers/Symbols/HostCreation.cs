namespace PlatformGuard.Analyzers.Symbols;

/// <summary>The calls that begin to build a host: where a finding about what is missing in its set-up stands.</summary>
internal static class HostCreation
{
    /// <summary>The topic under which the calls are collected.</summary>
    public const string Topic = "host";

    /// <summary>The calls.</summary>
    public static ApiTable<string> Table { get; } = new ApiTable<string>()
        .Add("Microsoft.AspNetCore.Builder.WebApplication", "CreateBuilder CreateSlimBuilder CreateEmptyBuilder Create", Topic)
        .Add("Microsoft.Extensions.Hosting.Host", "CreateDefaultBuilder CreateApplicationBuilder CreateEmptyApplicationBuilder", Topic)
        .Add("Microsoft.AspNetCore.WebHost", "CreateDefaultBuilder Start StartWith", Topic)
        .Add("Microsoft.Extensions.Hosting.HostBuilder", ApiTable<string>.Constructor, Topic)
        .Add("Microsoft.AspNetCore.Hosting.WebHostBuilder", ApiTable<string>.Constructor, Topic);
}
