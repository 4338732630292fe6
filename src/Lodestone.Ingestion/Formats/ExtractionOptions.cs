namespace Lodestone.Ingestion;

/// <summary>How files are read whose parsers are not Lodestone's own: in a process of their own, within bounds.</summary>
/// <remarks>
/// JSON Lines, CSV and plain text have bounded readers and are read in the application's process, and so is what a reader of the
/// application reads. All other formats are read by a worker, which is the application's own executable started again. A file that breaks
/// a bound, or ends the worker, is a problem of that file with the code <see cref="ErrorCodes.ExtractionBound"/> or
/// <see cref="ErrorCodes.ExtractionFailed"/>, and the next file is read by another worker.
/// </remarks>
public sealed record ExtractionOptions
{
    /// <summary>
    /// Whether files are parsed in the application's own process, for hosts that may not start processes. Default: no. A file that is made
    /// to hurt can then end the process or take its memory, as far as the limits on its structure do not refuse it, and the other options
    /// here do not apply.
    /// </summary>
    public bool InProcess { get; init; }

    /// <summary>The time after which the reading of a file is ended: from 1 second to 1 day. Default: 2 minutes.</summary>
    /// <remarks>The last line: limits on a file's structure refuse it long before, with the same answer on every machine.</remarks>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The memory of a worker in bytes, resident, from 128 MiB to 64 GiB. Default: 896 MiB. Seven eighths of it are the limit of the
    /// worker's managed heap.
    /// </summary>
    public long MaxMemoryBytes { get; init; } = 896L * 1024 * 1024;

    internal void Validate()
    {
        InvalidRangeException.ThrowIfNotWithin(MaxMemoryBytes, 128L << 20, 64L << 30);
        if (MaxTime < TimeSpan.FromSeconds(1) || MaxTime > TimeSpan.FromDays(1))
            throw new InvalidRangeException(nameof(MaxTime), MaxTime, "1 second to 1 day");
    }
}
