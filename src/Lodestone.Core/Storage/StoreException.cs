namespace Lodestone;

/// <summary>A collection's store cannot be opened, read or written.</summary>
/// <remarks>
/// The message says what was asked for, what was found and what would have been accepted. A batch that fails this way has changed nothing,
/// and what was acknowledged before it is kept.
/// </remarks>
public sealed class StoreException : LodestoneException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="failure">Why the store cannot be used.</param>
    /// <param name="message">What was asked for, found and accepted.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="accepted">What would have been accepted, in a few words.</param>
    /// <param name="found">What was there instead, in a few words.</param>
    /// <param name="inner">The error underneath, when there is one.</param>
    public StoreException(
        StoreFailure failure, string message, string path, string? accepted = null, string? found = null, Exception? inner = null)
        : base(CodeOf(failure), message, inner)
    {
        Failure = failure;
        Path = path;
        Accepted = accepted;
        Found = found;
    }

    /// <summary>Why the store cannot be used.</summary>
    public StoreFailure Failure { get; }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    private static string CodeOf(StoreFailure failure) => failure switch
    {
        StoreFailure.Missing => ErrorCodes.CollectionNotFound,
        StoreFailure.InUse => ErrorCodes.CollectionInUse,
        StoreFailure.Foreign => ErrorCodes.StoreForeign,
        StoreFailure.UnknownVersion => ErrorCodes.StoreVersionUnknown,
        StoreFailure.Damaged => ErrorCodes.StoreDamaged,
        StoreFailure.DiskFull => ErrorCodes.DiskFull,
        StoreFailure.NotPermitted => ErrorCodes.NotPermitted,
        StoreFailure.InputOutput => ErrorCodes.InputOutput,
        _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, null),
    };
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
