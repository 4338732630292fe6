using Lodestone.Writing;

namespace Lodestone;

/// <content>A collection that follows its source.</content>
public sealed partial class Collection
{
    /// <summary>Makes the collection follow a source: indexes its documents, and removes those whose source is gone.</summary>
    /// <remarks>
    /// <para>
    /// Removed are documents that the same root brought in an earlier run, by this method or by indexing items of files, and whose file,
    /// or whose record in a file that was read without a problem, is not there any more. Documents of another root or of the application
    /// stay, and so do all of a folder that could not be listed fully. <see cref="IndexingReport.Folders"/> says what became of each.
    /// </para>
    /// <para>
    /// New documents are written first. The text of a renamed file thus keeps its vectors, and no search misses it in between.
    /// </para>
    /// </remarks>
    /// <param name="source">The listed files, and the items in them.</param>
    /// <param name="options">What is removed, and when. Default: those of <see cref="MirrorOptions"/>.</param>
    /// <param name="progress">Receives the progress after each batch, and from time to time in between.</param>
    /// <param name="cancellationToken">Honoured between model runs; committed batches stay, and nothing is removed after it.</param>
    /// <exception cref="StoreException">A batch could not be written; those before it are kept.</exception>
    public async Task<IndexingReport> MirrorAsync(
        SourceListing source,
        MirrorOptions? options = null,
        IProgress<IndexingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new MirrorOptions();
        var mirror = new MirrorRun(_store, _committer, source.Folders, options);
        var before = await Task.Run(mirror.Count, cancellationToken).ConfigureAwait(false);
        IndexingReport report;
        IndexingTally tally;
        if (options.DryRun)
        {
            tally = new IndexingTally(_options.TimeProvider);
            await Task.Run(() => mirror.ReadAsync(source.Items, tally, cancellationToken), cancellationToken).ConfigureAwait(false);
            report = tally.Report();
        }
        else
        {
            var writer = await WriterAsync(options.Writing, cancellationToken).ConfigureAwait(false);
            var run = new IndexingRun(writer, _options.TimeProvider, progress);
            tally = run.Tally;
            report = await run.RunAsync(source.Items, cancellationToken).ConfigureAwait(false);
        }

        var folders = await Task.Run(() => mirror.EndAsync(before, tally, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (!options.DryRun)
            _log.Indexed(report.Added + report.Replaced, report.Unchanged, report.Problems.Count);
        return report with { Folders = folders };
    }
}
