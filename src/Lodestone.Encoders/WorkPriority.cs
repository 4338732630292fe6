namespace Lodestone.Encoders;

/// <summary>Which work goes first when there is more of it than cores.</summary>
public enum WorkPriority
{
    /// <summary>Somebody waits for the answer: taken before all bulk work, in every call of the process.</summary>
    Interactive,

    /// <summary>Nobody waits, such as the embedding of a corpus: taken when no interactive work is left.</summary>
    Bulk,
}
