namespace Lodestone.Ingestion.Formats;

/// <summary>Ends the reading of a file or of one record; becomes a <see cref="ReadProblem"/> and never leaves this assembly.</summary>
internal sealed class UnreadableException(ReadProblemKind kind, string reason, Exception? inner = null) : Exception(reason, inner)
{
    public ReadProblemKind Kind { get; } = kind;

    /// <summary>The member of <see cref="ReadOptions"/> whose other value would help; null when none would.</summary>
    public string? Option { get; init; }

    /// <summary>The cause, one of <see cref="ErrorCodes"/>; null when <see cref="Kind"/> says all.</summary>
    public string? Code { get; init; }

    /// <summary>The line at which the problem's record begins; null when the problem concerns the file.</summary>
    public long? Line { get; init; }
}
