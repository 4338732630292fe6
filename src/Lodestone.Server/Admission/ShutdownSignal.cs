using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Admission;

/// <summary>When work that could go on for hours has to end, because the server stops.</summary>
/// <remarks>A quarter of the time to stop is left for saying so to whoever waits for it.</remarks>
internal sealed class ShutdownSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _stopping;

    public ShutdownSignal(IHostApplicationLifetime lifetime, IOptions<ServerOptions> options) =>
        _stopping = lifetime.ApplicationStopping.Register(() => _source.CancelAfter(options.Value.ShutdownTime * .75));

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _stopping.Dispose();
        _source.Dispose();
    }
}
