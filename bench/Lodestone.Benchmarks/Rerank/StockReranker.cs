using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace Lodestone.Benchmarks;

/// <summary>The usual export, run the usual way: all passages of a query in one batch, padded to the longest, with a mask.</summary>
internal sealed class StockReranker : IContestant<float[][]>, IDisposable
{
    private static readonly string[] InputNames = ["input_ids", "attention_mask", "token_type_ids"];
    private static readonly string[] OutputNames = ["logits"];

    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly TextEncoder _encoder;
    private readonly IReadOnlyList<RerankTask> _tasks;
    private readonly float[][] _logits;

    public StockReranker(string graphFile, TextEncoder encoder, IReadOnlyList<RerankTask> tasks)
    {
        // Default options, and so ONNX Runtime's default threads, as most libraries use them.
        _session = new InferenceSession(graphFile);
        _encoder = encoder;
        _tasks = tasks;
        _logits = new float[tasks.Count][];
    }

    public string Key => "stock";

    public string Description =>
        "stock int8 export as FlashRank runs it: one batch a query, padded to the longest, ONNX Runtime's default threads, " +
        "tokenisation (Lodestone's) included";

    public Task<TimeSpan> RunAsync(int items)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < items; i++)
            _logits[i] = Rerank(_encoder.Pairs(_tasks[i].Query, _tasks[i].Passages));
        return Task.FromResult(clock.Elapsed);
    }

    public Task<float[][]> AnswerAsync() => Task.FromResult(_logits);

    public void Dispose()
    {
        _session.Dispose();
        _runOptions.Dispose();
    }

    private float[] Rerank(EncodedText[] pairs)
    {
        var longest = pairs.Max(pair => pair.Tokens);
        var (ids, mask, typeIds) = (new long[pairs.Length * longest], new long[pairs.Length * longest], new long[pairs.Length * longest]);
        for (var row = 0; row < pairs.Length; row++)
        {
            pairs[row].Ids.CopyTo(ids, row * longest);
            pairs[row].TypeIds.CopyTo(typeIds, row * longest);
            mask.AsSpan(row * longest, pairs[row].Tokens).Fill(1);
        }

        long[] shape = [pairs.Length, longest];
        using var idsValue = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var maskValue = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var typeIdsValue = OrtValue.CreateTensorValueFromMemory(typeIds, shape);
        using var outputs = _session.Run(_runOptions, InputNames, [idsValue, maskValue, typeIdsValue], OutputNames);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
