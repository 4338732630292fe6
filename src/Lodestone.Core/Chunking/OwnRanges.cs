using System.Globalization;

namespace Lodestone.Chunking;

/// <summary>Asks the application's chunker for ranges, and checks them.</summary>
internal static class OwnRanges
{
    /// <summary>How many times its characters the passages of a text may have together.</summary>
    /// <remarks>Overlapping passages repeat text in the indexes; so much of it is a mistake, and would fill the disk.</remarks>
    public const int MostRepetition = 16;

    /// <exception cref="ComponentException">The chunker failed, or its ranges cannot be passages.</exception>
    public static IReadOnlyList<TextRange> Of(IChunker chunker, Document document, CancellationToken cancellationToken)
    {
        var name = chunker.GetType().Name;
        var ranges = new List<TextRange>();
        var characters = 0L;
        try
        {
            foreach (var range in chunker.Chunk(document, cancellationToken) ?? throw Invalid(name, "null", "a list of ranges"))
            {
                Check(range, ranges, document.Text, name);
                characters += range.End - range.Start;
                if (characters > (long)MostRepetition * document.Text.Length)
                    throw Invalid(name, "ranges of more characters together", $"{MostRepetition} times those of the text");
                ranges.Add(range);
            }
        }
        catch (Exception error) when (error is not ComponentException && !cancellationToken.IsCancellationRequested)
        {
            throw ComponentException.Failed(ErrorCodes.ChunkerFailed, name, "chunker", error);
        }

        if (ranges.Count == 0 && !Document.IsBlank(document.Text))
            throw Invalid(name, "no range", "one or more for a text that has words");
        return ranges;
    }

    private static void Check(TextRange range, List<TextRange> before, string text, string name)
    {
        if (range.Start < 0 || range.End > text.Length || range.End <= range.Start)
        {
            throw Invalid(
                name, Shown(range), string.Create(CultureInfo.InvariantCulture, $"ranges within 0 to {text.Length} that are not empty"));
        }

        if (before is [.., var last] && range.Start <= last.Start)
            throw Invalid(name, $"{Shown(range)} after {Shown(last)}", "ranges that each start after the one before");
        if (IsWithinPair(text, range.Start) || IsWithinPair(text, range.End))
            throw Invalid(name, $"{Shown(range)}, which cuts a character in two", "whole characters");
    }

    /// <summary>Whether a place in a text is between the two halves of a character.</summary>
    public static bool IsWithinPair(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text, at - 1);

    private static string Shown(TextRange range) => string.Create(CultureInfo.InvariantCulture, $"{range.Start} to {range.End}");

    private static ComponentException Invalid(string name, string found, string accepted) => new(
        ErrorCodes.ChunkerOutputInvalid, name, $"The chunker '{name}' returned {found}; accepted: {accepted}.")
    {
        Found = found,
        Accepted = accepted,
    };
}
