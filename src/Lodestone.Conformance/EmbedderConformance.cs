using System.Numerics.Tensors;
using Microsoft.Extensions.AI;

namespace Lodestone.Conformance;

/// <summary>What a collection relies on of an embedding generator.</summary>
public abstract class EmbedderConformance : ConformanceSuite
{
    private static readonly string[] Texts =
        ["You pay by card.", "Offices close at six.", "Größe, 大きさ, размер", "You pay by card.", new string('x', 300), "a"];

    /// <summary>Makes the generator; the suite disposes it.</summary>
    protected abstract IEmbeddingGenerator<string, Embedding<float>> Create();

    /// <summary>The identity that the application sets as an option; null when the metadata has one. Default: null.</summary>
    protected virtual string? Identity => null;

    /// <summary>The most that the cosine of two vectors of one text may lack to 1. Default: a millionth.</summary>
    protected virtual double Tolerance => 1e-6;

    [Fact]
    public async Task GenerateAsync_NoTexts_HasNoVectors() => Assert.Empty(await RunAsync([]));

    [Fact]
    public async Task GenerateAsync_Texts_HaveOneFiniteVectorOfOneLengthEach()
    {
        var vectors = await RunAsync(Texts);
        Assert.Equal(Texts.Length, vectors.Length);
        Assert.NotEmpty(vectors[0]);
        Assert.All(vectors, v => Assert.Equal(vectors[0].Length, v.Length));
        Assert.All(vectors, v => Assert.All(v, n => Assert.True(float.IsFinite(n))));
        Assert.All(vectors, v => Assert.Contains(v, n => n != 0));
    }

    [Fact]
    public async Task GenerateAsync_OneTextAlone_HasTheVectorItHasAmongOthers()
    {
        var all = await RunAsync(Texts);
        for (var i = 0; i < Texts.Length; i++)
            AssertEqual(all[i], Assert.Single(await RunAsync([Texts[i]])));
    }

    [Fact]
    public async Task GenerateAsync_OtherOrder_HasTheSameVectors()
    {
        var forward = await RunAsync(Texts);
        var backward = await RunAsync([.. Texts.Reverse()]);
        for (var i = 0; i < forward.Length; i++)
            AssertEqual(forward[i], backward[^(i + 1)]);
    }

    [Fact]
    public async Task GenerateAsync_ManyAtOnce_HaveTheVectorsOfOne()
    {
        using var generator = Create();
        var one = await RunAsync(Texts);
        var many = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => generator.GenerateAsync(Texts, cancellationToken: Token)));
        foreach (var made in many)
        {
            for (var i = 0; i < one.Length; i++)
                AssertEqual(one[i], made[i].Vector.ToArray());
        }
    }

    [Theory]
    [InlineData(EmbedderProperties.QueryRole)]
    [InlineData(EmbedderProperties.DocumentRole)]
    public async Task GenerateAsync_Role_IsAcceptedAndKeepsTheLength(string role)
    {
        using var generator = Create();
        var options = new EmbeddingGenerationOptions { AdditionalProperties = new() { [EmbedderProperties.Role] = role } };
        var made = await generator.GenerateAsync(Texts, options, Token);
        Assert.Equal((await RunAsync(["a"]))[0].Length, made[0].Vector.Length);
    }

    [Fact]
    public async Task Metadata_ModelAndDimensions_AreTheGenerators()
    {
        using var generator = Create();
        var metadata = generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        Assert.False(
            string.IsNullOrEmpty(Identity ?? metadata?.DefaultModelId),
            "The metadata names no model, so the collection cannot tell whether vectors are comparable. Name it, or set Identity.");
        if (metadata?.DefaultModelDimensions is { } dimensions)
            Assert.Equal(dimensions, (await RunAsync(["a"]))[0].Length);
    }

    [Fact]
    public async Task GenerateAsync_CancelledToken_IsHonoured()
    {
        using var generator = Create();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => generator.GenerateAsync(Texts, cancellationToken: Cancelled));
    }

    private void AssertEqual(float[] expected, float[] actual) =>
        Assert.True(TensorPrimitives.CosineSimilarity(expected, actual) >= 1 - Tolerance, "One text has two vectors.");

    private async Task<float[][]> RunAsync(string[] texts)
    {
        using var generator = Create();
        return [.. (await generator.GenerateAsync(texts, cancellationToken: Token)).Select(e => e.Vector.ToArray())];
    }
}
