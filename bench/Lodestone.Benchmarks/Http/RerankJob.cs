using System.Text.Json;
using Lodestone.Encoders;

namespace Lodestone.Benchmarks;

/// <summary>Queries with passages, in the shape of Cohere's second rerank route.</summary>
internal sealed class RerankJob(string name, CrossEncoder model, IReadOnlyList<RerankTask> tasks) : HttpJob(name, "/v2/rerank")
{
    public override int Count => tasks.Count;

    public override int Items(int requests) => tasks.Take(requests).Sum(task => task.Passages.Count);

    public override byte[] Body(int request) =>
        JsonCall.Body(new { query = tasks[request].Query, documents = tasks[request].Passages });

    public override async Task<float[]> AskLibraryAsync(int request)
    {
        var reranking = await model.RerankAsync(tasks[request].Query, tasks[request].Passages);
        return [.. reranking.Passages.OrderBy(p => p.Index).Select(p => (float)(p.Probability ?? double.NaN))];
    }

    public override float[] Read(JsonElement answer) =>
    [
        .. answer.GetProperty("results").EnumerateArray()
            .OrderBy(result => result.GetProperty("index").GetInt32())
            .Select(result => result.GetProperty("relevance_score").GetSingle()),
    ];
}
