namespace Lodestone.Indexing;

/// <summary>The exception for an index that another writer has open.</summary>
/// <remarks>
/// The lock belongs to the process and is released when it ends or is killed; a leftover lock file does not block a writer.
/// </remarks>
public sealed class IndexLockedException : IOException, ILodestoneError
{
    internal IndexLockedException(string folder, Exception inner)
        : base($"The keyword index in '{folder}' cannot be opened for writing, because another writer has it open. " +
            "An index has one writer at a time.", inner) => Folder = folder;

    /// <summary>The folder of the index.</summary>
    public string Folder { get; }

    /// <inheritdoc/>
    public string Code => ErrorCodes.IndexInUse;

    /// <inheritdoc/>
    public string Found => "another writer";

    /// <inheritdoc/>
    public string Accepted => "one writer at a time";
}
