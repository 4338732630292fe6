namespace Lodestone.Encoders;

/// <summary>Options of an explanation.</summary>
public sealed record ExplainOptions
{
    /// <summary>The largest <see cref="MaxParts"/>.</summary>
    public const int LargestMaxParts = 1_000;

    /// <summary>The kind of parts. Default: sentences when there are several and over <see cref="MaxParts"/> words, else words.</summary>
    public ExplainedUnit? Unit { get; init; }

    /// <summary>The range of the passage whose parts are left out, such as one sentence. Default: the whole passage.</summary>
    /// <remarks>The model reads the whole passage in any case. A part belongs to the range when it begins in it.</remarks>
    public TextRange? Within { get; init; }

    /// <summary>
    /// The maximum number of parts, 1 to <see cref="LargestMaxParts"/>: the cost is one model run for each and one for the whole.
    /// Neighbours are joined to stay below it. Default: 100.
    /// </summary>
    public int MaxParts { get; init; } = 100;

    /// <summary>The priority of the work. Default: interactive.</summary>
    public WorkPriority Priority { get; init; }

    /// <summary>The arrival that the call belongs to. Default: its own.</summary>
    public WorkTicket? Ticket { get; init; }

    /// <summary>Receives the number of tokens read after each model run, on worker threads. Default: none.</summary>
    public IProgress<int>? TokensRead { get; init; }

    /// <summary>Validates the ranges of all options.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public void Validate()
    {
        InvalidRangeException.ThrowIfNotWithin(MaxParts, 1, LargestMaxParts);
        if (Within is { } range && (range.Start < 0 || range.End < range.Start))
        {
            throw new InvalidRangeException(
                nameof(Within), $"{range.Start} to {range.End}", "a start of 0 or more, and an end that is not below it");
        }
    }
}
