namespace Lodestone;

/// <summary>The failures that an acknowledged batch survives.</summary>
/// <remarks>
/// With either value a batch is atomic, and a crash or power loss leaves a store that opens; the values differ in which batches are in it.
/// </remarks>
public enum Durability
{
    /// <summary>
    /// An acknowledged batch survives power loss and a crash of the operating system, if the disk keeps the data it reports as written.
    /// </summary>
    /// <remarks>Each commit waits for the disk (SQLite's <c>synchronous=FULL</c>). The default.</remarks>
    Durable,

    /// <summary>
    /// An acknowledged batch survives a crash of the process, but not power loss: then the last batches may be missing, as whole batches
    /// and the latest first.
    /// </summary>
    /// <remarks>Commits do not wait for the disk (SQLite's <c>synchronous=NORMAL</c> with a write-ahead log).</remarks>
    Fast,
}
