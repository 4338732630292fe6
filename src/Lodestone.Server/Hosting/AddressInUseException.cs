namespace Lodestone.Server;

/// <summary>Another program listens on the server's address.</summary>
public sealed class AddressInUseException : IOException, ILodestoneError
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">The address, the problem and its remedy.</param>
    /// <param name="inner">The error underneath.</param>
    public AddressInUseException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <inheritdoc/>
    public string Code => ErrorCodes.AddressInUse;

    /// <inheritdoc/>
    public string Found => "another program that listens there";

    /// <inheritdoc/>
    public string Accepted => "an address that is free";
}
