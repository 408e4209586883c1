using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Guidelines.Intake;

namespace PlatformGuard.Analyzers.Intake;

/// <summary>How .NET code takes work from a broker: calls, contracts that a class implements, and attributes of handlers.</summary>
internal static class Consumers
{
    private const string Constructor = ApiTable<string>.Constructor;

    /// <summary>Calls that subscribe or receive.</summary>
    public static ApiTable<string> Calls { get; } = new ApiTable<string>()
        .Add("RabbitMQ.Client.*", "BasicConsume BasicConsumeAsync BasicGet BasicGetAsync", WorkSource.RabbitMq)
        .Add("EasyNetQ.*", "SubscribeAsync ReceiveAsync Subscribe", WorkSource.RabbitMq)
        .Add("Confluent.Kafka.IConsumer", "Subscribe Assign", WorkSource.Kafka)
        .Add("KafkaFlow.*", "AddConsumer", WorkSource.Kafka)
        .Add("Azure.Messaging.ServiceBus.ServiceBusClient", "CreateProcessor CreateSessionProcessor CreateReceiver AcceptSessionAsync AcceptNextSessionAsync", WorkSource.ServiceBus)
        .Add("Microsoft.Azure.ServiceBus.IReceiverClient", "RegisterMessageHandler", WorkSource.ServiceBus)
        .Add("Azure.Messaging.EventHubs.EventProcessorClient", Constructor, WorkSource.EventHubs)
        .Add("Azure.Messaging.EventHubs.Consumer.EventHubConsumerClient", "ReadEventsAsync ReadEventsFromPartitionAsync", WorkSource.EventHubs)
        .Add("Azure.Storage.Queues.QueueClient", "ReceiveMessage ReceiveMessageAsync ReceiveMessages ReceiveMessagesAsync", WorkSource.StorageQueue)
        .Add("Amazon.SQS.IAmazonSQS", "ReceiveMessageAsync ReceiveMessage", WorkSource.Sqs)
        .Add("AWS.Messaging.*", "AddSQSPoller", WorkSource.Sqs)
        .Add("Amazon.Kinesis.IAmazonKinesis", "GetRecordsAsync SubscribeToShardAsync", WorkSource.Kinesis)
        .Add("Google.Cloud.PubSub.V1.SubscriberClient", "StartAsync", WorkSource.PubSub)
        .Add("Google.Cloud.PubSub.V1.SubscriberServiceApiClient", "Pull PullAsync StreamingPull", WorkSource.PubSub)
        .Add("StackExchange.Redis.IDatabase", "StreamReadGroup", WorkSource.RedisStream)
        .Add("StackExchange.Redis.IDatabaseAsync", "StreamReadGroupAsync", WorkSource.RedisStream)
        .Add("NATS.Client.JetStream.INatsJSConsumer", "ConsumeAsync FetchAsync NextAsync", WorkSource.JetStream)
        .Add("DotPulsar.*", "NewConsumer NewReader", WorkSource.Pulsar)
        .Add("Apache.NMS.ISession", "CreateConsumer CreateConsumerAsync CreateDurableConsumer", WorkSource.ActiveMq)
        .Add("Wolverine.*", "ListenToRabbitQueue ListenToKafkaTopic ListenToAzureServiceBusQueue ListenToSqsQueue ListenToPulsarTopic", WorkSource.MessageBroker)
        .Add("Hangfire.*", "AddHangfireServer UseHangfireServer", WorkSource.JobQueue)
        .Add("Hangfire.BackgroundJobServer", Constructor, WorkSource.JobQueue)
        .Add("Dapr.*", "WithTopic", WorkSource.MessageBroker);

    /// <summary>Contracts whose implementations get messages.</summary>
    public static (string Contract, string Source)[] Contracts { get; } =
    [
        ("MassTransit.IConsumer", WorkSource.MessageBroker),
        ("MassTransit.IJobConsumer", WorkSource.MessageBroker),
        ("NServiceBus.IHandleMessages", WorkSource.MessageBroker),
        ("Rebus.Handlers.IHandleMessages", WorkSource.MessageBroker),
        ("KafkaFlow.IMessageHandler", WorkSource.Kafka),
        ("DotNetCore.CAP.ICapSubscribe", WorkSource.MessageBroker),
    ];

    /// <summary>Attributes of methods and parameters that get messages.</summary>
    public static (string Attribute, string Source)[] Attributes { get; } =
    [
        ("DotNetCore.CAP.CapSubscribeAttribute", WorkSource.MessageBroker),
        ("Dapr.TopicAttribute", WorkSource.MessageBroker),
        ("Microsoft.Azure.Functions.Worker.ServiceBusTriggerAttribute", WorkSource.ServiceBus),
        ("Microsoft.Azure.Functions.Worker.QueueTriggerAttribute", WorkSource.StorageQueue),
        ("Microsoft.Azure.Functions.Worker.EventHubTriggerAttribute", WorkSource.EventHubs),
        ("Microsoft.Azure.Functions.Worker.KafkaTriggerAttribute", WorkSource.Kafka),
        ("Microsoft.Azure.Functions.Worker.RabbitMQTriggerAttribute", WorkSource.RabbitMq),
        ("Microsoft.Azure.WebJobs.ServiceBusTriggerAttribute", WorkSource.ServiceBus),
        ("Microsoft.Azure.WebJobs.QueueTriggerAttribute", WorkSource.StorageQueue),
        ("Microsoft.Azure.WebJobs.EventHubTriggerAttribute", WorkSource.EventHubs),
    ];

    /// <summary>A compilation that references none of these takes no work from a broker.</summary>
    public static string[] Assemblies { get; } =
    [
        "RabbitMQ.Client", "EasyNetQ", "Confluent.Kafka", "KafkaFlow", "KafkaFlow.Abstractions", "Azure.Messaging.ServiceBus", "Microsoft.Azure.ServiceBus", "Azure.Messaging.EventHubs", "Azure.Messaging.EventHubs.Processor",
        "Azure.Storage.Queues", "AWSSDK.SQS", "AWS.Messaging", "AWSSDK.Kinesis", "Google.Cloud.PubSub.V1", "StackExchange.Redis", "NATS.Client.JetStream", "DotPulsar", "Apache.NMS", "Wolverine", "Hangfire.Core", "Hangfire.NetCore",
        "Hangfire.AspNetCore", "Dapr.AspNetCore", "MassTransit", "MassTransit.Abstractions", "NServiceBus.Core", "Rebus", "DotNetCore.CAP", "Microsoft.Azure.Functions.Worker.Core", "Microsoft.Azure.WebJobs",
    ];
}
