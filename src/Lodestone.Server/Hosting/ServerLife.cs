using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lodestone.Server;

/// <summary>What happens before the first request and after the last.</summary>
internal sealed partial class ServerLife(DataFolder data, OpenCollections collections, DefaultModels models, ILogger<ServerLife> logger)
    : IHostedService
{
    private Task _loading = Task.CompletedTask;

    /// <exception cref="StoreException">The data folder cannot be used.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        data.Take();
        _loading = LoadAsync();
        return Task.CompletedTask;
    }

    /// <summary>Called when no request is left; however late that is, the indexes are saved.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // A load cannot be stopped, and the runtime underneath must not be torn down in the middle of one.
        await _loading.ConfigureAwait(false);
        await collections.DisposeAsync().ConfigureAwait(false);
    }

    private async Task LoadAsync()
    {
        try
        {
            await models.LoadAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // /v1/ready says it too, and whoever asks for the model is told.
            LogFailure(logger, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A model cannot be used: {Reason}")]
    private static partial void LogFailure(ILogger logger, string reason);
}
