namespace PlatformGuard.Guidelines.Intake;

/// <summary>Where work comes from that nobody waits for, in the words of the messages of PG7006, alike in code and in manifests.</summary>
public static class WorkSource
{
    /// <summary>RabbitMQ and other AMQP brokers.</summary>
    public const string RabbitMq = "a RabbitMQ queue";

    /// <summary>Apache Kafka.</summary>
    public const string Kafka = "a Kafka topic";

    /// <summary>Azure Service Bus.</summary>
    public const string ServiceBus = "Azure Service Bus";

    /// <summary>Azure Event Hubs.</summary>
    public const string EventHubs = "Azure Event Hubs";

    /// <summary>Azure Storage queues.</summary>
    public const string StorageQueue = "an Azure Storage queue";

    /// <summary>Amazon SQS.</summary>
    public const string Sqs = "an Amazon SQS queue";

    /// <summary>Amazon Kinesis.</summary>
    public const string Kinesis = "an Amazon Kinesis stream";

    /// <summary>Google Cloud Pub/Sub.</summary>
    public const string PubSub = "a Google Pub/Sub subscription";

    /// <summary>Redis streams and lists that are read by a group of consumers.</summary>
    public const string RedisStream = "a Redis stream";

    /// <summary>NATS JetStream.</summary>
    public const string JetStream = "a NATS JetStream consumer";

    /// <summary>Apache Pulsar.</summary>
    public const string Pulsar = "a Pulsar topic";

    /// <summary>ActiveMQ and other brokers behind the JMS interface.</summary>
    public const string ActiveMq = "an ActiveMQ queue";

    /// <summary>A library over several brokers.</summary>
    public const string MessageBroker = "a message broker";

    /// <summary>A library of background jobs over a shared store.</summary>
    public const string JobQueue = "a queue of background jobs";
}
