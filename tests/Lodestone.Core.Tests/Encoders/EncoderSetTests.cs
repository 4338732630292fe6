using Lodestone.Encoders;
using Lodestone.TestSupport;

namespace Lodestone.Core.Tests.Encoders;

public sealed class EncoderSetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BiEncoderAsync_ManyCallers_ShareOneLoad()
    {
        using var encoders = new ModelPool();
        var loads = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => encoders.BiEncoderAsync(TinyModels.BiEncoder, Token)));
        Assert.Single(loads.Distinct());
    }

    [Fact]
    public async Task Dispose_WhileLoading_FreesWhatComesOfIt()
    {
        var encoders = new ModelPool();
        var load = encoders.BiEncoderAsync(TinyModels.BiEncoder, Token);
        encoders.Dispose();
        await encoders.SettledAsync();
        var biEncoder = await load;
        await Waiting.UntilAsync(() => IsDisposedAsync(biEncoder));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => encoders.BiEncoderAsync(TinyModels.BiEncoder, Token));
    }

    [Fact]
    public async Task SettledAsync_LoadThatFails_Ends()
    {
        using var encoders = new ModelPool();
        var load = encoders.CrossEncoderAsync("/no/such/folder", Token);
        await encoders.SettledAsync();
        // The caller's task ends after the load that it waits for.
        await Assert.ThrowsAsync<ModelLoadException>(() => load);
    }

    private static async Task<bool> IsDisposedAsync(BiEncoder biEncoder)
    {
        try
        {
            await biEncoder.EmbedAsync("text", EmbeddingRole.Query, Token);
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
