namespace Lodestone.Ingestion;

/// <summary>The options of watching files and folders.</summary>
public sealed record WatchOptions
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>
    /// How long nothing may change before changes are passed on, so that a burst is one change and a file is not read while it is being
    /// written. Default: 0.5 seconds. At most a day, as the other times.
    /// </summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// How long changes wait for a pause at most. Files that still change then wait for as long again, so that the others do not. Default:
    /// 30 seconds.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The time between two listings of a folder that the system reports no changes of; also between two checks whether a folder is still
    /// there. Default: 10 seconds.
    /// </summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether folders are listed from time to time even if the system would report changes. Default: no.</summary>
    public bool Poll { get; init; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        foreach (var (name, value) in new[] { (nameof(Pause), Pause), (nameof(Patience), Patience), (nameof(PollEvery), PollEvery) })
        {
            if (value <= TimeSpan.Zero || value > Longest)
                throw new InvalidRangeException(name, value, "a time above 0, of a day at most");
        }
    }
}

/// <summary>A change of watched files and folders: what a mirror takes to follow it.</summary>
public sealed record SourceChange
{
    /// <summary>
    /// All listed files, and the items of those that are to be read. The change counts as followed, file by file, when its items were
    /// enumerated; others come again with the next change.
    /// </summary>
    public required SourceListing Source { get; init; }

    /// <summary>Whether every file is read: at the start, and after changes whose files are not known.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>What is to be known about the watching, such as that a folder is listed from time to time. Default: none.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}
