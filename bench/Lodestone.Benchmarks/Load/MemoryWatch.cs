namespace Lodestone.Benchmarks;

/// <summary>Reads a server's resident memory each second.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private readonly ServerProcess _server;
    private readonly List<long> _bytes = [];
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(1));
    private readonly Task _running;

    public MemoryWatch(ServerProcess server)
    {
        _server = server;
        _bytes.Add(server.ResidentBytes);
        _running = RunAsync();
    }

    /// <summary>Stops after a last reading.</summary>
    public async Task<IReadOnlyList<long>> EndAsync()
    {
        await DisposeAsync();
        _bytes.Add(_server.ResidentBytes);
        return _bytes;
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _running;
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync())
            _bytes.Add(_server.ResidentBytes);
    }
}
