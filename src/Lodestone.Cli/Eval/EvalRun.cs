using Lodestone.Cli.Exits;
using Lodestone.Cli.Index;
using Lodestone.Cli.Output;
using Lodestone.Cli.Progress;
using Lodestone.Cli.Shared;
using Lodestone.Evaluation;
using Lodestone.Ingestion;

namespace Lodestone.Cli.Eval;

/// <summary>Builds or reuses the collection, runs the queries, and measures every stage.</summary>
internal sealed class EvalRun(Terminal terminal, EvalRequest request)
{
    public async Task<EvalReport> RunAsync(CancellationToken cancellationToken)
    {
        using var encoders = ModelLoading.Encoders();
        var options = new CollectionOptions
        {
            BiEncoder = request.BiEncoder,
            CrossEncoder = request.CrossEncoder,
            Models = encoders,
            Preload = PreloadModels.Both,
        };
        await using var collection = await Collection.OpenAsync(request.Folder, options, cancellationToken);
        await BuildAsync(collection, cancellationToken);
        // Loading is not what a query costs.
        await Task.WhenAll(
            encoders.BiEncoderAsync(collection.BiEncoder!, cancellationToken),
            encoders.CrossEncoderAsync(request.CrossEncoder, cancellationToken));
        BeirQuery[] queries = [.. request.Dataset.Queries.Take(request.Queries ?? int.MaxValue)];
        var progress = new WorkProgress(queries.Length);
        var searches = new StageSearches(collection, request.Search);
        var work = Task.Run(() => searches.RunAsync(queries, progress, cancellationToken), cancellationToken);
        await ProgressDisplay.ShowAsync(terminal, "searching", "queries", progress, work);
        var report = await Task.Run(() => Measured(collection, queries, searches), cancellationToken);
        return request.RunFile is { } file
            ? report with { Runs = await RunFile.WriteAsync(file, report.Stages, cancellationToken) }
            : report;
    }

    private async Task BuildAsync(Collection collection, CancellationToken cancellationToken)
    {
        if (collection.Count() == 0)
        {
            terminal.Tell($"Building a collection of '{request.Name}' in '{request.Folder}'; it is used again next time.");
        }

        var watch = new IndexingWatch();
        var source = DocumentSource.ReadAsync([request.Dataset.CorpusPath], cancellationToken: cancellationToken);
        var work = Task.Run(() => collection.IndexAsync(watch.Of(source), watch, cancellationToken), cancellationToken);
        var report = await ProgressDisplay.ShowAsync(terminal, "indexing", "passages", watch.Progress, work);
        if (report.Problems.Count > 0)
        {
            throw new UsageException(
                $"'{request.Dataset.CorpusPath}' has {NumberFormat.Count(report.Problems.Count, "line")} that cannot be indexed, and an " +
                $"evaluation without them would mislead. The first: {report.Problems[0]}");
        }

        if (collection.Count() is var count && count > report.Documents())
        {
            throw new UsageException(
                $"The collection '{request.Folder}' has {NumberFormat.Count(count, "document")}, the data set " +
                $"{NumberFormat.Count(report.Documents())}: it holds others too, and they would be found. Name another folder with " +
                "--collection, or delete this one.");
        }
    }

    private EvalReport Measured(Collection collection, IReadOnlyList<BeirQuery> queries, StageSearches searches)
    {
        var judgements = request.Dataset.Judgements;
        var judged = Judgements.Create(queries.SelectMany(
            q => judgements.Of(q.Id).Select(j => new Judgement(q.Id, j.Key, j.Value))));
        var stages = Stages(judged, searches);
        var fused = stages.Single(s => s.Name == EvalStages.Fused);
        var notices = searches.Failures
            .Select(f => $"On {NumberFormat.Count(f.Value.Queries)} of the queries the stage '{f.Key}' failed: {f.Value.Message}").ToList();
        return new EvalReport
        {
            Dataset = request.Name,
            Split = request.Dataset.Split,
            Collection = request.Folder,
            Documents = collection.Count(),
            Queries = queries.Count,
            JudgedPairs = judged.Count,
            BiEncoder = collection.BiEncoder!,
            CrossEncoder = request.CrossEncoder,
            Candidates = request.Search.Candidates,
            Depth = request.Search.Rerank.Depth,
            Measures = request.Measures,
            Stages = stages,
            BestPossible = Evaluator.BestPossible(
                judged, fused.Run, Measures(), new EvaluationOptions { MaxDocuments = request.Search.Candidates }),
            Milliseconds = searches.WholeMilliseconds(),
            Notices = notices,
        };
    }

    private List<EvalStage> Stages(Judgements judged, StageSearches searches)
    {
        var stages = new List<EvalStage>();
        var main = request.Measures[0].Measure;
        foreach (var name in EvalStages.All)
        {
            var run = searches.Run(name);
            var values = Evaluator.Evaluate(judged, run, Measures());
            var against = name switch
            {
                EvalStages.Bm25 => null,
                EvalStages.Vectors => stages[0],
                // The two run side by side; fusing them is to beat the better.
                EvalStages.Fused => stages.MaxBy(s => s.Values.Overall(main)),
                _ => stages.Single(s => s.Name == EvalStages.Fused),
            };
            stages.Add(new EvalStage(name, run, values, against, searches.Milliseconds(name)));
        }

        return stages;
    }

    private IEnumerable<Measure> Measures() => request.Measures.Select(m => m.Measure);
}
