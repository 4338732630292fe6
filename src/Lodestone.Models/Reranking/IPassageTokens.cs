namespace Lodestone.Models;

/// <summary>The passages of one call, of which each is asked for its tokens at most once, in order.</summary>
internal interface IPassageTokens
{
    int Count { get; }

    bool IsBlank(int index);

    PassageTokens Tokens(int index);
}
