using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Lodestone.Encoders;
using Lodestone.Storage;

namespace Lodestone.Benchmarks;

/// <summary>Builds a collection from prepared vectors, without running a model.</summary>
internal static class GrowthBuilder
{
    /// <summary>The bi-encoder of the real vectors.</summary>
    public const string BiEncoderName = "all-minilm-l6-v2";

    private const int BatchSize = 1_000;
    private const string Figures = "growth-build.json";

    /// <summary>The figures of a collection that was completely built before; null without one.</summary>
    public static GrowthBuild? Find(string folder) =>
        File.Exists(Path.Combine(folder, Figures))
            ? JsonSerializer.Deserialize<GrowthBuild>(File.ReadAllText(Path.Combine(folder, Figures)))
            : null;

    public static async Task<GrowthBuild> BuildAsync(string folder, int passages, SharedFolder shared)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        var options = new CollectionOptions { BiEncoder = BiEncoderName };
        await using (await Collection.OpenAsync(folder, options))
        {
            // Creates the store, and a space for this model's vectors.
        }

        var clock = Stopwatch.StartNew();
        Fill(folder, passages, shared);
        var (stored, afterStore) = (clock.Elapsed, ProcessMemory.Take());
        clock.Restart();
        var collection = await Collection.OpenAsync(folder, options);
        var (indexed, afterIndexes) = (clock.Elapsed, ProcessMemory.Take());
        clock.Restart();
        await collection.DisposeAsync();
        var build = new GrowthBuild(
            passages, stored.TotalSeconds, indexed.TotalSeconds, clock.Elapsed.TotalSeconds, afterStore, afterIndexes);
        await File.WriteAllTextAsync(Path.Combine(folder, Figures), JsonSerializer.Serialize(build));
        return build;
    }

    // Writes directly to the store; opening the collection then finds that its indexes lack everything, and builds them.
    private static void Fill(string folder, int passages, SharedFolder shared)
    {
        var pool = new SentencePool(shared, Tokenizer.Load(RepositoryLayout.Find().Model(BiEncoderName)));
        var vectors = new DrawnVectors(shared.Require(Path.Combine("fixtures", "ann", "base.i8bin")));
        var random = new Random(1);
        using var store = DocumentStore.Open(folder, Durability.Fast);
        for (var from = 0; from < passages; from += BatchSize)
        {
            using var batch = store.BeginBatch();
            for (var i = from; i < Math.Min(from + BatchSize, passages); i++)
            {
                var (text, tokens) = pool.Draw(random);
                var id = i.ToString("D7", CultureInfo.InvariantCulture);
                var metadata = new Dictionary<string, MetadataValue> { ["year"] = MetadataValue.Of(2000 + (i % 25)) };
                var passage = new NewPassage(0, text.Length, "", tokens, InputHash.Of(text), vectors.Draw(i, random));
                batch.Upsert(new Document { Id = id, Text = text, Metadata = metadata }, [passage]);
            }

            batch.Commit();
            if ((from + BatchSize) % 100_000 == 0)
                BenchmarkContext.Progress($"  {from + BatchSize:#,0} passages stored");
        }
    }
}
