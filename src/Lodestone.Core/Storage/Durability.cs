namespace Lodestone;

/// <summary>What an acknowledged batch survives.</summary>
/// <remarks>
/// In both cases a batch is atomic, and a crash or power loss leaves a store that opens: what differs is which batches are in it.
/// </remarks>
public enum Durability
{
    /// <summary>
    /// An acknowledged batch survives power loss and a crash of the operating system, if the disk keeps what it says it has written.
    /// Each commit waits for the disk (SQLite's <c>synchronous=FULL</c>). The default.
    /// </summary>
    Durable,

    /// <summary>
    /// An acknowledged batch survives a crash of the process, not power loss: then the last batches may be missing, whole ones, the
    /// latest first. Commits do not wait for the disk (SQLite's <c>synchronous=NORMAL</c> with a write-ahead log).
    /// </summary>
    Fast,
}
