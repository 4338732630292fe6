using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Lodestone.Hosting.Tests;

/// <summary>What the health check says, each state made by breaking something.</summary>
public sealed class LodestoneHealthTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CapturedLogs _logs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _logs.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task CheckHealthAsync_OpenCollection_IsHealthyUntilItsFolderIsGone()
    {
        using var host = await StartAsync(Applications.In(_folder["c"]));
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
        Directory.Move(_folder["c"], _folder["moved"]);
        var broken = await CheckAsync(host);
        Assert.Equal(HealthStatus.Unhealthy, broken.Status);
        Assert.Contains("cannot be opened or written", broken.Entries["lodestone"].Description, StringComparison.Ordinal);
        Directory.Move(_folder["moved"], _folder["c"]);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task CheckHealthAsync_StoreThatCannotBeOpened_IsUnhealthyAndTriedAgain()
    {
        var store = _folder.Write(Path.Combine("c", "lodestone.db"), "not a store");
        using var host = await StartAsync(Applications.In(_folder["c"]));
        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync(host)).Status);
        var error = Assert.Throws<InvalidStateException>(() => host.Services.GetRequiredKeyedService<Collection>("help"));
        Assert.Equal(ErrorCodes.CollectionNotOpen, error.Code);
        Assert.Contains("cannot be opened; the next attempt", _logs.Text, StringComparison.Ordinal);
        File.Delete(store);
        await Waiting.UntilAsync(async () => (await CheckAsync(host)).Status == HealthStatus.Healthy);
        Assert.NotNull(host.Services.GetRequiredKeyedService<Collection>("help"));
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task CheckHealthAsync_ModelThatIsGone_IsDegraded()
    {
        foreach (var file in Directory.GetFiles(TinyModels.CrossEncoder, "*", SearchOption.AllDirectories))
            _folder.Write(Path.Combine(TinyModels.CrossEncoderName, Path.GetRelativePath(TinyModels.CrossEncoder, file)), File.ReadAllBytes(file));
        var model = _folder[TinyModels.CrossEncoderName];
        using var host = await StartAsync(options =>
        {
            Applications.In(_folder["c"])(options);
            options.CrossEncoder = model;
        });
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
        Directory.Delete(model, recursive: true);
        var degraded = await CheckAsync(host);
        Assert.Equal(HealthStatus.Degraded, degraded.Status);
        Assert.Contains(TinyModels.CrossEncoderName, degraded.Entries["lodestone"].Description, StringComparison.Ordinal);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task CheckHealthAsync_WhileDocumentsAreEmbeddedAgain_IsDegraded()
    {
        using var host = await StartAsync(Applications.In(_folder["c"]));
        var collection = host.Services.GetRequiredKeyedService<Collection>("help");
        await collection.UpsertAsync([new Document { Id = "a", Text = "red apples" }], cancellationToken: Token);
        using var embedder = new GatedEmbedder();
        var changing = collection.ChangeEmbedderAsync(embedder, cancellationToken: Token);
        await embedder.Asked.WaitAsync(Token);
        var degraded = await CheckAsync(host);
        Assert.Equal(HealthStatus.Degraded, degraded.Status);
        Assert.Contains("being embedded with 'tests:gated'", degraded.Entries["lodestone"].Description, StringComparison.Ordinal);
        embedder.Open();
        Assert.Equal(1, (await changing).Documents);
        Assert.Equal(HealthStatus.Healthy, (await CheckAsync(host)).Status);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task CheckHealthAsync_BeforeTheStart_IsDegraded()
    {
        using var host = Build(Applications.In(_folder["c"]));
        Assert.Equal(HealthStatus.Degraded, (await CheckAsync(host)).Status);
        var error = Assert.Throws<InvalidStateException>(() => host.Services.GetRequiredKeyedService<Collection>("help"));
        Assert.Equal(ErrorCodes.CollectionNotOpen, error.Code);
    }

    private async Task<IHost> StartAsync(Action<LodestoneOptions> configure)
    {
        var host = Build(configure);
        await host.StartAsync(Token);
        return host;
    }

    private IHost Build(Action<LodestoneOptions> configure) => Applications.Build(_logs, s =>
    {
        s.AddLodestone("help", configure);
        s.AddHealthChecks().AddLodestone();
    });

    private static Task<HealthReport> CheckAsync(IHost host) =>
        host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);

    private sealed class GatedEmbedder : IEmbeddingGenerator<string, Embedding<float>>
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public void Open() => _open.SetResult();

        public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            _asked.TrySetResult();
            await _open.Task.WaitAsync(cancellationToken);
            return new(values.Select(v => new Embedding<float>(new float[] { v.Length, 1 })));
        }

        public object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("tests", null, "gated", 2) : null;

        public void Dispose()
        {
        }
    }
}
