using System.Diagnostics;
using Lodestone.Encoders;
using Lodestone.Ingestion;
using Lodestone.Storage;

namespace Lodestone.Benchmarks;

/// <summary>Indexes a file into a new collection, and embeds the same passages with the bi-encoder alone.</summary>
internal sealed class IndexingRounds(string corpus, string folder, ModelPool encoders)
{
    private static readonly CollectionOptions Defaults = new();

    /// <summary>Runs one round, into a new collection.</summary>
    /// <param name="rawFirst">Whether the bi-encoder alone runs first; alternates, so that a drifting machine affects both equally.</param>
    /// <param name="tokens">The token ids to embed, from the first round; null in the first.</param>
    public async Task<IndexingRound> RunAsync(bool rawFirst, IReadOnlyList<ReadOnlyMemory<int>>? tokens)
    {
        var biEncoder = await encoders.BiEncoderAsync();
        var raw = rawFirst && tokens is not null ? await EmbedAsync(biEncoder, tokens) : (TimeSpan?)null;
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        var faults = new List<string>();
        await using var collection = await Collection.OpenAsync(folder, Defaults with { Models = encoders });
        var start = Stopwatch.GetTimestamp();
        var report = await collection.IndexAsync(DocumentSource.ReadAsync([corpus]));
        var indexed = Stopwatch.GetElapsedTime(start);
        if (report.Problems.Count > 0)
            faults.Add($"{report.Problems.Count} documents could not be read: {report.Problems[0].Reason}");

        tokens ??= Tokens(folder);
        if (tokens.Count != report.Embedded)
            faults.Add($"{report.Embedded} texts were embedded, but the store has {tokens.Count} different ones.");
        raw ??= await EmbedAsync(biEncoder, tokens);
        start = Stopwatch.GetTimestamp();
        var again = await collection.IndexAsync(DocumentSource.ReadAsync([corpus]));
        var repeated = Stopwatch.GetElapsedTime(start);
        if (again.Unchanged != report.Added || again.Embedded > 0)
            faults.Add($"Of {report.Added} documents {again.Unchanged} were found unchanged; {again.Embedded} texts were embedded again.");
        return new IndexingRound(
            report.Added, tokens.Count, tokens.Sum(t => (long)t.Length), indexed.TotalSeconds, raw.Value.TotalSeconds,
            repeated.TotalSeconds, faults);
    }

    /// <summary>The embedded token ids in the store; equal texts once.</summary>
    public static IReadOnlyList<ReadOnlyMemory<int>> Tokens(string folder)
    {
        using var store = DocumentStore.OpenReadOnly(folder);
        using var snapshot = store.Snapshot();
        long[] keys = [.. snapshot.Keys().Chunk(1_000).SelectMany(keys => snapshot.ReadPassages(keys))
            .DistinctBy(p => p.Input, StringComparer.Ordinal).Select(p => p.Key)];
        return [.. snapshot.ReadTokens(keys).Select(t => (ReadOnlyMemory<int>)t)];
    }

    private static async Task<TimeSpan> EmbedAsync(BiEncoder biEncoder, IReadOnlyList<ReadOnlyMemory<int>> tokens)
    {
        var vectors = new float[tokens.Count * biEncoder.Dimensions];
        var start = Stopwatch.GetTimestamp();
        await biEncoder.EmbedAsync(tokens, vectors, new EmbedOptions { Priority = WorkPriority.Bulk });
        return Stopwatch.GetElapsedTime(start);
    }
}
