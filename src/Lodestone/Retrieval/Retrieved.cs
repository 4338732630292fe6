namespace Lodestone;

/// <summary>What a first stage found: passage keys and its scores, best first.</summary>
/// <param name="Keys">The passages.</param>
/// <param name="Scores">Their scores: BM25 or similarity.</param>
internal sealed record Retrieved(IReadOnlyList<long> Keys, IReadOnlyList<double> Scores)
{
    public static Retrieved None { get; } = new([], []);

    public int Count => Keys.Count;
}
