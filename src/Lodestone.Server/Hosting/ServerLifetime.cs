using Lodestone.Server.Collections;
using Lodestone.Server.Logging;
using Lodestone.Server.Models;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lodestone.Server.Hosting;

/// <summary>The server's work before the first request and after the last.</summary>
internal sealed class ServerLifetime(
    DataFolder data, OpenCollections collections, ServedModels models, ILogger<ServerLifetime> logger)
    : IHostedLifecycleService
{
    private Task _loading = Task.CompletedTask;

    /// <exception cref="StoreException">The data folder cannot be used.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        data.Take();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Runs when the server listens, not earlier: a load cannot be stopped, and a server that cannot listen ends immediately.
    /// </summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _loading = LoadAsync();
        return Task.CompletedTask;
    }

    /// <summary>Called when no request is left; the indexes are saved even after a late end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _loading.ConfigureAwait(false);
        await collections.DisposeAsync().ConfigureAwait(false);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task LoadAsync()
    {
        try
        {
            await models.LoadAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // /v1/ready reports it too, and so does each request for the model.
            logger.UnusableModel(failure.Message);
        }
    }
}
