namespace Lodestone;

/// <summary>What became of a document in a batch.</summary>
internal enum WriteOutcome
{
    Added,
    Replaced,

    /// <summary>The same content was there: nothing was written, and its passages keep their keys.</summary>
    Unchanged,
}
