namespace Lodestone.Ingestion.Formats;

/// <summary>Ends the reading of a file, or of one record; becomes a <see cref="ReadProblem"/> and never leaves this room.</summary>
internal sealed class UnreadableException(ReadProblemKind kind, string reason, Exception? inner = null) : Exception(reason, inner)
{
    public ReadProblemKind Kind { get; } = kind;

    /// <summary>The member of <see cref="ReadOptions"/> that another value of would help; null when none would.</summary>
    public string? Option { get; init; }

    /// <summary>The line on which the record begins that ended it; null when the problem is the file's.</summary>
    public long? Line { get; init; }
}
