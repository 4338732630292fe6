using System.Net;
using System.Text.Json;
using Lodestone.TestSupport;

namespace Lodestone.Server.Tests.Catalogue;

public sealed class ModelTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Models_Bundled_AreListedWithTheConfigured()
    {
        var models = (await shared.Server.GetAsync("/v1/models")).Is(HttpStatusCode.OK).Json.GetProperty("models").EnumerateArray().ToArray();
        Assert.Equal(
            [
                "all-minilm-l6-v2", TinyModels.CrossEncoderName, "bge-small-en-v1.5", TinyModels.BiEncoderName, "ms-marco-minilm-l12-v2",
                "ms-marco-minilm-l6-distilled",
            ],
            models.Select(m => m.GetProperty("name").GetString()));
        var bge = models.Single(m => m.GetProperty("name").GetString() == "bge-small-en-v1.5");
        Assert.Equal("name kind dimensions maxTokens bytes isDefault", TestResponse.Names(bge));
        Assert.Equal("biEncoder", bge.GetProperty("kind").GetString());
        Assert.Equal(384, bge.GetProperty("dimensions").GetInt32());
        Assert.Equal(512, bge.GetProperty("maxTokens").GetInt32());
        Assert.True(bge.GetProperty("bytes").GetInt64() > 10_000_000);
        Assert.Equal(
            [TinyModels.CrossEncoderName, TinyModels.BiEncoderName],
            models.Where(m => m.GetProperty("isDefault").GetBoolean()).Select(m => m.GetProperty("name").GetString()));
        var cross = models.Single(m => m.GetProperty("name").GetString() == "ms-marco-minilm-l12-v2");
        Assert.Equal("crossEncoder", cross.GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Null, cross.GetProperty("dimensions").ValueKind);
    }

    [Fact]
    public async Task Ready_LoadedModels_IsSaid()
    {
        await shared.Server.Server.ModelsLoaded;
        var readiness = (await shared.Server.GetAsync("/v1/ready")).Is(HttpStatusCode.OK).Json;
        Assert.Equal("ready", readiness.GetProperty("status").GetString());
        Assert.Equal(
            [(TinyModels.BiEncoderName, "ready"), (TinyModels.CrossEncoderName, "ready")],
            readiness.GetProperty("models").EnumerateArray()
                .Select(m => (m.GetProperty("name").GetString()!, m.GetProperty("status").GetString()!)));
    }

    [Fact]
    public async Task Ready_UnusableModel_SaysWhy()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["broken"]);
        await using var server = await TestServer.StartAsync(options => options.CrossEncoder = folder["broken"]);
        await Assert.ThrowsAnyAsync<Exception>(() => server.Server.ModelsLoaded);
        var readiness = (await server.GetAsync("/v1/ready")).Is(HttpStatusCode.ServiceUnavailable).Json;
        Assert.Equal("failed", readiness.GetProperty("status").GetString());
        var model = readiness.GetProperty("models").EnumerateArray().Single(m => m.GetProperty("name").GetString() == "broken");
        Assert.Equal("failed", model.GetProperty("status").GetString());
        Assert.Contains("config.json", model.GetProperty("detail").GetString(), StringComparison.Ordinal);
        (await server.PostAsync("/v1/compare", """{"query": "a", "passages": ["b"]}""")).Fails(503, "model-unusable", "broken");
    }
}
