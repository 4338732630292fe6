namespace Lodestone.Server;

/// <summary>The server cannot use its file of API keys, or its address.</summary>
/// <remarks>
/// The code is <see cref="ErrorCodes.KeyFileUnusable"/>, <see cref="ErrorCodes.KeyFileFull"/> or <see cref="ErrorCodes.AddressInUse"/>.
/// </remarks>
public sealed class ServerException : LodestoneException
{
    internal ServerException(string code, string message, string? path = null, Exception? inner = null)
        : base(code, message, inner) => Path = path;

    /// <summary>The file of API keys; null when the address is the cause.</summary>
    public string? Path { get; }
}
