using System.Reflection;
using Lodestone.Conformance;
using Lodestone.Encoders;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lodestone.Hosting.Tests;

public sealed class LodestoneServicesTests : IDisposable
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
    public async Task AddLodestone_TwoNames_AreKeyedServicesOpenAtStartAndClosedAtTheEnd()
    {
        using (var host = Applications.Build(_logs, s => s
            .AddLodestone("help", Applications.In(_folder["help"]))
            .AddLodestone("shop", (options, services) => Applications.In(_folder["shop"])(options))))
        {
            await host.StartAsync(Token);
            var help = host.Services.GetRequiredKeyedService<Collection>("help");
            var shop = host.Services.GetRequiredKeyedService<Collection>("shop");
            Assert.NotSame(help, shop);
            var collections = host.Services.GetRequiredService<LodestoneCollections>();
            Assert.Equal(["help", "shop"], collections.Names);
            Assert.Same(help, await collections.GetAsync("help", Token));
            await help.UpsertAsync([new Document { Id = "a", Text = "words of a document" }], cancellationToken: Token);
            Assert.Single((await help.SearchAsync("words of a query", cancellationToken: Token)).Hits);
            await host.StopAsync(Token);
            await Assert.ThrowsAnyAsync<ObjectDisposedException>(() => help.SearchAsync("words", cancellationToken: Token));
        }

        await using var again = await Collection.OpenAsync(_folder["help"], TinyModels.Options, Token);
        Assert.Empty(again.Notices);
        Assert.Single((await again.SearchAsync("words", cancellationToken: Token)).Hits);
        Assert.Contains("Lodestone.Hosting Information The collection 'help' is open", _logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("words of", _logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddLodestone_WithoutAName_IsAPlainService()
    {
        using var host = Applications.Build(_logs, s => s.AddLodestone(Applications.In(_folder["one"])));
        await host.StartAsync(Token);
        Assert.Equal(_folder["one"], host.Services.GetRequiredService<Collection>().Folder);
        await host.StopAsync(Token);
    }

    [Fact]
    public void AddLodestone_ANameTwice_IsRefusedAtRegistration()
    {
        var services = new ServiceCollection().AddLodestone("help");
        var error = Assert.Throws<InvalidArgumentException>(() => services.AddLodestone("help"));
        Assert.Equal((ErrorCodes.CollectionNameTaken, "help"), (error.Code, error.Found));
        services.AddLodestone();
        Assert.Throws<InvalidArgumentException>(() => services.AddLodestone());
    }

    [Fact]
    public async Task AddLodestone_ModelsFolder_IsThatOfTheCollectionsThatNameIt()
    {
        var models = Path.GetDirectoryName(TinyModels.BiEncoder)!;
        IConfigurationSection Of(string folder) => Section(
            ("Folder", _folder[folder]), ("ModelsFolder", models), ("ExecutionProvider:Name", "cpu"),
            ("BiEncoder", TinyModels.BiEncoderName), ("CrossEncoder", TinyModels.CrossEncoderName));
        using var host = Applications.Build(_logs, s => s.AddLodestone("a", Of("a")).AddLodestone("b", Of("b")));
        await host.StartAsync(Token);
        foreach (var name in new[] { "a", "b" })
        {
            var collection = host.Services.GetRequiredKeyedService<Collection>(name);
            await collection.UpsertAsync([new Document { Id = "a", Text = "words of a document" }], cancellationToken: Token);
            var result = await collection.SearchAsync("words", cancellationToken: Token);
            Assert.False(result.Trace.Degraded);
            Assert.Empty((await collection.CheckHealthAsync(Token)).Degradations);
        }

        // One pool for both, so each model was loaded once.
        Assert.Single(_logs.Text.Split('\n'), l => l.Contains($"Loaded the model '{TinyModels.BiEncoderName}'", StringComparison.Ordinal));
        await host.StopAsync(Token);
    }

    [Fact]
    public void AddLodestone_PoolAndFolder_AreRefusedTogether()
    {
        using var pool = new ModelPool();
        var services = new ServiceCollection().AddLodestone("help", o =>
            (o.Folder, o.Models, o.ModelsFolder) = (_folder["help"], pool, _folder.Path)).BuildServiceProvider();
        var refused = Assert.Throws<OptionsValidationException>(
            () => services.GetRequiredService<IOptionsMonitor<LodestoneOptions>>().Get("help"));
        Assert.Contains(ErrorCodes.OptionsInvalid, refused.Message, StringComparison.Ordinal);
        var error = Assert.Throws<InvalidArgumentException>(
            () => new CollectionOptions { Models = pool, ModelsFolder = _folder.Path }.Validate());
        Assert.Equal(ErrorCodes.OptionsInvalid, error.Code);
    }

    [Fact]
    public async Task AddLodestone_Configuration_SetsTheOptions()
    {
        using var host = Applications.Build(_logs, s => s.AddLodestone("help", Section(
            ("Folder", _folder["configured"]),
            ("BiEncoder", TinyModels.BiEncoder),
            ("CrossEncoder", TinyModels.CrossEncoder),
            ("Durability", "Fast"),
            ("ExactUpTo", "77"))));
        await host.StartAsync(Token);
        var options = host.Services.GetRequiredService<IOptionsMonitor<LodestoneOptions>>().Get("help");
        Assert.Equal((_folder["configured"], 77, Durability.Fast), (options.Folder, options.ExactUpTo, options.Durability));
        Assert.Equal(_folder["configured"], host.Services.GetRequiredKeyedService<Collection>("help").Folder);
        await host.StopAsync(Token);
    }

    [Theory]
    [InlineData("Foldr", "x", ErrorCodes.OptionsInvalid, "Foldr")]
    [InlineData("Passages:MaxTokns", "100", ErrorCodes.OptionsInvalid, "MaxTokens, OverlapTokens, WholeTokens")]
    [InlineData("Embedder", "x", ErrorCodes.OptionsInvalid, "unknown key 'Help:Embedder'")]
    [InlineData("ExactUpTo", "many", ErrorCodes.OptionsInvalid, "ExactUpTo")]
    [InlineData("ExactUpTo", "-5", ErrorCodes.OutOfRange, "ExactUpTo")]
    [InlineData("Folder", " ", ErrorCodes.OptionsInvalid, "Folder")]
    [InlineData("Folder", "/dev/null/below", ErrorCodes.NotPermitted, "/dev/null/below")]
    [InlineData("ModelsFolder", "/no/such/folder", ErrorCodes.OptionsInvalid, "ModelsFolder")]
    [InlineData("StartupWait", "-00:00:01", ErrorCodes.OptionsInvalid, "StartupWait")]
    [InlineData("BiEncoder", "nope", ErrorCodes.ModelNotFound, "nope")]
    [InlineData("CrossEncoder", "nope", ErrorCodes.ModelNotFound, "nope")]
    public async Task Start_OptionsThatCannotWork_AreRefusedWithACode(string key, string value, string code, string says)
    {
        (string, string)[] usual =
        [
            ("Folder", _folder["c"]), ("BiEncoder", TinyModels.BiEncoder), ("CrossEncoder", TinyModels.CrossEncoder),
        ];
        using var host = Applications.Build(_logs, s => s.AddLodestone("help", Section([.. usual.Where(u => u.Item1 != key), (key, value)])));
        var error = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Token));
        var found = error is ILodestoneError ours ? ours.Code : error.Message;
        Assert.Contains(code, found, StringComparison.Ordinal);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoSuchSection_IsRefused()
    {
        using var host = Applications.Build(_logs, s => s.AddLodestone("help", new ConfigurationBuilder().Build().GetSection("Halp")));
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(() => host.StartAsync(Token));
        Assert.Equal(ErrorCodes.OptionsInvalid, error.Code);
        Assert.Contains("no section 'Halp'", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists("help"));
    }

    [Fact]
    public async Task Start_TwoWritersInOneFolder_AreRefused()
    {
        using var host = Applications.Build(_logs, s => s
            .AddLodestone("help", Applications.In(_folder["one"]))
            .AddLodestone("shop", Applications.In(_folder["one"] + "/.")));
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(() => host.StartAsync(Token));
        Assert.Equal((ErrorCodes.OptionsInvalid, _folder["one"]), (error.Code, error.Found));
        Assert.Contains("'help' and 'shop'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetLodestoneEmbeddings_Disposed_LeavesTheModel()
    {
        using var host = Applications.Build(_logs, s => s.AddLodestone("help", Applications.In(_folder["help"])));
        await host.StartAsync(Token);
        var generator = host.Services.GetLodestoneEmbeddings("help");
        var vector = await generator.GenerateAsync("a text", cancellationToken: Token);
        Assert.True(vector.Vector.Length > 0);
        Assert.NotNull(generator.GetService<EmbeddingGeneratorMetadata>());
        generator.Dispose();
        var help = host.Services.GetRequiredKeyedService<Collection>("help");
        await help.UpsertAsync([new Document { Id = "a", Text = "words" }], cancellationToken: Token);
        Assert.DoesNotContain((await help.SearchAsync("words", cancellationToken: Token)).Trace.Stages, s => s.Failure is not null);
        Assert.Throws<InvalidArgumentException>(() => host.Services.GetLodestoneEmbeddings("other"));
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task AddLodestone_EmbedderAndRerankerOfTheApplication_NeedNoModel()
    {
        using var embedder = new HashingEmbedder();
        using var host = Applications.Build(_logs, s => s
            .AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(embedder)
            .AddLodestone("shop", (options, services) =>
            {
                options.Folder = _folder["shop"];
                options.CrossEncoder = "nope";
                options.Embedder = services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();
                options.Reranker = new WordReranker();
            }));
        await host.StartAsync(Token);
        var shop = host.Services.GetRequiredKeyedService<Collection>("shop");
        await shop.UpsertAsync([new Document { Id = "a", Text = "red apples" }], cancellationToken: Token);
        var result = await shop.SearchAsync("red apples", cancellationToken: Token);
        Assert.Equal(("a", false), (Assert.Single(result.Hits).DocumentId, result.Trace.Degraded));
        Assert.True((await shop.CheckHealthAsync(Token)).Degradations.Count == 0);
        await host.StopAsync(Token);
    }

    [Fact]
    public void Options_HaveAllThatACollectionHas_WithItsDefaults()
    {
        string[] own = [nameof(CollectionOptions.LoggerFactory), nameof(CollectionOptions.TimeProvider)];
        var (defaults, options) = (new CollectionOptions(), new LodestoneOptions());
        foreach (var expected in typeof(CollectionOptions).GetProperties().Where(p => !own.Contains(p.Name)))
        {
            var found = typeof(LodestoneOptions).GetProperty(expected.Name, BindingFlags.Public | BindingFlags.Instance);
            Assert.True(found is { CanWrite: true } && found.PropertyType == expected.PropertyType, expected.Name);
            Assert.Equal(expected.GetValue(defaults), found.GetValue(options));
        }
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(v => KeyValuePair.Create("Help:" + v.Key, (string?)v.Value)))
        .Build().GetSection("Help");
}
