using PlatformGuard.Analyzers.Intake;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.Intake;

public sealed class AsynchronousIntakeTests
{
    private const string Usings = """
        using System; using System.Net.WebSockets; using System.Threading; using System.Threading.Channels; using System.Threading.Tasks; using Amazon.SQS; using Azure.Messaging.ServiceBus; using Confluent.Kafka; using DotNetCore.CAP;
        using Hangfire; using MassTransit; using Microsoft.AspNetCore.Builder; using Microsoft.Extensions.DependencyInjection; using RabbitMQ.Client; using StackExchange.Redis;
        sealed record Rank(int Id);

        """;

    private static string InMethod(string statements) => Usings + $$"""
        class C
        {
            async Task M(RabbitMQ.Client.IChannel channel, IAsyncBasicConsumer consumer, Confluent.Kafka.IConsumer<string, string> kafka, IProducer<string, string> producer, ServiceBusClient bus, IAmazonSQS sqs, IDatabase redis, ISubscriber subscriber,
                IServiceCollection services, IPublishEndpoint endpoint, ICapPublisher cap, WebSocket socket, Channel<Rank> work)
            {
                {{statements}}
                await Task.CompletedTask;
            }
        }
        """;

    [Theory]
    [InlineData("""await channel.[|BasicConsumeAsync|]("rank", false, consumer);""")]
    [InlineData("""await channel.[|BasicGetAsync|]("rank", true);""")]
    [InlineData("""kafka.[|Subscribe|]("rank");""")]
    [InlineData("""var p = bus.[|CreateProcessor|]("rank");""")]
    [InlineData("""var r = bus.[|CreateReceiver|]("rank");""")]
    [InlineData("""await sqs.[|ReceiveMessageAsync|]("https://sqs.example.com/rank");""")]
    [InlineData("""await redis.[|StreamReadGroupAsync|]("rank", "rankers", "a");""")]
    [InlineData("""services.[|AddHangfireServer|]();""")]
    public Task Consumer_IsReported(string statements) => Verify.Rule<AsynchronousIntake>("PG7006", InMethod(statements));

    [Theory]
    [InlineData("""await channel.BasicPublishAsync("", "rank", default(ReadOnlyMemory<byte>));""")]
    [InlineData("""await producer.ProduceAsync("rank", new Message<string, string>());""")]
    [InlineData("""var s = bus.CreateSender("rank"); await s.SendMessageAsync(new ServiceBusMessage("x"));""")]
    [InlineData("""await sqs.SendMessageAsync("https://sqs.example.com/rank", "x");""")]
    [InlineData("""await redis.StringSetAsync("a", "b"); await redis.StreamAddAsync("rank", "a", "b"); subscriber.Publish(RedisChannel.Literal("x"), "y");""")]
    [InlineData("""subscriber.Subscribe(RedisChannel.Literal("invalidate"), (c, v) => { });""")]
    [InlineData("""await endpoint.Publish(new Rank(1)); await cap.PublishAsync("rank", new Rank(1));""")]
    [InlineData("""BackgroundJob.Enqueue(() => Console.WriteLine());""")]
    [InlineData("""await socket.ReceiveAsync(new byte[10], default); await foreach (var w in work.Reader.ReadAllAsync()) { }""")]
    public Task LookAlike_IsSilent(string statements) => Verify.Rule<AsynchronousIntake>("PG7006", InMethod(statements));

    [Fact]
    public Task ConsumerClasses_AreReported() => Verify.Rule<AsynchronousIntake>("PG7006", Usings + """
        class [|RankConsumer|] : MassTransit.IConsumer<Rank> { public Task Consume(ConsumeContext<Rank> context) => Task.CompletedTask; }
        class [|RankSubscriber|] : ICapSubscribe { [CapSubscribe("rank")] public void Rank(Rank rank) { } }
        class Controller { [CapSubscribe("rank")] public void [|Handle|](Rank rank) { } }
        abstract class Base : MassTransit.IConsumer<Rank> { public abstract Task Consume(ConsumeContext<Rank> context); }
        """);

    [Fact]
    public Task Mediator_IsInTheProcess() => Verify.Rule<AsynchronousIntake>("PG7006", Usings + """
        class RankConsumer : MassTransit.IConsumer<Rank> { public Task Consume(ConsumeContext<Rank> context) => Task.CompletedTask; }
        static class SetUp { static void M(IServiceCollection services) => services.AddMediator(x => { }); }
        """);

    [Fact]
    public Task MediatorBesideABus_IsReported() => Verify.Rule<AsynchronousIntake>("PG7006", Usings + """
        class [|RankConsumer|] : MassTransit.IConsumer<Rank> { public Task Consume(ConsumeContext<Rank> context) => Task.CompletedTask; }
        static class SetUp { static void M(IServiceCollection services) { services.AddMediator(x => { }); services.AddMassTransit(x => { }); } }
        """);

    [Theory]
    [InlineData("build_property.IsTestProject", "true")]
    [InlineData("platformguard.role", "main-application")]
    public Task OtherProjects_AreLeftAlone(string key, string value) => Verify.Rule<AsynchronousIntake>("PG7006", InMethod("services.AddHangfireServer();"), new BuildOptions((key, value)));
}
