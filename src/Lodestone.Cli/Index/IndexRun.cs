using Lodestone.Cli.Exits;
using Lodestone.Cli.Output;
using Lodestone.Cli.Progress;
using Lodestone.Cli.Shared;
using Lodestone.Encoders;

namespace Lodestone.Cli.Index;

/// <summary>Opens the collection, changes its model if requested, and indexes documents.</summary>
internal sealed class IndexRun(Terminal terminal, IndexRequest request)
{
    /// <param name="show">Shows the outcome; when the files are watched, that of each change.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<IndexOutcome> RunAsync(Action<IndexOutcome> show, CancellationToken cancellationToken)
    {
        var outcome = await OpenAndRunAsync(show, cancellationToken);
        if (!request.Follow.Watch)
            show(outcome);
        return outcome;
    }

    private async Task<IndexOutcome> OpenAndRunAsync(Action<IndexOutcome> show, CancellationToken cancellationToken)
    {
        if (request.Follow.DryRun)
            return await DryRunAsync(cancellationToken);
        using var encoders = ModelLoading.Encoders();
        var current = request.BiEncoder is null ? null : await CurrentBiEncoderAsync(cancellationToken);
        var options = new CollectionOptions
        {
            // A collection with a model is opened with that one, and then changes it.
            BiEncoder = current is null ? request.BiEncoder : null,
            Models = encoders,
            PreloadBiEncoder = current is null && request.Paths.Count > 0,
            Durability = request.Durability,
            RebuildIndexes = request.Rebuild,
        };
        await using var collection = await Collection.OpenAsync(request.Collection, options, cancellationToken);
        var outcome = new IndexOutcome
        {
            Collection = request.Collection,
            BiEncoder = collection.BiEncoder!,
            Documents = 0,
            Notices = collection.Notices,
        };
        if (request.BiEncoder is { } wanted && current is not null)
        {
            outcome = await IsElsewhereAsync(collection, wanted, cancellationToken)
                ? outcome with { BiEncoder = collection.BiEncoder!, FormerBiEncoder = current == collection.BiEncoder ? null : current }
                : await ChangeAsync(collection, wanted, outcome, cancellationToken);
        }

        if (request.Follow.Watch)
        {
            await new FollowRun(terminal, request).WatchAsync(collection, ShowChangeAsync, cancellationToken);
            return outcome;
        }

        if (request.Paths.Count > 0)
        {
            outcome = outcome.With(await IndexAsync(collection, cancellationToken));
        }

        return outcome with { Documents = await collection.CountAsync(cancellationToken: cancellationToken) };

        async Task ShowChangeAsync(IndexingReport report)
        {
            var count = await collection.CountAsync(cancellationToken: cancellationToken);
            show(outcome.With(report) with { Documents = count });
            outcome = outcome with { Notices = [], FormerBiEncoder = null, Reembedding = null };
        }
    }

    private async Task<IndexOutcome> DryRunAsync(CancellationToken cancellationToken)
    {
        var outcome = new IndexOutcome
        {
            Collection = request.Collection, BiEncoder = "", Documents = 0, Notices = [], IsDryRun = true,
        };
        var run = new FollowRun(terminal, request);
        if (!Collection.Exists(request.Collection))
            return outcome.With(await run.DryRunOfNothingAsync(cancellationToken));
        await using var collection = await Collection.OpenAsync(
            request.Collection, new CollectionOptions { ReadOnly = true }, cancellationToken);
        var report = await run.RunAsync(collection, new IndexingWatch(), cancellationToken);
        return outcome.With(report) with
        {
            BiEncoder = collection.BiEncoder ?? "",
            Documents = await collection.CountAsync(cancellationToken: cancellationToken),
            Notices = request.BiEncoder is { } wanted && collection.BiEncoder is { } used && !IsSame(wanted, used)
                ? [.. collection.Notices, $"A run would re-embed the collection with '{wanted}', unless that is the model of '{used}'."]
                : collection.Notices,
        };

        static bool IsSame(string wanted, string used) => wanted == used || Path.GetFullPath(wanted) == used;
    }

    /// <summary>The model of the existing collection; null without one.</summary>
    private async Task<string?> CurrentBiEncoderAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var collection = await Collection.OpenAsync(
                request.Collection, new CollectionOptions { ReadOnly = true }, cancellationToken);
            return collection.BiEncoder;
        }
        catch (StoreException none) when (none.Code == ErrorCodes.CollectionNotFound)
        {
            return null;
        }
    }

    /// <summary>Whether the collection's own model is there, which is then used from there, and nothing is embedded.</summary>
    private static async Task<bool> IsElsewhereAsync(Collection collection, string wanted, CancellationToken cancellationToken)
    {
        try
        {
            await collection.RepointBiEncoderAsync(wanted, cancellationToken);
            return true;
        }
        catch (ModelLoadException other) when (other.Code == ErrorCodes.CollectionModelDiffers)
        {
            return false;
        }
    }

    private async Task<IndexOutcome> ChangeAsync(
        Collection collection, string wanted, IndexOutcome outcome, CancellationToken cancellationToken)
    {
        var former = outcome.BiEncoder;
        var count = await collection.CountAsync(cancellationToken: cancellationToken);
        if (count > 0)
        {
            terminal.Tell(
                $"The collection is embedded with '{former}'; its {NumberFormat.Count(count, "document")} " +
                $"are embedded again with '{wanted}'. " +
                "Searches use the old vectors until that is done.");
        }

        var progress = new WorkProgress(count);
        var work = Task.Run(
            () => collection.ChangeBiEncoderAsync(wanted, progress: new ChangeWatch(progress), cancellationToken: cancellationToken),
            cancellationToken);
        try
        {
            var report = await ProgressDisplay.ShowAsync(terminal, "re-embedding", "documents", progress, work);
            return outcome with { BiEncoder = report.BiEncoder, FormerBiEncoder = former, Reembedding = report };
        }
        catch (OperationCanceledException stopped)
        {
            throw new StoppedException(
                $"searches still use '{former}'. Vectors of '{wanted}' are kept, and the same command goes on from there.",
                stopped);
        }
    }

    private async Task<IndexingReport> IndexAsync(Collection collection, CancellationToken cancellationToken)
    {
        var watch = new IndexingWatch();
        try
        {
            return await new FollowRun(terminal, request).RunAsync(collection, watch, cancellationToken);
        }
        catch (OperationCanceledException stopped)
        {
            throw new StoppedException(
                $"{NumberFormat.Count(watch.Committed, "document")} of this run {(watch.Committed == 1 ? "is" : "are")} kept in " +
                $"'{request.Collection}', and the same command goes on from there.",
                stopped);
        }
    }
}
