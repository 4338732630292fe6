namespace Lodestone.Server;

/// <summary>Another program listens where the server was to listen.</summary>
public sealed class AddressInUseException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was asked for, found, and what to do.</param>
    /// <param name="inner">The error underneath.</param>
    public AddressInUseException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
