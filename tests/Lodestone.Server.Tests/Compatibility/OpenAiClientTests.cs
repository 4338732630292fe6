using System.ClientModel;
using System.ClientModel.Primitives;
using Lodestone.Encoders;
using Lodestone.TestSupport;
using OpenAI;
using OpenAI.Embeddings;

namespace Lodestone.Server.Tests.Compatibility;

/// <summary>Embeddings by the official OpenAI client.</summary>
public sealed class OpenAiClientTests(RealServer server)
{
    private static readonly string[] Texts = ["API access is on every plan.", "Wie geht’s? 你好 🌋", "We take cards."];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateEmbeddings_Texts_AreTheLibrarysVectorsOfDocuments()
    {
        OpenAIEmbeddingCollection found = await Client("bge-small-en-v1.5").GenerateEmbeddingsAsync(Texts, null, Token);

        var expected = await BundledModels.Bge.EmbedAsync(Texts, EmbeddingRole.Document, null, Token);
        Assert.Equal("bge-small-en-v1.5", found.Model);
        Assert.Equal(Texts.Length, found.Count);
        for (var i = 0; i < Texts.Length; i++)
        {
            Assert.Equal(i, found[i].Index);
            Assert.Equal(expected[i].ToArray(), found[i].ToFloats().ToArray());
        }

        Assert.Equal(expected.Usage.Sum(u => u.Tokens), found.Usage.InputTokenCount);
        Assert.Equal(found.Usage.InputTokenCount, found.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task GenerateEmbedding_OneTextOfAnotherModel_IsThatModels()
    {
        OpenAIEmbedding found = await Client("all-minilm-l6-v2").GenerateEmbeddingAsync(Texts[0], null, Token);

        using var model = BiEncoder.Load("all-minilm-l6-v2");
        Assert.Equal((await model.EmbedAsync(Texts[0], EmbeddingRole.Document, Token)).ToArray(), found.ToFloats().ToArray());
    }

    [Fact]
    public async Task GenerateEmbeddings_ModelsOwnDimensionsAndUser_AreAccepted()
    {
        var options = new EmbeddingGenerationOptions { Dimensions = 384, EndUserId = "someone" };
        OpenAIEmbeddingCollection found = await Client("bge-small-en-v1.5").GenerateEmbeddingsAsync(Texts, options, Token);
        Assert.Equal(384, found[0].ToFloats().Length);
    }

    [Fact]
    public async Task GenerateEmbeddings_OtherDimensions_AreRefusedInWords()
    {
        var options = new EmbeddingGenerationOptions { Dimensions = 256 };
        var failure = await Assert.ThrowsAsync<ClientResultException>(() =>
            Client("bge-small-en-v1.5").GenerateEmbeddingsAsync(Texts, options, Token));
        Assert.Equal(400, failure.Status);
        Assert.Contains("256 dimensions were asked for; 'bge-small-en-v1.5' gives 384", failure.Message, StringComparison.Ordinal);
        Assert.Contains("dimensions", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateEmbeddings_UnknownModel_NamesTheKnownOnes()
    {
        var failure = await Assert.ThrowsAsync<ClientResultException>(() =>
            Client("text-embedding-3-small").GenerateEmbeddingsAsync(Texts, null, Token));
        Assert.Equal(404, failure.Status);
        Assert.Contains("model_not_found", failure.Message, StringComparison.Ordinal);
        Assert.Contains("bge-small-en-v1.5", failure.Message, StringComparison.Ordinal);
    }

    private EmbeddingClient Client(string model)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = new Uri(server.Server.Address, "v1"),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        };
        return new EmbeddingClient(model, new ApiKeyCredential("none"), options);
    }
}
