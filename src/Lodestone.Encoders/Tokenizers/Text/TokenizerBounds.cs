using System.Globalization;
using Lodestone.Encoders.Files;

namespace Lodestone.Encoders.Tokenizers.Text;

/// <summary>
/// Upper bounds for a tokenizer's files. The folders are untrusted input: a few lines of JSON can ask for all memory, or for hours.
/// Ordinary tokenizers stay far below every bound.
/// </summary>
internal static class TokenizerBounds
{
    /// <summary>The maximum number of normalizers, or pre-tokenizers, of one tokenizer. Known ones have up to about 30.</summary>
    public const int Steps = 256;

    /// <summary>The maximum length of a regular expression, in UTF-16 characters. Known ones have up to about 700.</summary>
    public const int Pattern = 16_384;

    /// <summary>
    /// The maximum length of a token, in UTF-16 characters. In the worst case as many are compared at each position of a text.
    /// </summary>
    public const int Token = 1_024;

    /// <summary>
    /// The steps that tokens may take to find their places in a vocabulary, for each token and in addition to
    /// <see cref="PlaceConstant"/>: texts whose hashes collide would take hours. An ordinary vocabulary takes about one for each.
    /// </summary>
    public const int PlaceSteps = 64;

    /// <summary>The steps that any vocabulary may take.</summary>
    public const int PlaceConstant = 1_000_000;

    /// <summary>The maximum number of added tokens, which are found before all else.</summary>
    public const int AddedTokens = 65_536;

    /// <summary>The maximum number of special tokens around one text or two.</summary>
    public const int TemplateTokens = 64;

    /// <summary>The highest segment id, from 0. Known models have two ids.</summary>
    public const int TypeId = 255;

    /// <summary>
    /// The maximum number of characters from one character over a whole text, in addition to <see cref="GrowthConstant"/>. Unicode's
    /// longest decomposition has 18.
    /// </summary>
    public const int GrowthFactor = 32;

    /// <summary>The number of characters that normalization may add to any text.</summary>
    public const int GrowthConstant = 4_096;

    /// <summary>
    /// The time limit for one match of a pattern, in milliseconds, and for all matches in a text, to which
    /// <see cref="CharactersPerMillisecond"/> adds.
    /// </summary>
    /// <remarks>
    /// A clock decides here, which the rule "same input, same answer" does not allow elsewhere, because .NET does not count the steps of a
    /// match. Ordinary patterns read millions of characters a second, so a machine would have to be a thousand times slower than usual
    /// before an ordinary model is refused. A hostile model always gets the same refusal, somewhat sooner or later.
    /// </remarks>
    public const int MatchMilliseconds = 10_000;

    /// <summary>The number of a text's characters that add a further millisecond for its patterns.</summary>
    public const int CharactersPerMillisecond = 10;

    /// <summary>The maximum number of characters after normalization, for a text of this length.</summary>
    public static long Growth(long characters) => (GrowthFactor * characters) + GrowthConstant;

    /// <summary>Refuses a vocabulary whose tokens collide, while it is read.</summary>
    public static void ValidatePlaces(string path, long steps, int tokens) => Validate(
        path, steps, ((long)PlaceSteps * tokens) + PlaceConstant, "steps to find places for tokens, whose hashes collide");

    /// <summary>Refuses a file with a count above its maximum.</summary>
    public static void Validate(string path, long found, long most, string what)
    {
        if (found > most)
        {
            throw TokenizerErrors.TooLarge(
                path, string.Create(CultureInfo.InvariantCulture, $"{found} {what}"),
                string.Create(CultureInfo.InvariantCulture, $"at most {most}"));
        }
    }
}

/// <summary>The exception for a tokenizer step that makes a text longer than allowed.</summary>
internal sealed class TokenizerGrowthException(long accepted)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"more than {accepted} characters"));
