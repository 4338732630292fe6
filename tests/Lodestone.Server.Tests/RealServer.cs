[assembly: AssemblyFixture(typeof(Lodestone.Server.Tests.RealServer))]

namespace Lodestone.Server.Tests;

/// <summary>One server with the bundled models for all tests.</summary>
public sealed class RealServer : IAsyncLifetime
{
    internal TrialServer Running { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Running = await TrialServer.StartAsync();

    public async ValueTask DisposeAsync() => await Running.DisposeAsync();
}
