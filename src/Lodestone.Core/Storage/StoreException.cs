namespace Lodestone;

/// <summary>A collection's store cannot be opened, read or written.</summary>
/// <remarks>
/// The message states the request, the found state, the expected state, and the remedy. A batch that fails this way has changed nothing,
/// and batches acknowledged before it are kept.
/// </remarks>
public sealed class StoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">The cause of the failure.</param>
    /// <param name="message">The request, the found state, the expected state, and the remedy.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="expected">The expected state, in a few words.</param>
    /// <param name="found">The state that was found, in a few words.</param>
    /// <param name="inner">The underlying error; null when there is none.</param>
    public StoreException(
        StoreFailure failure, string message, string path, string? expected = null, string? found = null, Exception? inner = null)
        : base(message, inner)
    {
        Failure = failure;
        Path = path;
        Expected = expected;
        Found = found;
    }

    /// <summary>The cause of the failure.</summary>
    public StoreFailure Failure { get; }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>The expected state; null when only the message states it.</summary>
    public string? Expected { get; }

    /// <summary>The state that was found; null when only the message states it.</summary>
    public string? Found { get; }
}

/// <summary>The cause of a store's failure.</summary>
public enum StoreFailure
{
    /// <summary>The store to be read does not exist.</summary>
    Missing,

    /// <summary>Another process, or another object in this one, is writing to the store.</summary>
    InUse,

    /// <summary>The file is not a Lodestone store.</summary>
    Foreign,

    /// <summary>The file has the format of a Lodestone version that this one does not know.</summary>
    UnknownVersion,

    /// <summary>The file is damaged: truncated, overwritten, or inconsistent.</summary>
    Damaged,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>The folder or the file is not writable, or not even readable.</summary>
    NotPermitted,

    /// <summary>The operating system failed to read or write.</summary>
    InputOutput,
}
