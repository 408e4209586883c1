using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Guidelines.Intake;

namespace PlatformGuard.Core.Checks;

/// <summary>PG7006: manifests that say that the service takes its work from a queue.</summary>
public sealed class AsynchronousIntake() : KubernetesCheck("PG7006")
{
    // KEDA's scalers by the length of a queue or the lag of a topic.
    private static readonly FrozenDictionary<string, string> Triggers = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["rabbitmq"] = WorkSource.RabbitMq,
        ["kafka"] = WorkSource.Kafka,
        ["apache-kafka"] = WorkSource.Kafka,
        ["azure-servicebus"] = WorkSource.ServiceBus,
        ["azure-eventhub"] = WorkSource.EventHubs,
        ["azure-queue"] = WorkSource.StorageQueue,
        ["aws-sqs-queue"] = WorkSource.Sqs,
        ["aws-kinesis-stream"] = WorkSource.Kinesis,
        ["gcp-pubsub"] = WorkSource.PubSub,
        ["redis-streams"] = WorkSource.RedisStream,
        ["redis-cluster-streams"] = WorkSource.RedisStream,
        ["redis-sentinel-streams"] = WorkSource.RedisStream,
        ["redis"] = WorkSource.JobQueue,
        ["redis-cluster"] = WorkSource.JobQueue,
        ["redis-sentinel"] = WorkSource.JobQueue,
        ["nats-jetstream"] = WorkSource.JetStream,
        ["stan"] = WorkSource.JetStream,
        ["pulsar"] = WorkSource.Pulsar,
        ["activemq"] = WorkSource.ActiveMq,
        ["artemis-queue"] = WorkSource.ActiveMq,
        ["ibmmq"] = WorkSource.MessageBroker,
        ["solace-event-queue"] = WorkSource.MessageBroker,
        ["beanstalkd"] = WorkSource.JobQueue,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Sources of Knative Eventing that read a broker; those for schedules, pings, web hooks and API objects do not.
    private static readonly FrozenDictionary<string, string> Sources = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["KafkaSource"] = WorkSource.Kafka,
        ["RabbitmqSource"] = WorkSource.RabbitMq,
        ["AwsSqsSource"] = WorkSource.Sqs,
        ["AWSSQSSource"] = WorkSource.Sqs,
        ["AwsKinesisSource"] = WorkSource.Kinesis,
        ["AWSKinesisSource"] = WorkSource.Kinesis,
        ["CloudPubSubSource"] = WorkSource.PubSub,
        ["RedisStreamSource"] = WorkSource.RedisStream,
        ["PulsarSource"] = WorkSource.Pulsar,
        ["AzureServiceBusQueueSource"] = WorkSource.ServiceBus,
        ["AzureServiceBusTopicSource"] = WorkSource.ServiceBus,
        ["AzureEventHubSource"] = WorkSource.EventHubs,
        ["AzureQueueStorageSource"] = WorkSource.StorageQueue,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    private protected override void Examine(KubernetesSet set, KubernetesReport report)
    {
        foreach (var item in set.Objects)
        {
            switch (item.Group, item.Kind)
            {
                case ("keda.sh", "ScaledObject" or "ScaledJob"):
                    ExamineTriggers(item, report);
                    break;
                case ("eventing.knative.dev", "Trigger"):
                    Add(item, item.Place, "the event broker '" + (item.Spec.TextOf("broker") ?? "default") + "'", report);
                    break;
                case ("messaging.knative.dev", "Subscription"):
                    Add(item, item.Place, "the event channel '" + (item.Spec.TextOf("channel", "name") ?? "") + "'", report);
                    break;
                case ("dapr.io", "Subscription"):
                    var spec = item.Spec;
                    Add(item, item.Place, $"the topic '{spec.TextOf("topic")}' of '{spec.TextOf("pubsubname") ?? spec.TextOf("pubsubName")}'", report);
                    break;
                default:
                    if ((item.Group == "sources.knative.dev" || item.Group.EndsWith(".knative.dev", StringComparison.Ordinal) || item.Group.EndsWith("sources.triggermesh.io", StringComparison.Ordinal)) && Sources.TryGetValue(item.Kind, out var source))
                    {
                        Add(item, item.Place, source, report);
                    }

                    break;
            }
        }

        foreach (var container in set.Workloads.Where(static workload => !workload.RunsToCompletion).SelectMany(static workload => workload.Containers))
        {
            ExamineCommand(container, report);
        }
    }

    private static void ExamineTriggers(KubernetesObject item, KubernetesReport report)
    {
        foreach (var trigger in item.Spec.List("triggers"))
        {
            if (trigger["type"] is ScalarNode type && Triggers.TryGetValue(type.Value, out var source))
            {
                Add(item, type.Location, source, report);
            }
        }
    }

    /// <summary>Programs that do nothing but work off a queue: <c>celery … worker</c>, <c>sidekiq</c>, <c>rq worker</c>.</summary>
    private static void ExamineCommand(Container container, KubernetesReport report)
    {
        var words = new List<ScalarNode>();
        foreach (var field in (string[])["command", "args"])
        {
            words.AddRange(container.Node.List(field).OfType<ScalarNode>());
        }

        for (var index = 0; index < words.Count; index++)
        {
            var program = words[index].Value[(words[index].Value.LastIndexOf('/') + 1)..];
            var isWorker = program switch
            {
                "celery" or "rq" or "arq" => words.Skip(index + 1).Any(static word => word.Value == "worker"),
                "sidekiq" or "dramatiq" or "huey_consumer" or "huey_consumer.py" or "resque-work" => true,
                _ => false,
            };
            if (isWorker)
            {
                var owner = container.Workload.Owner;
                report.Add(owner, words[index].Location, "worker", container.Path + "/command", [owner.Name, WorkSource.JobQueue + $" ('{program}')"]);
                return;
            }
        }
    }

    private static void Add(KubernetesObject item, Location place, string source, KubernetesReport report) =>
        report.Add(item, place, source, item.Path + "/" + source, [item.Spec.TextOf("scaleTargetRef", "name") ?? item.Name, source]);
}
