namespace Lodestone.Encoders;

/// <summary>A model folder, or a file in it, cannot be used.</summary>
/// <remarks>The message says what was asked for, what was found, what would have been accepted, and what to do.</remarks>
public sealed class ModelLoadException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was asked for, found, accepted, and what to do.</param>
    /// <param name="path">The folder or file that cannot be used.</param>
    /// <param name="expected">What would have been accepted, in a few words.</param>
    /// <param name="found">What was there instead, in a few words.</param>
    /// <param name="inner">The error underneath, when there is one.</param>
    public ModelLoadException(string message, string path, string? expected = null, string? found = null, Exception? inner = null)
        : base(message, inner)
    {
        Path = path;
        Expected = expected;
        Found = found;
    }

    /// <summary>The folder or file that cannot be used.</summary>
    public string Path { get; }

    /// <summary>What would have been accepted; null when the message alone says it.</summary>
    public string? Expected { get; }

    /// <summary>What was found instead; null when the message alone says it.</summary>
    public string? Found { get; }
}
