using System.Globalization;
using Lodestone.Encoders.Files;

namespace Lodestone.Encoders.Tokenizers.Text;

/// <summary>
/// How much a tokenizer's files may ask for. They are read from folders that somebody else made, and a few lines of JSON can ask for all
/// memory, or for hours. Ordinary tokenizers stay far below every bound.
/// </summary>
internal static class TokenizerBounds
{
    /// <summary>Normalizers, or pre-tokenizers, of one tokenizer. Known ones have up to about 30.</summary>
    public const int Steps = 256;

    /// <summary>UTF-16 characters of a regular expression. Known ones have up to about 700.</summary>
    public const int Pattern = 16_384;

    /// <summary>UTF-16 characters of a token. For each place in a text, so many are looked at in the worst case.</summary>
    public const int Token = 1_024;

    /// <summary>Tokens that are looked for in the text before all else.</summary>
    public const int AddedTokens = 65_536;

    /// <summary>Special tokens round one text or two.</summary>
    public const int TemplateTokens = 64;

    /// <summary>Segment ids are 0 to this. Known models have two.</summary>
    public const int TypeId = 255;

    /// <summary>
    /// Characters that normalizing may make of one, over a whole text, beside <see cref="GrowthConstant"/>. The longest decomposition of
    /// Unicode has 18.
    /// </summary>
    public const int GrowthFactor = 32;

    /// <summary>Characters that normalizing may add to any text.</summary>
    public const int GrowthConstant = 4_096;

    /// <summary>
    /// How long a pattern may look for one match, in milliseconds, and all patterns for those of a text, to which
    /// <see cref="CharactersPerMillisecond"/> adds.
    /// </summary>
    /// <remarks>
    /// A clock decides here, which same input, same answer does not allow elsewhere: .NET counts no steps of a match. Ordinary patterns
    /// read millions of characters a second, so that a machine has to be a thousand times slower than usual before an ordinary model meets
    /// this. A hostile one gets the same refusal always, somewhat sooner or later.
    /// </remarks>
    public const int MatchMilliseconds = 10_000;

    /// <summary>Characters of a text for which its patterns get a further millisecond.</summary>
    public const int CharactersPerMillisecond = 10;

    /// <summary>Characters that normalizing may make of a text of so many.</summary>
    public static long Growth(long characters) => (GrowthFactor * characters) + GrowthConstant;

    /// <summary>Refuses a file that asks for more than so many.</summary>
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

/// <summary>A step of a tokenizer makes more of a text than it may.</summary>
internal sealed class TokenizerGrowthException(long accepted)
    : Exception(string.Create(CultureInfo.InvariantCulture, $"more than {accepted} characters"));
