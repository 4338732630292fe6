namespace Lodestone;

/// <summary>The options of a mirror.</summary>
public sealed record MirrorOptions
{
    /// <summary>
    /// Whether documents are removed whose source is gone. Default: yes. Otherwise they are only counted, and the collection takes in new
    /// and changed documents alone.
    /// </summary>
    public bool Remove { get; init; } = true;

    /// <summary>Whether the report says what would happen, and nothing is embedded or written. Default: no.</summary>
    /// <remarks>The collection may be open for reading only then. The counts of passages are 0.</remarks>
    public bool DryRun { get; init; }

    /// <summary>
    /// Decides whether more than half of a folder's documents are removed, as after a disk that is not mounted; documents whose text
    /// another file of the root has now, as after a renaming, do not count. Called on a thread of the pool, after new documents are
    /// written. Default: null, nothing is removed then, and the report says so.
    /// </summary>
    public Func<MirroredFolder, CancellationToken, ValueTask<bool>>? Confirm { get; init; }

    /// <summary>How the models are run. Default: those of <see cref="WriteOptions"/>.</summary>
    public WriteOptions Writing { get; init; } = new();
}

/// <summary>The documents of a folder whose source is gone, and what became of them.</summary>
public sealed record MirroredFolder
{
    /// <summary>The full path of the root that brought the documents.</summary>
    public required string Root { get; init; }

    /// <summary>The folder or file below the root; empty for the root itself.</summary>
    public required string Path { get; init; }

    /// <summary>The number of documents that it had brought before the run.</summary>
    public required long Documents { get; init; }

    /// <summary>
    /// The number of documents whose source is gone: the file, or, in a file that was read without a problem, the record. 0 when
    /// <see cref="Outcome"/> is <see cref="MirrorOutcome.Incomplete"/>, since it is not known then.
    /// </summary>
    public long Gone { get; init; }

    /// <summary>The ids of the first of them in order of their paths, 10 at most. Default: none.</summary>
    public IReadOnlyList<string> GoneIds { get; init; } = [];

    /// <summary>The number of documents that were removed; in a dry run, that would be.</summary>
    public long Removed { get; init; }

    /// <summary>The number of documents whose file exists, but is passed over by the options of this listing. They stay.</summary>
    public long PassedOver { get; init; }

    /// <summary>What became of the documents whose source is gone.</summary>
    public MirrorOutcome Outcome { get; init; }

    /// <summary>Why nothing was removed although a mirror was asked for, one of <see cref="ErrorCodes"/>; else null.</summary>
    public string? Code => Outcome switch
    {
        MirrorOutcome.Incomplete => ErrorCodes.MirrorIncomplete,
        MirrorOutcome.Unconfirmed => ErrorCodes.MirrorUnconfirmed,
        _ => null,
    };
}

/// <summary>What became of documents whose source is gone.</summary>
public enum MirrorOutcome
{
    /// <summary>They were counted, as the options ask.</summary>
    Counted,

    /// <summary>They were removed.</summary>
    Removed,

    /// <summary>The folder could not be listed fully, so that a missing file may still exist: nothing was removed.</summary>
    Incomplete,

    /// <summary>More than half of the folder's documents would be lost, which was not confirmed: nothing was removed.</summary>
    Unconfirmed,
}
