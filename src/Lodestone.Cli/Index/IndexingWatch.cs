using System.Runtime.CompilerServices;
using Lodestone.Cli.Progress;

namespace Lodestone.Cli.Index;

/// <summary>Computes the progress of indexing.</summary>
/// <remarks>
/// Reading is up to three batches ahead of embedding, which for a small corpus is the whole corpus. Progress is therefore counted in bytes
/// of documents whose batches are written, and within a batch by the passages embedded since.
/// </remarks>
internal sealed class IndexingWatch : IProgress<IndexingProgress>
{
    private readonly Lock _gate = new();
    private readonly List<long> _bytesAfter = [];
    private int _embeddedAtCommit;

    public WorkProgress Progress { get; } = new(null);

    /// <summary>The number of documents whose batches are written, or that were unchanged.</summary>
    public int Committed { get; private set; }

    /// <summary>Passes on the items of a source, and records the end of each document.</summary>
    public async IAsyncEnumerable<ReadItem> Of(
        IAsyncEnumerable<ReadItem> source, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in source.WithCancellation(cancellationToken))
        {
            if (item.Document is not null)
            {
                lock (_gate)
                    _bytesAfter.Add(item.Progress.BytesRead);
            }

            yield return item;
        }
    }

    public void Report(IndexingProgress value)
    {
        lock (_gate)
        {
            if (value.Documents > Committed)
                (Committed, _embeddedAtCommit) = (value.Documents, value.Embedded);
            var read = _bytesAfter.Count;
            var before = Committed == 0 ? 0 : _bytesAfter[Math.Min(Committed, read) - 1];
            var under = read == 0 ? 0 : _bytesAfter[^1] - before;
            // A passage has about 1,500 characters, or is a whole document that is shorter.
            var passage = read == 0 ? 0 : Math.Min(1500, (double)_bytesAfter[^1] / read);
            var done = before + Math.Min(under, (value.Embedded - _embeddedAtCommit) * passage);
            Progress.Set(value.Embedded, done, value.TotalBytes);
        }
    }
}

/// <summary>Passes on the progress of a change of the bi-encoder.</summary>
internal sealed class ChangeWatch(WorkProgress progress) : IProgress<ReembeddingProgress>
{
    public void Report(ReembeddingProgress value) => progress.Set(value.Documents, value.Documents, value.TotalDocuments);
}
