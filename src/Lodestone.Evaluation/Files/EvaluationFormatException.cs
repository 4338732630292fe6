namespace Lodestone.Evaluation;

/// <summary>The exception for a file of judgements, of a run or of a data set that cannot be used.</summary>
/// <remarks>The message has the file and line, the value found and the accepted values.</remarks>
public sealed class EvaluationFormatException : LodestoneException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The cause, one of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">The value asked for, the value found and the accepted values.</param>
    /// <param name="path">The file or folder that cannot be used.</param>
    /// <param name="line">The malformed line, from 1; null when the file as a whole is.</param>
    /// <param name="accepted">The accepted value, in a few words.</param>
    /// <param name="found">The value found, in a few words.</param>
    /// <param name="inner">The underlying error, if any.</param>
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

    /// <summary>The malformed line, from 1; null when the file as a whole is.</summary>
    public long? Line { get; }
}
