namespace Lodestone.Encoders;

/// <summary>The exception for a model folder, or a file in it, that cannot be used.</summary>
/// <remarks>The message has the value asked for, the value found and the accepted values.</remarks>
public sealed class ModelLoadException : LodestoneException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The cause, one of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">The value asked for, the value found and the accepted values.</param>
    /// <param name="path">The folder or file that cannot be used.</param>
    /// <param name="accepted">The accepted value, in a few words.</param>
    /// <param name="found">The value found, in a few words.</param>
    /// <param name="inner">The underlying error, if any.</param>
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
