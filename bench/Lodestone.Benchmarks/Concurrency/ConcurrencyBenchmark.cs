using Lodestone.Encoders;
using Lodestone.Evaluation;
using Lodestone.Ingestion;

namespace Lodestone.Benchmarks;

/// <summary>Measures searches that run at once in one process, and searches beside large jobs.</summary>
internal sealed class ConcurrencyBenchmark : IBenchmark
{
    private const string Shared = "stackfaq";
    private const string Own = "help-centre";

    public async Task<BenchmarkReport> RunAsync(BenchmarkContext context)
    {
        var (name, folder) = Locate(context);
        var dataset = BeirDataset.Load(folder);
        using var models = new ModelPool();
        var place = Path.Combine(context.Repository.Collections, "concurrency", name);
        // Without caches, every search embeds its query and reads all of its pairs.
        var options = new CollectionOptions { Models = models, QueryCacheBytes = 0, PairCacheBytes = 0 };
        await using var collection = await Collection.OpenAsync(place, options);
        BenchmarkContext.Progress($"  {name}: indexing what is not there yet");
        await collection.IndexAsync(DocumentSource.ReadAsync([dataset.CorpusPath]));

        var rounds = new ConcurrencyRounds(
            collection,
            await models.BiEncoderAsync(ModelCatalog.DefaultBiEncoder),
            await models.CrossEncoderAsync(ModelCatalog.DefaultCrossEncoder),
            [.. dataset.Queries.Select(q => q.Text)],
            [.. dataset.ReadCorpus().Select(d => d.Text)],
            context.QueriesOr(full: 50, quick: 5));
        BenchmarkContext.Progress("  warm-up");
        await rounds.WarmUpAsync();
        var measured = new List<ConcurrencyRound>();
        for (var round = 0; round < context.RoundsOr(full: 3, quick: 1); round++)
        {
            BenchmarkContext.Progress($"  round {round + 1}");
            measured.Add(await rounds.RunAsync());
        }

        return new ConcurrencyReport(name, rounds.AtOnce, measured).Build();
    }

    private static (string Name, string Folder) Locate(BenchmarkContext context)
    {
        try
        {
            return (Shared, context.Shared.Require(Path.Combine("datasets", Shared)));
        }
        catch (MissingDataException missing)
        {
            BenchmarkContext.Progress($"  {Shared}: not there, so {Own} is searched. {missing.Message}");
            return (Own, Path.Combine(context.Repository.Root, "samples", Own));
        }
    }
}
