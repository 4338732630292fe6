using System.Diagnostics;
using Lodestone.Encoders;

namespace Lodestone.Benchmarks;

/// <summary>The library under test: strings in, vectors out into the caller's memory.</summary>
internal sealed class LodestoneEmbedder(BiEncoder model, IReadOnlyList<string> texts) : IContestant<float[][]>
{
    private readonly string[] _texts = [.. texts];
    private readonly float[] _vectors = new float[texts.Count * model.Dimensions];

    public string Key => "lodestone";

    public string Description => "BiEncoder.EmbedAsync, all texts in one call, into the caller's memory, tokenisation included";

    public async Task<TimeSpan> RunAsync(int items)
    {
        var some = new ArraySegment<string>(_texts, 0, items);
        var destination = _vectors.AsMemory(0, items * model.Dimensions);
        var clock = Stopwatch.StartNew();
        await model.EmbedAsync(some, EmbeddingRole.Document, destination);
        return clock.Elapsed;
    }

    public Task<float[][]> AnswerAsync() => Task.FromResult<float[][]>([.. _vectors.Chunk(model.Dimensions)]);
}
