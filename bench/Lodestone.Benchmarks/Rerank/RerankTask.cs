namespace Lodestone.Benchmarks;

/// <summary>One query and the passages a first stage found for it.</summary>
internal sealed record RerankTask(string Query, IReadOnlyList<string> Passages)
{
    /// <summary>The first judged queries of a collection, in file order, each with the head of its BM25 run.</summary>
    public static IReadOnlyList<RerankTask> Load(SharedFolder shared, string collectionName, int queries, int depth)
    {
        var collection = JudgedCollection.Load(shared, collectionName);
        var documents = collection.Documents.ToDictionary();
        var run = RunFile.Top(shared.Require(Path.Combine("fixtures", "runs", $"{collectionName}.run.gz")), depth);
        return
        [
            .. collection.Queries
                .Where(query => collection.Judged.Contains(query.Key))
                .Take(queries)
                .Select(query => new RerankTask(query.Value, [.. run[query.Key].Select(id => documents[id])])),
        ];
    }
}
