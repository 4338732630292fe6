using CsCheck;
using Microsoft.Extensions.AI;

namespace Lodestone.Encoders.Tests.Embedding;

public sealed class BiEncoderTests : IDisposable
{
    private readonly BiEncoder _model = BiEncoder.Load(Fixtures.TinyModel("xlmr-mean-e5"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EmbedAsync_NoTexts_GivesNone() =>
        Assert.Equal(0, (await _model.EmbedAsync([], EmbeddingRole.Query, cancellationToken: Token)).Count);

    [Fact]
    public Task EmbedAsync_AnyTexts_EmbedsEachAsIfItWereAlone() =>
        Gen.String[Gen.Char[' ', '\u04FF'], 0, 60].Array[0, 40].SampleAsync(async texts =>
        {
            var batch = await _model.EmbedAsync(texts, EmbeddingRole.Document, cancellationToken: Token);
            for (var i = 0; i < texts.Length; i++)
                Assert.Equal((await _model.EmbedAsync(texts[i], EmbeddingRole.Document, Token)).ToArray(), batch[i].ToArray());
        }, iter: 25);

    [Fact]
    public async Task EmbedAsync_MoreTextsThanAWindow_KeepsTheirOrder()
    {
        string[] texts = [.. Enumerable.Range(0, 2_500).Select(i => string.Join(' ', Enumerable.Repeat($"text {i}", 1 + i % 9)))];
        var seen = 0;
        var options = new EmbedOptions { Progress = new Callback<int>(_ => Interlocked.Increment(ref seen)) };
        var batch = await _model.EmbedAsync(texts, EmbeddingRole.Document, options, Token);
        Assert.Equal(2_500, seen);
        foreach (var i in new[] { 0, 1_023, 1_024, 2_047, 2_048, 2_499 })
            Assert.Equal((await _model.EmbedAsync(texts[i], EmbeddingRole.Document, Token)).ToArray(), batch[i].ToArray());
    }

    [Fact]
    public async Task EmbedAsync_Roles_PutTheirPromptsBefore()
    {
        var query = await _model.EmbedAsync("volcano", EmbeddingRole.Query, Token);
        Assert.Equal((await _model.EmbedAsync("query: volcano", EmbeddingRole.None, Token)).ToArray(), query.ToArray());
        Assert.Equal(
            (await _model.EmbedAsync("passage: volcano", EmbeddingRole.None, Token)).ToArray(),
            (await _model.EmbedAsync("volcano", EmbeddingRole.Document, Token)).ToArray());
        Assert.NotEqual(query.ToArray(), (await _model.EmbedAsync("volcano", EmbeddingRole.None, Token)).ToArray());
    }

    [Fact]
    public async Task EmbedAsync_CallersMemory_IsFilledAndNoMore()
    {
        var memory = new float[3 * _model.Dimensions];
        memory.AsSpan().Fill(7);
        await _model.EmbedAsync(["one", "two"], EmbeddingRole.Document, memory.AsMemory(), cancellationToken: Token);
        Assert.All(memory[(2 * _model.Dimensions)..], n => Assert.Equal(7, n));
        Assert.DoesNotContain(7, memory[..(2 * _model.Dimensions)]);
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(() =>
            _model.EmbedAsync(["a", "b", "c", "d"], EmbeddingRole.Document, memory.AsMemory(), cancellationToken: Token));
        Assert.Equal(ErrorCodes.DestinationTooShort, error.Code);
    }

    [Fact]
    public async Task EmbedAsync_LongText_SaysHowMuchWasCut()
    {
        var text = string.Join(' ', Enumerable.Repeat("volcano", 200));
        var usage = (await _model.EmbedAsync([text], EmbeddingRole.Document, cancellationToken: Token)).Usage[0];
        Assert.Equal(64, usage.Tokens);
        Assert.True(usage.DroppedTokens > 100);
    }

    [Fact]
    public async Task EmbedAsync_Cancelled_WritesNothingAfterwards()
    {
        using var stop = new CancellationTokenSource();
        string[] texts = [.. Enumerable.Range(0, 3_000).Select(i => $"text {i}")];
        var memory = new float[texts.Length * _model.Dimensions];
        var options = new EmbedOptions { Progress = new Callback<int>(n => { if (n == 300) stop.Cancel(); }) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _model.EmbedAsync(texts, EmbeddingRole.Document, memory.AsMemory(), options, stop.Token));
        var then = memory.ToArray();
        // Bulk calls take turns: runs that were left of the cancelled one would have been read before the last of these.
        await _model.EmbedAsync(texts, EmbeddingRole.Document, cancellationToken: Token);
        Assert.Equal(then, memory);
    }

    [Fact]
    public async Task EmbedAsync_NullText_NamesItsIndex()
    {
        var error = await Assert.ThrowsAsync<InvalidArgumentException>(() =>
            _model.EmbedAsync(["a", null!], EmbeddingRole.Document, cancellationToken: Token));
        Assert.Equal(ErrorCodes.ValueNull, error.Code);
        Assert.Contains("Text 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_Interface_GivesTheSameVectors()
    {
        IEmbeddingGenerator<string, Embedding<float>> generator = _model;
        var generated = await generator.GenerateAsync(
            ["volcano", string.Join(' ', Enumerable.Repeat("volcano", 200))], cancellationToken: Token);
        Assert.Equal((await _model.EmbedAsync("volcano", EmbeddingRole.None, Token)).ToArray(), generated[0].Vector.ToArray());
        Assert.Null(generated[0].AdditionalProperties);
        Assert.True((int)generated[1].AdditionalProperties!["droppedTokens"]! > 0);
        Assert.Equal("xlmr-mean-e5", generated[0].ModelId);
        Assert.True(generated.Usage!.InputTokenCount > 64);
        var metadata = (EmbeddingGeneratorMetadata)generator.GetService(typeof(EmbeddingGeneratorMetadata))!;
        Assert.Equal(("lodestone", 32), (metadata.ProviderName, metadata.DefaultModelDimensions));
        Assert.Same(_model, generator.GetService(typeof(BiEncoder)));
    }

    [Fact]
    public async Task As_Query_GeneratesWithTheQueryPrompt()
    {
        using var generator = _model.As(EmbeddingRole.Query);
        var generated = await generator.GenerateAsync(["volcano"], cancellationToken: Token);
        Assert.Equal((await _model.EmbedAsync("volcano", EmbeddingRole.Query, Token)).ToArray(), generated[0].Vector.ToArray());
    }

    [Fact]
    public async Task GenerateAsync_OtherDimensionsOrModel_IsRefused()
    {
        foreach (var options in new EmbeddingGenerationOptions[] { new() { Dimensions = 8 }, new() { ModelId = "other" } })
        {
            var error = await Assert.ThrowsAsync<InvalidArgumentException>(() => _model.GenerateAsync(["a"], options, Token));
            Assert.Equal(ErrorCodes.ModelMismatch, error.Code);
        }

        await _model.GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 32, ModelId = "xlmr-mean-e5" }, Token);
    }

    public void Dispose() => _model.Dispose();
}
