namespace Lodestone.Server;

/// <summary>The file of API keys cannot be used.</summary>
public sealed class KeyFileException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="message">What was found, and what to do.</param>
    /// <param name="path">The file.</param>
    /// <param name="inner">What the file system or the reader said.</param>
    public KeyFileException(string message, string path, Exception? inner = null)
        : base(message, inner) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
