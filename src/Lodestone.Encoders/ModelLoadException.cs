namespace Lodestone.Encoders;

/// <summary>A model folder, or a file in it, cannot be used.</summary>
/// <remarks>The message says what was asked for, what was found and what would have been accepted.</remarks>
public sealed class ModelLoadException : LodestoneException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The cause, one of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What was asked for, found and accepted.</param>
    /// <param name="path">The folder or file that cannot be used.</param>
    /// <param name="accepted">What would have been accepted, in a few words.</param>
    /// <param name="found">What was there instead, in a few words.</param>
    /// <param name="inner">The error underneath, when there is one.</param>
    public ModelLoadException(
        string code, string message, string path, string? accepted = null, string? found = null, Exception? inner = null)
        : base(code, message, inner)
    {
        Path = path;
        Accepted = accepted;
        Found = found;
    }

    /// <summary>The folder or file that cannot be used.</summary>
    public string Path { get; }
}
