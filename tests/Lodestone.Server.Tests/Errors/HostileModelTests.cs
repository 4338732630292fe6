using System.Text.Json.Nodes;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Errors;

/// <summary>A served model whose tokenizer turns out, at a text with a snowman, to make too much of it.</summary>
public sealed class HostileModelTests : IAsyncLifetime
{
    private readonly TemporaryFolder _models = new();
    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        var hostile = Path.Combine(_models.Path, "hostile");
        foreach (var file in Directory.EnumerateFiles(TinyModels.Folder("bert-cls-prompts"), "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(hostile, Path.GetRelativePath(TinyModels.Folder("bert-cls-prompts"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var path = Path.Combine(hostile, "tokenizer.json");
        var json = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!;
        var steps = Enumerable.Range(0, 9).Select(_ => (JsonNode)new JsonObject
        {
            ["type"] = "Replace",
            ["pattern"] = new JsonObject { ["String"] = "\u2603" },
            ["content"] = new string('\u2603', 10),
        });
        var all = new JsonArray([.. steps, json["normalizer"]!.DeepClone()]);
        json["normalizer"] = new JsonObject { ["type"] = "Sequence", ["normalizers"] = all };
        await File.WriteAllTextAsync(path, json.ToJsonString(), TestContext.Current.CancellationToken);
        _server = await TestServer.StartAsync(options => options.BiEncoder = hostile);
        Assert.Equal(201, (await _server.PutAsync("/v1/collections/some")).Status);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _models.Dispose();
    }

    [Fact]
    public async Task Write_TextThatTheTokenizerMultiplies_IsAModelProblemAndNothingIsWritten()
    {
        var documents = new[] { new { id = "a", text = "A \u2603 in the garden." } };
        var reply = await _server.PostAsync("/v1/collections/some/documents", new { documents });
        Assert.Equal((503, "model-unusable"), (reply.Status, reply.Kind));
        Assert.Contains("normalizer 4 of 10, Replace", reply.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(_models.Path, reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", reply.Body, StringComparison.Ordinal);

        documents = [new { id = "a", text = "A man in the garden." }];
        Assert.Equal(200, (await _server.PostAsync("/v1/collections/some/documents", new { documents })).Status);
        var found = await _server.PostAsync("/v1/collections/some/search", new { query = "garden \u2603" });
        Assert.Equal((200, "a"), (found.Status, found.Json.GetProperty("hits")[0].GetProperty("documentId").GetString()));
    }

    [Fact]
    public async Task Embed_TextThatTheTokenizerMultiplies_IsUnavailableInTheClientsShape()
    {
        var reply = await _server.PostAsync("/v1/embeddings", new { input = "\u2603" });
        Assert.Equal(503, reply.Status);
        Assert.Contains("Replace", reply.Body, StringComparison.Ordinal);
    }
}
