namespace Lodestone;

/// <summary>A collection's store cannot be opened, read or written.</summary>
/// <remarks>
/// The message says what was asked for, what was found, what would have been accepted, and what to do. A batch that fails this way has
/// changed nothing, and what was acknowledged before it is kept.
/// </remarks>
public sealed class StoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">Why the store cannot be used.</param>
    /// <param name="message">What was asked for, found, accepted, and what to do.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="expected">What would have been accepted, in a few words.</param>
    /// <param name="found">What was there instead, in a few words.</param>
    /// <param name="inner">The error underneath, when there is one.</param>
    public StoreException(
        StoreFailure failure, string message, string path, string? expected = null, string? found = null, Exception? inner = null)
        : base(message, inner)
    {
        Failure = failure;
        Path = path;
        Expected = expected;
        Found = found;
    }

    /// <summary>Why the store cannot be used.</summary>
    public StoreFailure Failure { get; }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>What would have been accepted; null when the message alone says it.</summary>
    public string? Expected { get; }

    /// <summary>What was found instead; null when the message alone says it.</summary>
    public string? Found { get; }
}

/// <summary>Why a store cannot be used.</summary>
public enum StoreFailure
{
    /// <summary>There is no store where one was to be read.</summary>
    Missing,

    /// <summary>Another process, or another object in this one, is writing to it.</summary>
    InUse,

    /// <summary>The file is not a store of Lodestone's.</summary>
    Foreign,

    /// <summary>The file was written by a version of Lodestone that this one does not know.</summary>
    UnknownVersion,

    /// <summary>The file is damaged: truncated, overwritten, or its parts contradict each other.</summary>
    Damaged,

    /// <summary>There is no room left on the disk.</summary>
    DiskFull,

    /// <summary>The folder or the file may not be written, or not even read.</summary>
    NotPermitted,

    /// <summary>The operating system failed to read or write.</summary>
    InputOutput,
}
