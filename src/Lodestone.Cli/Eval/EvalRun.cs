using Lodestone.Cli.Exits;
using Lodestone.Cli.Index;
using Lodestone.Cli.Output;
using Lodestone.Cli.Progress;
using Lodestone.Cli.Shared;
using Lodestone.Evaluation;
using Lodestone.Ingestion;
using Lodestone.Server;

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
            PreloadBiEncoder = true,
            PreloadCrossEncoder = true,
        };
        await using var collection = await Collection.OpenAsync(request.Folder, options, cancellationToken);
        await BuildAsync(collection, cancellationToken);
        // Loading is not part of a query's cost.
        await Task.WhenAll(
            encoders.BiEncoderAsync(collection.BiEncoder!, cancellationToken),
            encoders.CrossEncoderAsync(request.CrossEncoder, cancellationToken));
        var progress = new WorkProgress(Math.Min(request.Dataset.Queries.Count, request.Queries ?? int.MaxValue));
        var work = Task.Run(
            () => CollectionEvaluator.RunAsync(
                collection, request.Dataset, request.Measures.Select(m => m.Measure), request.Search, request.Queries,
                new EachQuery(progress), cancellationToken),
            cancellationToken);
        var documents = await collection.CountAsync(cancellationToken: cancellationToken);
        var report = Report(collection, documents, await ProgressDisplay.ShowAsync(terminal, "searching", "queries", progress, work));
        return request.RunFile is { } file
            ? report with { Runs = await RunFile.WriteAsync(file, report.Stages, cancellationToken) }
            : report;
    }

    private async Task BuildAsync(Collection collection, CancellationToken cancellationToken)
    {
        if (await collection.CountAsync(cancellationToken: cancellationToken) == 0)
        {
            terminal.Tell($"Building a collection of '{request.Name}' in '{request.Folder}'; the next evaluation uses it again.");
        }

        var watch = new IndexingWatch();
        var source = DocumentSource.ReadAsync([request.Dataset.CorpusPath], cancellationToken: cancellationToken);
        var work = collection.IndexAsync(watch.Of(source, cancellationToken), progress: watch, cancellationToken: cancellationToken);
        var report = await ProgressDisplay.ShowAsync(terminal, "indexing", "passages", watch.Progress, work);
        if (report.Problems.Count > 0)
        {
            throw new UsageException(
                $"'{request.Dataset.CorpusPath}' has {NumberFormat.Count(report.Problems.Count, "line")} that cannot be indexed, and an " +
                $"evaluation without them would mislead. The first: {report.Problems[0]}");
        }

        var count = await collection.CountAsync(cancellationToken: cancellationToken);
        var read = report.ToResponse().Documents();
        if (count > read)
        {
            throw new UsageException(
                $"The collection '{request.Folder}' has {NumberFormat.Count(count, "document")}, the data set " +
                $"{NumberFormat.Count(read)}: it holds others too, and searches would find them. Name another folder with " +
                "--collection, or delete this one.");
        }
    }

    private EvalReport Report(Collection collection, long documents, CollectionEvaluation evaluation) => new()
    {
        Dataset = request.Name,
        Split = request.Dataset.Split,
        Collection = request.Folder,
        Documents = documents,
        Queries = evaluation.Queries,
        JudgedPairs = evaluation.JudgedPairs,
        BiEncoder = collection.BiEncoder!,
        CrossEncoder = request.CrossEncoder,
        Candidates = request.Search.Candidates,
        Depth = request.Search.Rerank.Depth,
        Measures = request.Measures,
        Stages = evaluation.Stages,
        BestPossible = evaluation.BestPossible,
        Milliseconds = evaluation.Milliseconds,
        Notices =
        [
            .. evaluation.Failures.Select(
                f => $"On {NumberFormat.Count(f.Queries)} of the queries the stage '{f.Stage}' failed: {f.Reason}"),
        ],
    };

    private sealed class EachQuery(WorkProgress progress) : IProgress<int>
    {
        public void Report(int value) => progress.Add(1, 1);
    }
}
