namespace Lodestone.Indexing;

/// <summary>Another writer has the index open.</summary>
/// <remarks>The lock belongs to the process and ends with it, however it ends; a lock file left behind blocks no writer.</remarks>
public sealed class IndexLockedException : IOException, ILodestoneError
{
    internal IndexLockedException(string folder, Exception inner)
        : base($"The keyword index in '{folder}' was to be opened for writing, but another writer has it open. " +
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
