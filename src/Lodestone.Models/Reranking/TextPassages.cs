namespace Lodestone.Models;

/// <summary>Passages that come as texts, tokenised when their turn comes.</summary>
internal sealed class TextPassages(Tokenizer tokenizer, IReadOnlyList<string> passages) : IPassageTokens
{
    public int Count => passages.Count;

    public bool IsBlank(int index) => BlankText.IsBlank(passages[index] ??
        throw new ArgumentException($"Passage {index} is null. An empty string is accepted; null is not."));

    public PassageTokens Tokens(int index)
    {
        var text = tokenizer.Encode(passages[index]);
        return new PassageTokens(text.Ids, text.Offsets);
    }
}
