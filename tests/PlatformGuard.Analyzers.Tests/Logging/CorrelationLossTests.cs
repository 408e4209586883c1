using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Logging;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.Logging;

public sealed class CorrelationLossTests
{
    private static string InMethod(string statements) => $$"""
        using System; using System.Diagnostics; using System.Net.Http; using System.Threading; using System.Threading.Tasks; using Grpc.Core; using Grpc.Core.Interceptors; using Microsoft.AspNetCore.Http; using Microsoft.Extensions.Hosting;
        class C { void M(HttpRequestMessage request, HttpClient client, HttpResponseMessage response, HttpContext context, Metadata metadata, string id, Interceptor interceptor) { {{statements}} } }
        """;

    [Theory]
    [InlineData("""request.Headers.[|Add|]("X-Request-ID", Guid.NewGuid().ToString());""")]
    [InlineData("""request.Headers.[|TryAddWithoutValidation|]("x-correlation-id", Guid.NewGuid().ToString("N"));""")]
    [InlineData("""var fresh = Guid.NewGuid().ToString(); request.Headers.[|Add|]("X-Correlation-ID", fresh);""")]
    [InlineData("""request.Headers.[|Add|]("X-Request-ID", $"{Guid.NewGuid()}");""")]
    [InlineData("""client.DefaultRequestHeaders.[|Add|]("X-Request-ID", Guid.NewGuid().ToString());""")]
    [InlineData("""metadata.[|Add|]("x-gitlab-correlation-id", Guid.NewGuid().ToString());""")]
    [InlineData("""request.Headers.[|Remove|]("traceparent");""")]
    [InlineData("""var handler = new SocketsHttpHandler { [|ActivityHeadersPropagator|] = null };""")]
    [InlineData("""DistributedContextPropagator.Current = DistributedContextPropagator.[|CreateNoOutputPropagator|]();""")]
    [InlineData("""var channel = new [|Channel|]("ranker:50051", ChannelCredentials.Insecure);""")]
    public Task Correlation_ThatIsLost_IsReported(string statements) => Verify.Rule<CorrelationLoss>("PG6005", InMethod(statements));

    [Theory]
    [InlineData("""request.Headers.Add("X-Request-ID", id);""")]
    [InlineData("""request.Headers.Add("X-Request-ID", context.TraceIdentifier);""")]
    [InlineData("""request.Headers.Add("X-Request-ID", id ?? Guid.NewGuid().ToString());""")]
    [InlineData("""if (!request.Headers.Contains("X-Request-ID")) { request.Headers.Add("X-Request-ID", Guid.NewGuid().ToString()); }""")]
    [InlineData("""request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());""")]
    [InlineData("""response.Headers.Add("X-Request-ID", Guid.NewGuid().ToString());""")]
    [InlineData("""context.Response.Headers["X-Request-ID"] = Guid.NewGuid().ToString();""")]
    [InlineData("""context.Response.Headers.Remove("traceparent");""")]
    [InlineData("""request.Headers.Remove("X-Request-ID"); request.Headers.Add("X-Request-ID", id);""")]
    [InlineData("""request.Headers.Remove("Cookie");""")]
    [InlineData("""var handler = new SocketsHttpHandler { ActivityHeadersPropagator = DistributedContextPropagator.Current };""")]
    [InlineData("""DistributedContextPropagator.Current = DistributedContextPropagator.CreateDefaultPropagator();""")]
    [InlineData("""var invoker = new Channel("ranker:50051", ChannelCredentials.Insecure).Intercept(interceptor);""")]
    [InlineData("""var channel = Grpc.Net.Client.GrpcChannel.ForAddress("http://ranker");""")]
    [InlineData("""var c = new HttpClient();""")]
    public Task LookAlike_IsSilent(string statements) => Verify.Rule<CorrelationLoss>("PG6005", InMethod(statements));

    [Theory]
    [InlineData("Acme.Beacon", """var handler = new Acme.BeaconHandler(new SocketsHttpHandler { ActivityHeadersPropagator = null });""")]
    [InlineData("Acme.Beacon", """request.Headers.Remove("traceparent"); Acme.Beacon.Carry(request);""")]
    [InlineData("Acme.Beacon", """var channel = Acme.Beacon.Wrap(new Channel("ranker:50051", ChannelCredentials.Insecure));""")]
    [InlineData("", """services.AddHttpClient("ranker").ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ActivityHeadersPropagator = null }).AddHeaderPropagation();""")]
    [InlineData("", """var handler = new Acme.BeaconHandler(new SocketsHttpHandler { [|ActivityHeadersPropagator|] = null });""")]
    [InlineData("Acme.Lighthouse", """request.Headers.[|Remove|]("traceparent"); Acme.Beacon.Carry(request);""")]
    [InlineData("Acme.Beacon", """request.Headers.[|Add|]("X-Request-ID", Guid.NewGuid().ToString()); Acme.Beacon.Carry(request);""")]
    [InlineData("Acme.Beacon", """var handler = new SocketsHttpHandler { [|ActivityHeadersPropagator|] = null };""")]
    public Task LibrariesThatThePolicyAccepts_PassTheIdOn(string accepted, string statements) => Verify.Rule<CorrelationLoss>(
        "PG6005",
        "using Microsoft.Extensions.DependencyInjection; " + InMethod(statements).Replace("void M(", "void M(IServiceCollection services, ", StringComparison.Ordinal),
        new BuildOptions(("platformguard.common_libraries", accepted)),
        TestCode.Library("Acme.Beacon", "namespace Acme { public static class Beacon { public static void Carry(object request) { } public static T Wrap<T>(T channel) => channel; } public class BeaconHandler { public BeaconHandler(object inner) { } } }"));

    [Fact]
    public Task WorkThatNoRequestCaused_MayHaveANewId() => Verify.Rule<CorrelationLoss>("PG6005", """
        using System; using System.Net.Http; using System.Threading; using System.Threading.Tasks; using Microsoft.Extensions.Hosting;
        class Nightly(HttpClient client) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/rank");
                request.Headers.Add("X-Request-ID", Guid.NewGuid().ToString());
                await client.SendAsync(request, stoppingToken);
            }
        }
        """);

    [Theory]
    [InlineData("experiment", DiagnosticSeverity.Info)]
    [InlineData("beta", DiagnosticSeverity.Warning)]
    [InlineData("ga", DiagnosticSeverity.Error)]
    public async Task Severity_IsThatOfTheStage(string stage, DiagnosticSeverity expected) => Assert.Equal(
        expected,
        Assert.Single(await Verify.Run(TestCode.Compile(InMethod("""request.Headers.Remove("traceparent");""")), new BuildOptions(("platformguard.stage", stage)), new CorrelationLoss())).Severity);

    [Theory]
    [InlineData("build_property.IsTestProject", "true")]
    [InlineData("platformguard.role", "main-application")]
    public Task OtherProjects_AreLeftAlone(string key, string value) => Verify.Rule<CorrelationLoss>("PG6005", InMethod("""request.Headers.Remove("traceparent");"""), new BuildOptions((key, value)));
}
