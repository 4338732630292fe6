using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Lodestone.Server.Admission;

/// <summary>Ends work that could run for hours when the server stops.</summary>
/// <remarks>A quarter of the shutdown time remains for reporting the end to the clients.</remarks>
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
