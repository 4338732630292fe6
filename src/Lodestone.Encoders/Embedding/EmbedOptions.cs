namespace Lodestone.Encoders;

/// <summary>Options of one bi-encoder call.</summary>
public sealed record EmbedOptions
{
    /// <summary>The priority of the work. Default: interactive for queries and single texts, bulk for the rest.</summary>
    public WorkPriority? Priority { get; init; }

    /// <summary>The arrival that the call belongs to. Default: its own.</summary>
    public WorkTicket? Ticket { get; init; }

    /// <summary>Receives the number of embedded texts after each text, on worker threads. Default: none.</summary>
    public IProgress<int>? Progress { get; init; }

    /// <summary>Receives the number of tokens read after each model run, on worker threads. Default: none.</summary>
    public IProgress<int>? TokensRead { get; init; }
}
