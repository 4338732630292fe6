namespace Lodestone;

/// <summary>The kind of work, which decides its share of the cores when there is more work than cores.</summary>
/// <remarks>
/// <para>
/// Model runs are what is shared, one for each text or pair, and every run is on one core. Of interactive work the oldest call goes first
/// (<see cref="WorkTicket"/>), so that of many calls at once the first ends early and none waits for the last. Three exceptions are
/// shares, each used only while its kind waits: a call of one run, such as the embedding of a query, has one in four interactive runs
/// whatever its age; calls of more than 128 runs do not go by age but take turns, and together have one in eight interactive runs;
/// bulk work has one in eight of all runs. Work that is alone has all cores.
/// </para>
/// <para>The order of runs never changes a result. Figures and reasons: docs/decisions/0018.</para>
/// </remarks>
public enum WorkPriority
{
    /// <summary>A client waits for the result. The oldest call goes first.</summary>
    Interactive,

    /// <summary>
    /// No client waits, such as when a corpus is embedded. Bulk calls take turns, a run each: all runs while no interactive work waits,
    /// and otherwise one run in eight (<c>ModelRuns.BulkInterval</c>).
    /// </summary>
    Bulk,
}

/// <summary>The arrival of work in the process: calls with one ticket are as old as the ticket.</summary>
/// <remarks>
/// A search takes one ticket for the embedding of its query and for its reranking, so that the reranking does not queue behind searches
/// that came later. Immutable and thread-safe. Tickets order interactive work only, and never change a result.
/// </remarks>
public sealed class WorkTicket
{
    private static long _last;

    private WorkTicket(long number) => Number = number;

    /// <summary>The place in the order of arrival in this process; lower is older.</summary>
    public long Number { get; }

    /// <summary>Takes the next ticket.</summary>
    public static WorkTicket Take() => new(Interlocked.Increment(ref _last));
}
