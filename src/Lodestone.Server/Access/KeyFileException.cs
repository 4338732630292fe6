namespace Lodestone.Server;

/// <summary>The file of API keys cannot be used.</summary>
public sealed class KeyFileException : LodestoneException
{
    /// <summary>Makes one.</summary>
    /// <param name="code">The cause, one of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What was found, and what to do.</param>
    /// <param name="path">The file.</param>
    /// <param name="inner">What the file system or the reader said.</param>
    public KeyFileException(string code, string message, string path, Exception? inner = null)
        : base(code, message, inner) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
