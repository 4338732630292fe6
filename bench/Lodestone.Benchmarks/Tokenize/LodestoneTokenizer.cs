using System.Diagnostics;
using Lodestone.Encoders;

namespace Lodestone.Benchmarks;

/// <summary>The library under test.</summary>
internal sealed class LodestoneTokenizer(string modelFolder, IReadOnlyList<string> texts) : IContestant<TokenizeAnswer>
{
    private readonly Tokenizer _tokenizer = Tokenizer.Load(modelFolder);
    private readonly TokenizedText[] _encoded = new TokenizedText[texts.Count];
    private long _allocated;

    public string Key => "lodestone";

    public string Description => "Tokenizer.Encode: ids and where in the text each token is";

    public Task<TimeSpan> RunAsync(int items)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < items; i++)
            _encoded[i] = _tokenizer.Encode(texts[i]);
        var elapsed = clock.Elapsed;
        _allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return Task.FromResult(elapsed);
    }

    public Task<TokenizeAnswer> AnswerAsync() =>
        Task.FromResult(new TokenizeAnswer([.. _encoded.Select(text => text.Ids.ToArray())], _allocated));
}
