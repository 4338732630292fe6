namespace Lodestone;

/// <summary>A collection's store cannot be opened, read or written.</summary>
/// <remarks>
/// The message states the request, the found state and the accepted state. A batch that fails this way has changed nothing,
/// and batches acknowledged before it are kept. The code is the cause: <see cref="ErrorCodes.CollectionNotFound"/>,
/// <see cref="ErrorCodes.CollectionInUse"/>, <see cref="ErrorCodes.StoreForeign"/>, <see cref="ErrorCodes.StoreVersionUnknown"/>,
/// <see cref="ErrorCodes.StoreDamaged"/>, <see cref="ErrorCodes.DiskFull"/>, <see cref="ErrorCodes.NotPermitted"/> or
/// <see cref="ErrorCodes.InputOutput"/>.
/// </remarks>
public sealed class StoreException : LodestoneException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The cause, one of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">The request, the found state and the accepted state.</param>
    /// <param name="path">The file or folder.</param>
    /// <param name="accepted">The accepted state, in a few words.</param>
    /// <param name="found">The state that was found, in a few words.</param>
    /// <param name="inner">The underlying error; null when there is none.</param>
    public StoreException(
        string code, string message, string path, string? accepted = null, string? found = null, Exception? inner = null)
        : base(code, message, inner)
    {
        Path = path;
        Accepted = accepted;
        Found = found;
    }

    /// <summary>The file or folder.</summary>
    public string Path { get; }
}
