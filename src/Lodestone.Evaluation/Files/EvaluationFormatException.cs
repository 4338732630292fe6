namespace Lodestone.Evaluation;

/// <summary>A file of judgements, of a run or of a data set cannot be used.</summary>
/// <remarks>The message says which file and line, what was found, what would have been accepted, and what to do.</remarks>
public sealed class EvaluationFormatException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was asked for, found, accepted, and what to do.</param>
    /// <param name="path">The file or folder that cannot be used.</param>
    /// <param name="line">The line at fault, from 1; null when it is the file as a whole.</param>
    /// <param name="expected">What would have been accepted, in a few words.</param>
    /// <param name="found">What was there instead, in a few words.</param>
    /// <param name="inner">The error underneath, when there is one.</param>
    public EvaluationFormatException(
        string message, string path, long? line = null, string? expected = null, string? found = null, Exception? inner = null)
        : base(message, inner)
    {
        Path = path;
        Line = line;
        Expected = expected;
        Found = found;
    }

    /// <summary>The file or folder that cannot be used.</summary>
    public string Path { get; }

    /// <summary>The line at fault, from 1; null when it is the file as a whole.</summary>
    public long? Line { get; }

    /// <summary>What would have been accepted; null when the message alone says it.</summary>
    public string? Expected { get; }

    /// <summary>What was found instead; null when the message alone says it.</summary>
    public string? Found { get; }
}
