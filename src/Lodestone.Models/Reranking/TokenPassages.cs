namespace Lodestone.Models;

/// <summary>Passages that come as token ids.</summary>
internal sealed class TokenPassages(LoadedEncoder model, IReadOnlyList<ReadOnlyMemory<int>> passageTokenIds) : IPassageTokens
{
    public int Count => passageTokenIds.Count;

    public bool IsBlank(int index) => passageTokenIds[index].IsEmpty;

    public PassageTokens Tokens(int index) =>
        new(model.Demand(passageTokenIds[index], index, nameof(passageTokenIds)), default);
}
