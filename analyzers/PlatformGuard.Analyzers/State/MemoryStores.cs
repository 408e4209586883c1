using PlatformGuard.Analyzers.Symbols;

namespace PlatformGuard.Analyzers.State;

/// <summary>Set-up methods and classes that keep in memory what belongs into a store.</summary>
internal static class MemoryStores
{
    /// <summary>Stores in memory, and what is lost with them.</summary>
    public static ApiTable<string> Table { get; } = new ApiTable<string>()
        .Add("Microsoft.EntityFrameworkCore.*", "UseInMemoryDatabase", "the database is gone after a restart, and each replica has its own")
        .Add("Orleans.Hosting.*", "AddMemoryGrainStorage AddMemoryGrainStorageAsDefault UseInMemoryReminderService", "the state of grains is gone after a restart")
        .Add("Microsoft.Extensions.DependencyInjection.*", "AddInMemoryPersistedGrants AddDeveloperSigningCredential", "tokens issued by one replica are unknown to the others")
        .Add("Hangfire.*", "UseMemoryStorage UseInMemoryStorage", "queued jobs are gone after a restart")
        .Add("Quartz.*", "UseInMemoryStore", "scheduled jobs are gone after a restart")
        .Add("Quartz.Simpl.RAMJobStore", ApiTable<string>.Constructor, "scheduled jobs are gone after a restart")
        .Add("MassTransit.*", "UsingInMemory", "messages are gone after a restart, and no other replica gets them");

    /// <summary>Reading work from a queue inside the process.</summary>
    public static ApiTable<string> WorkQueues { get; } = new ApiTable<string>()
        .Add("System.Threading.Channels.ChannelReader", "ReadAsync ReadAllAsync TryRead", "a Channel")
        .Add("System.Collections.Concurrent.BlockingCollection", "Take TryTake GetConsumingEnumerable", "a BlockingCollection")
        .Add("System.Collections.Concurrent.ConcurrentQueue", "TryDequeue", "a ConcurrentQueue");
}
