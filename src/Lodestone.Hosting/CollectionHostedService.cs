using Microsoft.Extensions.Hosting;

namespace Lodestone.Hosting;

/// <summary>Opens the collections before the application's servers listen, and closes them after those have stopped.</summary>
internal sealed class CollectionHostedService(LodestoneCollections collections, TimeProvider clock) : IHostedLifecycleService
{
    /// <summary>Waits for every collection to open or fail, each for the time of its options.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        collections.ThrowIfShared();
        return Task.WhenAll(collections.All.Select(c => OpenAsync(c, cancellationToken)));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken) => await collections.DisposeAsync().ConfigureAwait(false);

    private async Task OpenAsync(HostedCollection collection, CancellationToken cancellationToken)
    {
        try
        {
            await collection.GetAsync(cancellationToken).WaitAsync(collection.Options.StartupWait, clock, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (InvalidStateException)
        {
            // Logged where it happened; the health check reports it, and it is retried.
        }
        catch (TimeoutException)
        {
            // Opening continues in the background.
        }
    }
}
