namespace Lodestone.Models;

/// <summary>One pair of a call: its token ids, and which of the call's runs are its own.</summary>
/// <param name="Query">The query's tokens.</param>
/// <param name="Passage">The passage's tokens.</param>
/// <param name="FirstRun">The index of its first run.</param>
/// <param name="RunCount">How many runs it has; none when it is not to be given to the model.</param>
internal sealed record PairEntry(ReadOnlyMemory<int> Query, PassageTokens Passage, int FirstRun, int RunCount)
{
    /// <summary>Whether the budget was spent before it was even tokenised.</summary>
    public bool Late { get; init; }
}
