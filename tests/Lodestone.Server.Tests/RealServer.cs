[assembly: AssemblyFixture(typeof(Lodestone.Server.Tests.RealServer))]

namespace Lodestone.Server.Tests;

/// <summary>One server with the bundled models for all tests.</summary>
public sealed class RealServer : IAsyncLifetime
{
    internal RunningServer Running { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Running = await RunningServer.StartAsync();

    public async ValueTask DisposeAsync() => await Running.DisposeAsync();
}
