using System.Globalization;
using Lodestone.Encoders;

namespace Lodestone.Chunking;

/// <summary>Counts the tokens of an encoder's input, and finds where in a text they are.</summary>
/// <param name="Tokenizer">Tokenises a text alone; null when only <paramref name="Counter"/> is known.</param>
/// <param name="Encode">Returns the token ids of a whole input, including the prompt before it; none when no encoder needs them.</param>
/// <param name="MaxTokens">The maximum tokens of an input, including special tokens.</param>
/// <param name="Counter">Counts a whole input in place of <paramref name="Encode"/>; null when the ids are counted.</param>
internal sealed record InputTokenizer(
    Tokenizer? Tokenizer, Func<string, ReadOnlyMemory<int>> Encode, int MaxTokens, ITokenCounter? Counter = null)
{
    /// <summary>The tokens that an encoder adds to an input.</summary>
    public int SpecialTokens => Tokenizer?.SpecialTokens ?? 0;

    /// <summary>The tokenisation of one of our bi-encoders.</summary>
    public static InputTokenizer Of(BiEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return new InputTokenizer(encoder.Tokenizer, text => encoder.Tokenize(text, EmbeddingRole.Document), encoder.MaxTokens);
    }

    /// <summary>Passages for an encoder that is not ours, which takes texts and has a limit that is not known.</summary>
    public static InputTokenizer Of(ITokenCounter counter)
    {
        ArgumentNullException.ThrowIfNull(counter);
        return new InputTokenizer(counter as Tokenizer, _ => ReadOnlyMemory<int>.Empty, int.MaxValue, counter);
    }

    /// <summary>The tokens of a whole input, special tokens left out.</summary>
    /// <exception cref="ComponentException">The application's counter failed, or its count is impossible.</exception>
    public int Count(string input, ReadOnlyMemory<int> ids) => Counter is null ? ids.Length : Counted(input);

    /// <summary>The ranges of a text's tokens, in ascending order.</summary>
    /// <exception cref="ComponentException">The application's counter failed, or its count is impossible.</exception>
    public ReadOnlyMemory<TextRange> Locate(string text)
    {
        if (Tokenizer is not null)
            return Tokenizer.Encode(text).Offsets;
        var ranges = new TextRange[Counted(text)];
        for (var i = 0; i < ranges.Length; i++)
            ranges[i] = new TextRange(At(i), At(i + 1));
        return ranges;

        int At(int token) => (int)((long)text.Length * token / ranges.Length);
    }

    private int Counted(string text)
    {
        var name = Counter!.GetType().Name;
        int count;
        try
        {
            count = Counter.CountTokens(text);
        }
        catch (Exception error)
        {
            throw ComponentException.Failed(ErrorCodes.TokenCounterFailed, name, "token counter", error);
        }

        var most = 4L * text.Length + 16;
        return count >= 0 && count <= most
            ? count
            : throw new ComponentException(ErrorCodes.TokenCounterFailed, name, string.Create(CultureInfo.InvariantCulture,
                $"The token counter '{name}' counted {count} tokens in {text.Length} characters; accepted: 0 to {most}."))
            {
                Found = count.ToString(CultureInfo.InvariantCulture),
                Accepted = string.Create(CultureInfo.InvariantCulture, $"0 to {most}"),
            };
    }
}

/// <summary>The counter for an embedder whose tokenizer is not known: about as many as a vocabulary of 30,000 pieces makes.</summary>
/// <remarks>
/// A word of letters and digits has a token for every four characters begun, a letter of a script without spaces is a token, and so is
/// every other character that is not white space. For English it counts some more than a tokenizer does, so that passages are rather a
/// little short than cut by the provider.
/// </remarks>
internal sealed class ApproximateTokens : ITokenCounter
{
    public static ApproximateTokens Instance { get; } = new();

    public int CountTokens(string text)
    {
        var (count, word) = (0, 0);
        foreach (var character in text)
        {
            var inWord = char.IsLetterOrDigit(character) && character < '\u2E80';
            if (inWord)
                count += word++ % 4 == 0 ? 1 : 0;
            else
                (count, word) = (count + (char.IsWhiteSpace(character) ? 0 : 1), 0);
        }

        return count;
    }
}
