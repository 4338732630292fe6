namespace Lodestone.Evaluation;

/// <summary>A file of judgements, of a run or of a data set cannot be used.</summary>
/// <remarks>The message says which file and line, what was found and what would have been accepted.</remarks>
public sealed class EvaluationFormatException : LodestoneException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The cause, one of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What was asked for, found and accepted.</param>
    /// <param name="path">The file or folder that cannot be used.</param>
    /// <param name="line">The line at fault, from 1; null when it is the file as a whole.</param>
    /// <param name="accepted">What would have been accepted, in a few words.</param>
    /// <param name="found">What was there instead, in a few words.</param>
    /// <param name="inner">The error underneath, when there is one.</param>
    public EvaluationFormatException(
        string code,
        string message,
        string path,
        long? line = null,
        string? accepted = null,
        string? found = null,
        Exception? inner = null)
        : base(code, message, inner)
    {
        Path = path;
        Line = line;
        Accepted = accepted;
        Found = found;
    }

    /// <summary>The file or folder that cannot be used.</summary>
    public string Path { get; }

    /// <summary>The line at fault, from 1; null when it is the file as a whole.</summary>
    public long? Line { get; }
}
