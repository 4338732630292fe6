using System.Text.Json;
using Lodestone.Encoders;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Compatibility;

public sealed class EmbeddingsTests(RealServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Embeddings_FloatsWithoutModel_AreTheDefaultModels()
    {
        var reply = await server.Server.PostAsync("/v1/embeddings", new { input = "how do I pay?" });

        Assert.Equal(200, reply.Status);
        Assert.Equal("list", reply.Json.GetProperty("object").GetString());
        Assert.Equal("bge-small-en-v1.5", reply.Json.GetProperty("model").GetString());
        var item = reply.Json.GetProperty("data")[0];
        Assert.Equal("embedding", item.GetProperty("object").GetString());
        Assert.False(item.TryGetProperty("truncated_tokens", out _));
        Assert.Equal(
            (await BundledModels.Bge.EmbedAsync("how do I pay?", EmbeddingRole.Document, Token)).ToArray(),
            item.GetProperty("embedding").EnumerateArray().Select(n => n.GetSingle()));
        Assert.Equal("interactive", reply.Headers["Lodestone-Priority"]);
    }

    [Fact]
    public async Task Embeddings_InputTypeQuery_HasTheQueryPrompt()
    {
        var reply = await server.Server.PostAsync("/v1/embeddings", new { input = new[] { "how do I pay?" }, input_type = "query" });
        Assert.Equal(
            (await BundledModels.Bge.EmbedAsync("how do I pay?", EmbeddingRole.Query, Token)).ToArray(),
            reply.Json.GetProperty("data")[0].GetProperty("embedding").EnumerateArray().Select(n => n.GetSingle()));
    }

    [Fact]
    public async Task Embeddings_LongText_SaysWhatWasCut()
    {
        var text = string.Concat(Enumerable.Repeat("word ", 700));
        var reply = await server.Server.PostAsync("/v1/embeddings", new { input = new[] { "short", text } });
        Assert.Equal(190, reply.Json.GetProperty("data")[1].GetProperty("truncated_tokens").GetInt32());
        Assert.Equal(3 + 512, reply.Json.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());

        var refused = await server.Server.PostAsync("/v1/embeddings", new { input = new[] { "short", text }, truncate = false });
        Assert.Equal(400, refused.Status);
        var error = refused.Json.GetProperty("error");
        Assert.Equal("context_length_exceeded", error.GetProperty("code").GetString());
        Assert.Equal("input[1]", error.GetProperty("param").GetString());
        Assert.Contains("has 700 tokens", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Embeddings_PageOfAnotherSite_IsNotToldOfAKey()
    {
        var reply = await server.Server.PostAsync("/v1/embeddings", new { input = "a" }, ("Origin", "https://evil.example"));
        Assert.Equal(403, reply.Status);
        Assert.Equal("origin_not_allowed", reply.Json.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Embeddings_NoTexts_AreNone() =>
        Assert.Equal(0, (await server.Server.PostAsync("/v1/embeddings", new { input = Array.Empty<string>() }))
            .Json.GetProperty("data").GetArrayLength());

    [Fact]
    public async Task Embeddings_TwoThousandTexts_AreNotCapped()
    {
        var texts = Enumerable.Range(0, 2_000).Select(i => i % 2 == 0 ? "a" : "b");
        var reply = await server.Server.PostAsync("/v1/embeddings", new { input = texts, encoding_format = "base64" });
        Assert.Equal(2_000, reply.Json.GetProperty("data").GetArrayLength());
    }

    [Theory]
    [InlineData("{}", "input", "'input' is missing; it is a string, or a list of strings.")]
    [InlineData("{\"input\":\" \"}", "input", "'input' is blank")]
    [InlineData("{\"input\":[\"a\",\"\\n\"]}", "input[1]", "'input[1]' is blank")]
    [InlineData("{\"input\":null}", "input", "'input' is null")]
    [InlineData("{\"input\":{}}", "input", "an object")]
    [InlineData("{\"input\":[1,2,3]}", "input", "token ids")]
    [InlineData("{\"input\":[[1,2],[3]]}", "input", "token ids")]
    [InlineData("{\"input\":[\"a\",null]}", "input", "'input[1]' is null")]
    [InlineData("{\"input\":\"a\",\"encoding_format\":\"int8\"}", "encoding_format", "float, base64")]
    [InlineData("{\"input\":\"a\",\"dimensions\":0}", "dimensions", "from 1")]
    [InlineData("{\"input\":\"a\",\"task\":\"x\"}", "task", "not a field")]
    public async Task Embeddings_Mistake_IsAnOpenAiErrorThatNamesTheField(string body, string field, string says)
    {
        var reply = await server.Server.PostAsync("/v1/embeddings", body);
        Assert.Equal(400, reply.Status);
        var error = reply.Json.GetProperty("error");
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Equal(field, error.GetProperty("param").GetString());
        Assert.Contains(says, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.String, error.GetProperty("code").ValueKind);
    }

    [Fact]
    public async Task Embeddings_TooMany_AreRefusedByTheirNumber()
    {
        var reply = await server.Server.PostAsync("/v1/embeddings", new { input = Enumerable.Repeat("a", 10_001) });
        Assert.Equal(400, reply.Status);
        Assert.Contains("10001 texts; at most 10000", reply.Body, StringComparison.Ordinal);
    }
}
