using System.Runtime.InteropServices;
using System.Text.Json;
using Lodestone.Encoders;

namespace Lodestone.Benchmarks;

/// <summary>Texts in the shape of OpenAI's embeddings route, with base64 as its own client requests.</summary>
internal sealed class EmbeddingsJob(string name, BiEncoder model, IReadOnlyList<string[]> requests) : HttpJob(name, "/v1/embeddings")
{
    public override int Count => requests.Count;

    public override int Items(int requestCount) => requests.Take(requestCount).Sum(texts => texts.Length);

    public override byte[] Body(int request) =>
        JsonSerializer.SerializeToUtf8Bytes(new { input = requests[request], encoding_format = "base64" });

    public override async Task<float[]> AskLibraryAsync(int request)
    {
        var texts = requests[request];
        var vectors = new float[texts.Length * model.Dimensions];
        await model.EmbedAsync(texts, EmbeddingRole.Document, vectors.AsMemory());
        return vectors;
    }

    public override float[] Read(JsonElement answer) =>
    [
        .. answer.GetProperty("data").EnumerateArray()
            .OrderBy(text => text.GetProperty("index").GetInt32())
            .SelectMany(text => MemoryMarshal.Cast<byte, float>(text.GetProperty("embedding").GetBytesFromBase64()).ToArray()),
    ];
}
