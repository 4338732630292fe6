namespace Lodestone.Server.Tests;

/// <summary>One server for a class of tests that leave each other alone.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    internal RunningServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await RunningServer.StartAsync();
        await Server.SomeDocumentsAsync();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
