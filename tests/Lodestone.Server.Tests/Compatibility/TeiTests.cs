using System.Text.Json;
using Lodestone.Encoders;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Compatibility;

public sealed class TeiTests(RealServer server)
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("word ", 700));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Embed_Texts_AreABareList()
    {
        var one = await server.Server.PostAsync("/embed", new { inputs = "how do I pay?" });
        var expected = await BundledModels.Bge.EmbedAsync("how do I pay?", EmbeddingRole.None, Token);
        Assert.Equal(expected.ToArray(), one.Json[0].EnumerateArray().Select(n => n.GetSingle()));

        var many = await server.Server.PostAsync("/embed", new { inputs = new[] { "how do I pay?", "b" }, prompt_name = "query" });
        Assert.Equal(2, many.Json.GetArrayLength());
        var query = await BundledModels.Bge.EmbedAsync("how do I pay?", EmbeddingRole.Query, Token);
        Assert.Equal(query.ToArray(), many.Json[0].EnumerateArray().Select(n => n.GetSingle()));
    }

    [Fact]
    public async Task Embed_LongText_IsRefusedUnlessItMayBeCut()
    {
        var refused = await server.Server.PostAsync("/embed", new { inputs = new[] { "a", Long } });
        Assert.Equal(413, refused.Status);
        Assert.Equal("Validation", refused.Json.GetProperty("error_type").GetString());
        Assert.Contains("'inputs[1]' has 700 tokens", refused.Json.GetProperty("error").GetString(), StringComparison.Ordinal);

        var cut = await server.Server.PostAsync("/embed", new { inputs = new[] { "a", Long }, truncate = true });
        Assert.Equal(200, cut.Status);
        Assert.Equal("1", cut.Headers["Lodestone-Truncated-Inputs"]);
        Assert.Equal("190", cut.Headers["Lodestone-Truncated-Tokens"]);
        Assert.Equal("515", cut.Headers["x-compute-tokens"]);
    }

    [Fact]
    public async Task Embed_WhatTheModelCannot_IsRefusedByName()
    {
        foreach (var (body, field) in new (object, string)[]
        {
            (new { inputs = "a", normalize = false }, "normalize"),
            (new { inputs = "a", truncation_direction = "left" }, "truncation_direction"),
            (new { inputs = "a", prompt_name = "clustering" }, "prompt_name"),
            (new { inputs = "a", dimensions = 64 }, "dimensions"),
            (new { inputs = "a", other = 1 }, "other"),
            (new { }, "'inputs' is missing; it is a string, or a list of strings."),
            (new { inputs = "" }, "'inputs' is blank"),
            (new { inputs = new[] { "a", " " } }, "'inputs[1]' is blank"),
        })
        {
            var reply = await server.Server.PostAsync("/embed", body);
            Assert.Equal(422, reply.Status);
            Assert.Contains(field, reply.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rerank_Texts_HaveProbabilitiesOrLogits()
    {
        string[] texts = ["We take cards.", " ", "API access is available on every plan."];
        var expected = await BundledModels.MsMarco.RerankAsync("API access?", texts, null, Token);

        var usual = await server.Server.PostAsync("/rerank", new { query = "API access?", texts, return_text = true });
        Assert.Equal(expected.Passages.Select(p => p.Probability ?? 0), usual.Json.EnumerateArray().Select(r => r.GetProperty("score").GetDouble()));
        Assert.Equal(expected.Passages.Select(p => texts[p.Index]), usual.Json.EnumerateArray().Select(r => r.GetProperty("text").GetString()));
        Assert.Equal("blank", usual.Json[2].GetProperty("state").GetString());

        var raw = await server.Server.PostAsync("/rerank", new { query = "API access?", texts, raw_scores = true });
        Assert.Equal(expected.Passages[0].Logit, raw.Json[0].GetProperty("score").GetSingle());
        Assert.False(raw.Json[0].TryGetProperty("text", out _));
        Assert.Equal(JsonValueKind.Null, raw.Json[2].GetProperty("score").ValueKind);
    }

    [Fact]
    public async Task Rerank_LongText_IsRefusedUnlessItMayBeCut()
    {
        var refused = await server.Server.PostAsync("/rerank", new { query = "a", texts = new[] { Long } });
        Assert.Equal(413, refused.Status);
        Assert.Equal("Validation", refused.Json.GetProperty("error_type").GetString());

        var cut = await server.Server.PostAsync("/rerank", new { query = "a", texts = new[] { Long }, truncate = true });
        Assert.Equal(700 - (512 - 3 - 1), cut.Json[0].GetProperty("truncated_tokens").GetInt32());
    }

    [Fact]
    public async Task Info_Server_SaysWhatItHas()
    {
        var info = (await server.Server.GetAsync("/info")).Json;
        Assert.Equal("bge-small-en-v1.5", info.GetProperty("model_id").GetString());
        Assert.Equal("cls", info.GetProperty("model_type").GetProperty("embedding").GetProperty("pooling").GetString());
        Assert.Equal("ms-marco-minilm-l12-v2", info.GetProperty("reranker_model_id").GetString());
        Assert.Equal(512, info.GetProperty("max_input_length").GetInt32());
        Assert.Equal(10_000, info.GetProperty("max_client_batch_size").GetInt32());
        Assert.False(info.GetProperty("auto_truncate").GetBoolean());
    }
}
