namespace Lodestone.Server;

/// <summary>The file of API keys cannot be used.</summary>
public sealed class KeyFileException : LodestoneException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The cause, one of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">The problem, and its remedy.</param>
    /// <param name="path">The file.</param>
    /// <param name="inner">The error of the file system or of the parser.</param>
    public KeyFileException(string code, string message, string path, Exception? inner = null)
        : base(code, message, inner) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
