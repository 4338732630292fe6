using Lodestone.Cli.Progress;
using Lodestone.Cli.Shared;
using Lodestone.Encoders;

namespace Lodestone.Cli.Embed;

/// <summary>Embeds a source's texts in blocks, in order.</summary>
/// <remarks>
/// A block starts before the previous one is written, so that the cores never wait for a disk or a pipe. Two are in flight at most, each
/// with its own memory, which the next but one reuses: a million texts take no more memory than a few thousand.
/// </remarks>
internal sealed class EmbeddingRun(BiEncoder model, EmbeddingRole role, IEmbeddingSink sink, WorkProgress progress)
{
    private const int BlockSize = 1024;

    private readonly float[][] _memory = [[], []];
    private EmbeddingTotal _total;

    public WorkProgress Progress => progress;

    public async Task<EmbeddingTotal> RunAsync(TextSource source, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        BlockInFlight? ahead = null, last = null;
        try
        {
            await foreach (var block in source.ReadAsync(BlockSize, stop.Token))
            {
                (ahead, last) = (last, Begin(block, last?.Slot == 0 ? 1 : 0, stop.Token));
                await WriteAsync(ahead, stop.Token);
            }

            await WriteAsync(last, stop.Token);
            await sink.CompleteAsync(stop.Token);
            return _total;
        }
        finally
        {
            // After a failure no other work may continue in memory, or in a model, that is about to be released.
            await stop.CancelAsync();
            foreach (var left in new[] { ahead, last })
                await ((Task?)left?.Embedding ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private BlockInFlight Begin(TextBlock block, int slot, CancellationToken cancellationToken)
    {
        var count = block.Texts.Count;
        if (_memory[slot].Length < count * model.Dimensions)
            _memory[slot] = new float[count * model.Dimensions];
        var options = new EmbedOptions { Priority = WorkPriority.Bulk, Progress = new EachItem<int>(progress, block.Amount / count) };
        IReadOnlyList<string> texts = [.. block.Texts.Select(t => t.Text)];
        var embedding = model.EmbedAsync(texts, role, _memory[slot].AsMemory(0, count * model.Dimensions), options, cancellationToken);
        return new BlockInFlight(block, slot, embedding);
    }

    private async Task WriteAsync(BlockInFlight? block, CancellationToken cancellationToken)
    {
        if (block is null)
            return;
        var texts = block.Block.Texts;
        var usage = await block.Embedding;
        Timings.Mark("first result");
        await sink.WriteAsync(texts, _memory[block.Slot].AsMemory(0, texts.Count * model.Dimensions), usage, cancellationToken);
        _total = new EmbeddingTotal(_total.Count + texts.Count, _total.Truncated + usage.Count(u => u.DroppedTokens > 0));
    }

    private sealed record BlockInFlight(TextBlock Block, int Slot, Task<IReadOnlyList<TokenUsage>> Embedding);
}

/// <summary>The counts of an embedding run.</summary>
/// <param name="Count">The number of texts.</param>
/// <param name="Truncated">The number of truncated texts.</param>
internal readonly record struct EmbeddingTotal(long Count, long Truncated);
